"""robots.txt: all may be found. It counts only at the root of a host, and is made only for a site that stands there."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.model.book import Book
from generator.views.download import Export


def site_files(book: Book) -> Iterator[Export]:
    """One file, or none inside another site."""
    site = book.site
    if site.embedded or site.base != "/" or urlsplit(site.url).path not in ("", "/"):
        return
    lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {site.url}sitemap.xml"] if site.url else []), ""]
    yield Export("robots.txt", "\n".join(lines).encode())
