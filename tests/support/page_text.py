"""Pages of projects as text: what a browser gives as the innerText of a page, from what is given to the site engine."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from generator.core.paths import Paths
from generator.load import read_bytes
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import examine
from generator.views import ProjectDetail
from tests.support.building import ROOT

# A line of its own, or one with a blank line before and behind it; cells and rows are parted by tab and line break.
LINES = frozenset({"div", "section", "article", "nav", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption"})
LINES |= {"h1", "h2", "h3", "summary", "details", "figure", "thead", "tbody", "tfoot", "svg"}
APART = frozenset({"p"})
SILENT = frozenset({"script", "style"})
UNSEEN_CLASSES = frozenset({"jumps", "byline", "paper-head", "signature", "carried"})  # on phones or paper alone
VOID = frozenset({"br", "wbr", "rect", "hr", "img", "col"})
BLANK = re.compile(r"[ \n\t]+")
# What the style sheets make a line of its own.
LINE_CLASSES = ("selfsheet-note", "selfsheet-year")
LINE_TAGS_IN = {"th": frozenset({"i"}), "li": frozenset({"strong", "span"}), "a": frozenset({"span"})}


def pages_of(content: Path) -> Iterator[tuple[ProjectDetail, str]]:
    """Each project of a content, and the text of its page."""
    context = BuildContext.open(Paths(content, None, ROOT))
    for file in context.site.files:
        one = examine(context, file, read_bytes(file, content))
        if detail := one.draft_detail(context.site.book):
            yield detail, inner_text(context.composer.project_page(detail, one.files, ())[1])


def inner_text(markdown: str) -> str:
    """The text of a page."""
    page = _Page()
    for line in markdown.partition("\n---\n")[2].splitlines(keepends=True):
        if line.startswith("#"):
            level, _, title = line.partition(" ")
            page.feed(f"<h{len(level)}>{title.rpartition(' {')[0] or title.strip()}#</h{len(level)}>")
        else:
            page.feed(line)
    return page.text()


class _Page(HTMLParser):
    """A page that is read: pieces of text, line breaks that are there at all events, and such as are only wanted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str | int] = []  # a number: so many line breaks at least
        self.open: list[tuple[str, int]] = []
        self.quiet = 0
        self.folds: list[int] = []  # how deep the content of each closed part is
        self.rows: list[int] = []
        self.cells: list[int] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        kinds = (dict(attributes).get("class") or "").split()
        if tag in VOID:
            self.pieces.append("\n") if tag == "br" and not self.quiet else None
            return
        folded = bool(self.folds) and self.folds[-1] == len(self.open) and tag != "summary"
        hidden = tag in SILENT or not UNSEEN_CLASSES.isdisjoint(kinds) or folded
        self.quiet += bool(self.quiet or hidden)
        if tag == "details" and "open" not in dict(attributes):
            self.folds.append(len(self.open) + 1)
        breaks = 2 if tag in APART else int(self._is_line(tag, kinds))
        if tag == "table":
            self.rows.append(0)
        elif tag == "tr" and self.rows:
            self.pieces += ["\n"] if self.rows[-1] and not self.quiet else []
            self.rows[-1] += not self.quiet
            self.cells.append(0)
        elif tag in ("td", "th") and self.cells:
            self.pieces += ["\t"] if self.cells[-1] and not self.quiet else []
            self.cells[-1] += 1
        self.open.append((tag, breaks))
        self.pieces.append(breaks)

    def _is_line(self, tag: str, kinds: list[str]) -> bool:
        above = self.open[-1][0] if self.open else ""
        if tag == "small":
            return "remark" in kinds
        return tag in LINES or any(kind in LINE_CLASSES for kind in kinds) or tag in LINE_TAGS_IN.get(above, ())

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not any(name == tag for name, _ in self.open):
            return
        while self.open:
            name, breaks = self.open.pop()
            self.quiet -= bool(self.quiet)
            if self.folds and len(self.open) < self.folds[-1]:
                self.folds.pop()
            self.pieces.append(breaks)
            if name == "table":
                self.rows.pop()
            elif name == "tr" and self.cells:
                self.cells.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        inside = any(tag in ("td", "th", "caption", "p", "li", "dd", "dt") for tag, _ in self.open)
        if not self.quiet and (data.strip() or (inside and data.strip("\n"))):
            self.pieces.append(BLANK.sub(" ", data))

    def text(self) -> str:
        """What was read: wanted breaks run together, blanks beside breaks fall away."""
        found, wanted = "", 0
        for piece in self.pieces:
            if isinstance(piece, int):
                wanted = max(wanted, piece)
                continue
            words = piece if piece in ("\n", "\t") else piece.lstrip(" ") if found[-1:] in ("\n", "\t", "") else piece
            if wanted and words and found:
                found = found.rstrip(" ") + "\n" * wanted
                words = words.lstrip(" ")
            if words:
                found, wanted = found + words, 0
        return re.sub(r" +(?=[\n\t])", "", found)
