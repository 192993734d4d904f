"""Web pages, which many systems export under the ending .xls: their tables as grids, the rest as paragraphs."""

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from generator.intake.files._received import NotReadable, Received, decoded
from generator.intake.files._sheet import MOST_CELLS, readable
from generator.intake.paper import Block, Cell, Grid, Paper, Paragraph, Spot

STARTS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|meta|table|body|div|style)\b", re.I | re.S
)
UNSEEN = ("style", "script", "title", "head", "xml")
APART = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table")
MOST_BYTES = 8 * 1024 * 1024
MOST_COLUMNS, MOST_ROWS = 200, 10_000
BLANKS = re.compile(r"[ \t\r\n\f]+")


def opens(file: Received) -> bool:
    return STARTS.match(file.data[:4096]) is not None and len(file.data) <= MOST_BYTES


def read(file: Received) -> Paper:
    """Read the tables, those within tables after them."""
    text = decoded(file.data)
    if text is None:
        raise NotReadable("看不出这个网页文件的编码；请用 Excel 或 WPS 打开，另存为 .xlsx 再交来")
    page = WebPage()
    page.feed(text)
    page.close()
    page.finish()
    if page.cut or (re.search("<html", text, re.I) and not re.search("</html>", text, re.I)):
        raise NotReadable("网页文件到一半就断了，可能没有传完整；请重新导出或重新发送")
    notices = (
        (f"这个文件其实是网页（扩展名是“{file.ending}”），照里面的表读了，请核对",) if file.ending[:4] != ".htm" else ()
    )
    return Paper(file.name, tuple(page.blocks), notices)


@dataclass
class WebTable:
    """A table that is being read: its cells, and which places those that stretch down have taken."""

    number: int
    row: int = -1
    column: int = 0
    place: int = 0
    taken: dict[int, int] = field(default_factory=dict)  # column → the last row taken
    cells: list[Cell] = field(default_factory=list)
    words: list[str] | None = None  # of the cell that is open
    span: tuple[int, int] = (1, 1)

    def next_row(self) -> None:
        self.close()
        self.row, self.column, self.place = self.row + 1, 0, 0

    def open(self, rows: int, columns: int) -> None:
        self.close()
        self.row = max(self.row, 0)
        while self.taken.get(self.column, -1) >= self.row:
            self.column += 1
        if self.column + columns > MOST_COLUMNS or self.row > MOST_ROWS:
            raise NotReadable("网页里的表大得不寻常，不会读取；请只交来要收的表")
        self.words, self.span = [], (rows, columns)

    def close(self) -> None:
        """Take in the cell that is open."""
        if self.words is None:
            return
        rows, columns = self.span
        for column in range(self.column, self.column + columns):
            self.taken[column] = self.row + rows - 1
        self.place += 1
        if text := as_lines(self.words):
            spot = Spot(f"表 {self.number} 第 {self.row + 1} 行第 {self.place} 列")
            self.cells.append(Cell(text, spot, self.row, self.column, rows=rows, columns=columns))
        self.column += columns
        self.words = None


class WebPage(HTMLParser):
    """A web page that is being read."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self.open: list[WebTable] = []
        self.words: list[str] = []
        self.unseen = ""
        self.cut = False
        self.tables = self.paragraphs = self.cells = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in UNSEEN:
            self.unseen = self.unseen or tag
        elif tag == "body":
            self.unseen = ""
        if tag in APART:
            self.handle_data("\0")
        if tag == "table":
            self._paragraph()
            self.tables += 1
            self.open.append(WebTable(self.tables))
        elif self.open and tag == "tr":
            self.open[-1].next_row()
        elif self.open and tag in ("td", "th"):
            self.cells += 1
            if self.cells > MOST_CELLS:
                raise NotReadable(f"网页里的格超过 {MOST_CELLS} 个，不像一张要填的表，不会读取；请只交来要收的表")
            self.open[-1].open(_span(given.get("rowspan"), MOST_ROWS), _span(given.get("colspan"), MOST_COLUMNS))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.unseen:
            self.unseen = ""
        elif tag in ("td", "th") and self.open:
            self.open[-1].close()
        elif tag == "table" and self.open:
            self._table(self.open.pop())
        elif tag in APART:
            self.handle_data("\0")

    def handle_data(self, data: str) -> None:
        if self.unseen:
            return
        words = self.open[-1].words if self.open else self.words
        if words is not None:
            words.append(data)
        if not self.open and data == "\0":
            self._paragraph()

    def finish(self) -> None:
        """Take in the last paragraph, and see whether a table was left open."""
        self.cut = bool(self.open)
        self._paragraph()

    def _table(self, table: WebTable) -> None:
        table.close()
        if table.cells:
            cells = (replace(cell, rows=min(cell.rows, table.row + 1 - cell.row)) for cell in table.cells)
            self.blocks.append(Grid("", tuple(cells)))

    def _paragraph(self) -> None:
        if not self.open and (text := as_lines(self.words)):
            self.paragraphs += 1
            self.blocks.append(Paragraph(text, Spot(f"第 {self.paragraphs} 段")))
        self.words = []


def as_lines(pieces: list[str]) -> str:
    """Words as a browser shows them: blanks run together, lines where the page breaks them (a NUL)."""
    lines = (BLANKS.sub(" ", line).replace("\xa0", " ").strip() for line in "".join(pieces).split("\0"))
    return readable("\n".join(line for line in lines if line))


def _span(given: str | None, most: int) -> int:
    return min(max(int(given), 1), most) if given and given.isdecimal() and len(given) < 6 else 1
