"""Files of the site without results: robots.txt, scripts of words, time stamps of publications.

`glossary.js` and `search/traditional.js` are scripts because pages opened from a folder cannot fetch.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from generator.deploy.timestamp import site_path
from generator.exports._formats import compact_json, script_safe
from generator.model.book import Book
from generator.search import traditional
from generator.views.download import Export


def site_files(book: Book) -> Iterator[Export]:
    """Yield robots.txt, the glossary, the table of traditional characters, and the time stamps as received."""
    site = book.site
    # robots.txt has effect only at the root of a host.
    if not site.embedded and site.base == "/" and urlsplit(site.url).path in ("", "/"):
        lines = ["User-agent: *", "Allow: /", *([f"Sitemap: {site.url}sitemap.xml"] if site.url else []), ""]
        yield Export("robots.txt", "\n".join(lines).encode())
    if notes := {term.anchor: (term.word, term.meaning, term.source) for term in book.terms}:
        yield Export("glossary.js", f"JXGK.provide('glossary',{compact_json(notes)});\n".encode())
    pairs = script_safe(compact_json(traditional.pairs()))
    yield Export("search/traditional.js", f'JXGK.files.arrive("traditional",{pairs});\n'.encode())
    yield from (Export(site_path(stamp.number), stamp.data) for stamp in book.timestamps)
