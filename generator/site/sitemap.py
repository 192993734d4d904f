"""Sitemap: what search engines read to know all pages and their days of change; of very many several and an index."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urljoin

from generator.site.link_check import page_address

MAX_PAGES = 50_000  # of one file, by the protocol: https://www.sitemaps.org/protocol.html
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class ListedPage(NamedTuple):
    """What is told of a page, under the engine's own names."""

    canonical_url: str
    meta: Mapping[str, str]


Written = Callable[[Sequence[ListedPage]], str]


def sitemap_files(url: str, pages: Iterable[tuple[str, str]], written: Written) -> Iterator[tuple[str, bytes]]:
    """The files, by their addresses, of pages with their days of change; `written` tells how one is written."""
    listed = [ListedPage(_whole(url, page_address(page)), {"changed": day}) for page, day in sorted(pages)]
    if len(listed) <= MAX_PAGES:
        yield "sitemap.xml", written(listed).encode()
        return
    starts = range(0, len(listed), MAX_PAGES)
    names = [f"sitemap-{number}.xml" for number in range(1, len(starts) + 1)]
    for name, at in zip(names, starts, strict=True):
        yield name, written(listed[at : at + MAX_PAGES]).encode()
    files = "".join(f"<sitemap><loc>{escape(_whole(url, name))}</loc></sitemap>\n" for name in names)
    index = f'<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="{NAMESPACE}">\n{files}</sitemapindex>\n'
    yield "sitemap.xml", index.encode()


def _whole(url: str, address: str) -> str:
    return urljoin(url, quote(address))
