"""Articles: visible text of finished pages, without pictures and marks of the engine.

Regular expressions, not a parser, which takes a minute for ten thousand pages; our pages have no `>` within tags. A
test compares the result with the text in a browser.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from html import unescape
from unicodedata import normalize

from generator.search.segments import Document

UNSEEN = re.compile(  # the second line is for paper alone
    r"<(svg|script|style|template)\b.*?</\1>|<!--.*?-->"  # the data of charts is in tables
    r'|<div class="paper-head">.*?</div>|<p class="signature">.*?</p>|<tr class="carried">.*?</tr>'
    r'|<details class="word-list">.*?</details>'  # words to search by, no text
    r"|<(div|button)\b[^>]* hidden>.*?</\2>",  # for scripts alone
    re.S,
)
INLINE = re.compile(r"</?(?:a|abbr|b|bdi|button|code|em|i|mark|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
# Kinds of pages in order of results: explanations, projects, units and years, lists of these.
FIRST, PROJECTS, GROUPS, LISTINGS = (0,), (1,), (2, 3), (4,)
Place = tuple[int, int, str]  # sort key of results: kind, newest year first, address
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.S)


@dataclass(frozen=True)
class PageKind:
    """A kind of page for search: pattern of addresses, label of results.

    `order` is its rank among results; a `listing` comes last, since readers look for the listed pages. A group of the
    pattern is the year.
    """

    pattern: re.Pattern[str]
    name: str = "网页"
    order: int = 0
    searched: bool = True
    listing: bool = False


OTHER = PageKind(re.compile(""))


class Articles:
    """Extractor of documents from finished pages, with the kinds of pages of the site."""

    def __init__(self, kinds: Iterable[PageKind]) -> None:
        """Take the kinds; an address matches at most one."""
        self.kinds = tuple(kinds)

    def read(self, address: str, html: str) -> Document | None:
        """Return the page as a document; None if it has no article or is not searched."""
        kind, year = self._kind(address)
        article = UNSEEN.sub("", inside(html)) if kind.searched else ""
        if not article:
            return None
        heading = HEADING.search(article)
        return Document(
            address, _plain(heading[1]) if heading else address, kind=kind.name, year=year, text=_plain(article)
        )

    def ordered(self, addresses: Iterable[str], *orders: Container[int]) -> list[list[str]]:
        """Return the searchable pages of each group of orders, in order of results."""
        kinds = ((*self._kind(address), address) for address in addresses)
        places = sorted((_place(kind, year, address), address) for kind, year, address in kinds if kind.searched)
        return [[address for place, address in places if place[0] in order] for order in orders]

    def place(self, address: str) -> Place:
        """Return the sort key of a page among results."""
        return _place(*self._kind(address), address)

    def _kind(self, address: str) -> tuple[PageKind, int]:
        """Return the kind of page at an address, and its year (0 for none)."""
        matches = ((kind, match) for kind in self.kinds if (match := kind.pattern.fullmatch(address)))
        kind, match = next(matches, (OTHER, None))
        return kind, int(match[1]) if match and match.re.groups else 0


def _place(kind: PageKind, year: int, address: str) -> Place:
    return LISTINGS[0] if kind.listing else kind.order, -year, address.removesuffix(".html")


def inside(html: str) -> str:
    """Return the article of a finished page; empty if there is none."""
    start, end = html.find('id="content"'), html.rfind("</article>")
    return "" if start < 0 or end < 0 else html[html.index(">", start) + 1 : end]


def _plain(html: str) -> str:
    """Return the text of HTML, with white space collapsed."""
    return normalize("NFC", " ".join(unescape(TAG.sub(" ", INLINE.sub("", html))).split()))
