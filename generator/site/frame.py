"""Frame files: the theme's static files and the sitemap."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files as package
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urljoin

from generator.site.errors import page_address
from generator.site.licenses import LICENSES, licenses

STYLES = "assets/css/all.css"  # all style sheets; in `docs` too, for any engine; no version in the name
# Later rules win: `compare` must follow `print`, since both set the paper size.
ORDER = (
    *("site", "parts", "report", "bars", "selfsheet", "reexamination", "query", "lists", "ledger", "series", "results"),
    *("charts", "popovers", "aids", "print", "paper", "compare", "feed"),
)
SOURCE_MAP = re.compile(rb"\n?/\*[#@]\s*sourceMappingURL=.*?\*/\s*\Z")
MAX_PAGES = 50_000  # per sitemap, by the protocol: https://www.sitemaps.org/protocol.html
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class ListedPage(NamedTuple):
    """Page in a sitemap, with the attributes used by the template of MkDocs."""

    canonical_url: str
    meta: Mapping[str, str]


def static_files(overrides: Path) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of static files, with all style sheets in one file, and of the licences."""
    for path in sorted((overrides / "assets").rglob("*")):
        if path.is_file() and path.suffix != ".css":
            yield path.relative_to(overrides).as_posix(), path.read_bytes()
    sheets = [*_material(), *((overrides / f"assets/css/{name}.css").read_bytes() for name in ORDER)]
    yield STYLES, b"\n".join(sheets)
    yield LICENSES, licenses()


def _material() -> Iterator[bytes]:
    """Yield Material's style sheets without their source maps."""
    folder = package("material") / "templates/assets/stylesheets"
    for name in ("main", "palette"):
        (sheet,) = (path for path in folder.iterdir() if re.fullmatch(rf"{name}\.\w+\.min\.css", path.name))
        yield SOURCE_MAP.sub(b"", sheet.read_bytes())


def sitemap_files(
    url: str, pages: Iterable[tuple[str, str]], write: Callable[[Sequence[ListedPage]], str]
) -> Iterator[tuple[str, bytes]]:
    """Yield the sitemap of pages with dates of change, above `MAX_PAGES` in parts; `write` renders a file."""
    listed = [ListedPage(_absolute_url(url, page_address(page)), {"changed": day}) for page, day in sorted(pages)]
    if len(listed) <= MAX_PAGES:
        yield "sitemap.xml", write(listed).encode()
        return
    starts = range(0, len(listed), MAX_PAGES)
    names = [f"sitemap-{number}.xml" for number in range(1, len(starts) + 1)]
    for name, start in zip(names, starts, strict=True):
        yield name, write(listed[start : start + MAX_PAGES]).encode()
    files = "".join(f"<sitemap><loc>{escape(_absolute_url(url, name))}</loc></sitemap>\n" for name in names)
    index = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{NAMESPACE}">\n{files}</sitemapindex>\n'
    yield "sitemap.xml", index.encode()


def _absolute_url(url: str, address: str) -> str:
    return urljoin(url, quote(address))
