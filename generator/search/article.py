"""The text of a finished page, as the reader sees it: of its article only, without pictures and marks of the engine.

Plain patterns, no parser: a parser takes a minute for ten thousand pages, and these pages are all of our own making
(no `>` stands inside a tag). A test compares the outcome with what a browser says the text is.
"""

import re
from bisect import bisect
from html import unescape
from unicodedata import normalize

from generator.search import Document

UNSEEN = re.compile(
    r"<(svg|script|style|template)\b.*?</\1>|<a class=\"headerlink\".*?</a>|<!--.*?-->", re.S
)  # a chart says the same in its table
INLINE = re.compile(r"</?(?:a|abbr|b|bdi|code|em|i|mark|small|span|strong|sub|sup|time|u|wbr)\b[^>]*>")
TAG = re.compile(r"<[^>]*>")
HEADING = re.compile(r"<h1\b[^>]*>(.*?)</h1>", re.S)
KINDS = (
    (re.compile(r"(\d{4})/index\.html"), "年度"),
    (re.compile(r"(\d{4})/[^/]+\.html"), "项目"),
    (re.compile(r"units/[^/]+\.html"), "单位"),
)
ORDER = ("网页", "项目", "单位", "年度")
PARTS = (
    "js"  # the letters at which projects of a year and units are parted: so often do names begin with them in pinyin
)
LISTS = re.compile(r"index\.html|units/index\.html|data/.*")  # of little use to who looks for what they list


def read(address: str, html: str) -> Document | None:
    """The page as a document; none where it has no article."""
    start, end = html.find('id="content"'), html.rfind("</article>")
    if start < 0 or end < 0:
        return None
    article = UNSEEN.sub("", html[html.index(">", start) + 1 : end])
    heading = HEADING.search(article)
    kind, year = next(
        ((word, found.groups()) for how, word in KINDS if (found := how.fullmatch(address))), ("网页", ())
    )
    return Document(address, _plain(heading[1]) if heading else address, kind, int(*year), _plain(article))


def rank(address: str) -> tuple[int, int]:
    """Which part of the index a finished page belongs to: what explains, some of a year's projects, what lists them.

    A year has several parts, and so have the units, since all texts of a part are counted anew when one changes.
    """
    if LISTS.fullmatch(address):
        return 3, 0
    kind, found = next(((word, found) for how, word in KINDS if (found := how.fullmatch(address))), ("网页", None))
    letter = bisect(PARTS, address.partition("/")[2][:1])
    if kind == "项目" and found:
        return 1, letter - int(found[1]) * (len(PARTS) + 1)
    return {"网页": (0, 0), "单位": (2, letter), "年度": (3, 0)}[kind]


def place(document: Document) -> tuple[int, int, str]:
    """Where a page stands among results: what explains, then projects from the newest, then what lists them."""
    rank = len(ORDER) if LISTS.fullmatch(document.address) else ORDER.index(document.kind)
    return rank, -document.year, document.address.removesuffix(".html")


def _plain(html: str) -> str:
    """The words of a piece of HTML, white space as one space."""
    return normalize("NFC", " ".join(unescape(TAG.sub(" ", INLINE.sub("", html))).split()))
