"""Finished pages of ours read back: headings, lines and tables in order, as facts that another generator can print."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

BLOCKS = frozenset({"p", "li", "div", "summary", "dt", "dd", "caption", "nav", "ul", "ol", "dl", "details", "figure"})
HEADS = frozenset({"h1", "h2", "h3", "h4"})
SILENT = frozenset({"svg", "script", "style", "button", "template"})  # but for the buttons that explain a term
CELLS, ROWS = ("td", "th"), ("tr", "thead", "tbody", "tfoot")
VOID = frozenset({"br", "wbr", "hr", "img", "input", "col", "meta", "link", "rect"})


@dataclass
class FinishedPage:
    """A page: its title and description, and its parts; a part is a heading, a line or a table with all its cells."""

    title: str = ""
    description: str = ""
    parts: list[dict[str, Any]] = field(default_factory=list)


def read(html: str) -> FinishedPage:
    """What stands in the article of a page."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = FinishedPage()
        self.inside = False  # the article
        self.cell = ""  # the tag of the cell that is open; its end need not be written
        self.silent: list[str] = []
        self.words: list[str] = []
        self.link = ""
        self.table: dict[str, Any] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        said = dict(attributes)
        if tag == "meta" and said.get("name") == "description":
            self.page.description = said.get("content") or ""
        if tag in VOID:
            return
        self.inside = self.inside or tag == "article"
        if not self.inside:
            return
        if tag in CELLS or tag in ROWS:
            self._end_of_cell()
        if tag in SILENT and not (tag == "button" and said.get("class") == "term"):
            self.silent.append(tag)
        elif tag == "table":
            self._line()
            self.table = {"rows": []}
        elif tag == "tr" and self.table:
            self.table["rows"].append([])
        elif tag in CELLS:
            self.cell = tag
        elif tag == "a":
            self.link = self.link or said.get("href") or ""
        elif tag in BLOCKS or tag in HEADS:
            self._line() if not self.table else self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or not self.inside:
            return
        if tag == "article":
            self.inside = False
        if self.silent:
            if self.silent[-1] == tag:
                self.silent.pop()
        elif tag in HEADS:
            self._heading(tag)
        elif tag == "table" and self.table:
            self._end_of_cell()
            self.page.parts.append({"table": self.table})
            self.table = None
        elif tag in CELLS or tag in ROWS:
            self._end_of_cell()
        elif self.table is not None and tag == "caption":
            self.table["caption"] = self._said()[0]
        elif tag in BLOCKS and self.table is None:
            self._line()

    def _end_of_cell(self) -> None:
        if self.table and self.cell:
            words, link = self._said()
            self.table["rows"][-1].append({"text": words, "head": self.cell == "th", "link": link})
        self.cell = ""

    def handle_data(self, data: str) -> None:
        if self.inside and not self.silent:
            self.words.append(data)

    def _heading(self, tag: str) -> None:
        words, _ = self._said()
        if tag == "h1":
            self.page.title = words
        else:
            self.page.parts.append({"heading": words})

    def _line(self) -> None:
        words, link = self._said()
        if words:
            self.page.parts.append({"text": words, "link": link})

    def _said(self) -> tuple[str, str]:
        words, link = " ".join("".join(self.words).split()), self.link
        self.words, self.link = [], ""
        return words, link
