"""Papers: what a file that somebody sent shows, whatever its format: paragraphs and grids, all with their places."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, NamedTuple

from generator.core.display import column_letters


class Spot(NamedTuple):
    """Place in a file somebody sent: `自评表!F12`, `表 2 第 3 行第 4 列`, `第 12 段`."""

    part: str
    cell: str = ""

    def __str__(self) -> str:
        return f"{self.part}!{self.cell}" if self.cell else self.part


def address(row: int, column: int) -> str:
    """`F12` for row 11 and column 5."""
    return f"{column_letters(column)}{row + 1}"


@dataclass(frozen=True)
class Cell:
    """A cell with something in it, the first one of what is merged; row and column count from 0.

    `text` is what people see, lines apart by a newline; `stored` is the value behind it where that is another one
    (0.9543 shown as 95.43%, 19.369 shown as 19.37). `computed`: a formula gave it. `tag`: that of the content control
    of a document that holds it, as forms of ours have them. `doubt`: why what is seen may not be what is meant.
    """

    text: str
    spot: Spot
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    stored: str = ""
    kind: Literal["文字", "数字", "百分数", "日期"] = "文字"
    computed: bool = False
    hidden: bool = False
    tag: str = ""
    doubt: str = ""

    @cached_property
    def line(self) -> str:
        """The text on one line."""
        return "".join(part.strip() for part in self.text.split("\n"))


@dataclass(frozen=True)
class Grid:
    """A sheet of a workbook, or a table of a document: its cells in rows; the name of the sheet, or none.

    `lacking`: the addresses of formulas that no program has worked out; `blank`: the tags of empty cells. `loose`: of a
    table in a text, how many cells each row has, blank ones too; those that were merged are lost.
    """

    name: str
    cells: tuple[Cell, ...]
    hidden: bool = False
    lacking: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    loose: tuple[int, ...] = ()

    @cached_property
    def _covered(self) -> dict[tuple[int, int], Cell]:
        return {
            (cell.row + down, cell.column + right): cell
            for cell in self.cells
            for down in range(cell.rows)
            for right in range(cell.columns)
        }

    @cached_property
    def height(self) -> int:
        """Number of rows, down to the last with a cell."""
        return max((cell.row + cell.rows for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        return max((cell.column + cell.columns for cell in self.cells), default=0)

    @cached_property
    def compact(self) -> "Grid":
        """The grid without rows that no cell begins in, as below cells that all stretch over two."""
        if self.loose:
            return self
        begun = sorted({cell.row for cell in self.cells})
        if len(begun) == self.height:
            return self
        kept = [bisect_left(begun, row) for row in range(self.height + 1)]
        cells = (
            replace(cell, row=kept[cell.row], rows=kept[cell.row + cell.rows] - kept[cell.row]) for cell in self.cells
        )
        return replace(self, cells=tuple(cells))

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a place, merged ones wherever they are met; None where it is blank."""
        return self._covered.get((row, column))

    @cached_property
    def _rows(self) -> tuple[tuple[Cell, ...], ...]:
        places = ((self.at(row, column) for column in range(self.width)) for row in range(self.height))
        return tuple(tuple(dict.fromkeys(cell for cell in cells if cell)) for cells in places)

    def row(self, number: int) -> tuple[Cell, ...]:
        """Return the cells that cover a row, from left to right, each once."""
        return self._rows[number] if number < self.height else ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a document, its automatic number (（一）) written out; `level` of a heading, 0 for plain text."""

    text: str
    spot: Spot
    level: int = 0
    tag: str = ""


Block = Paragraph | Grid


@dataclass(frozen=True)
class Paper:
    """A file that could be read: its name, what it shows in order, and notices for the sender (隐藏的表).

    `guessed`: where its cells and paragraphs begin and end is a guess (PDF), so every value read from it is 待核对.
    `pictures`: it holds pictures, which nobody reads. `before`: paths that the forms of ours that were taken last had
    something at, by project and kind; what is blank there now was taken away.
    """

    file: str
    blocks: tuple[Block, ...]
    notices: tuple[str, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    guessed: bool = False
    pictures: bool = False
    before: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def paths_before(self, project: str, kind: str) -> Sequence[str]:
        """Return the paths that the last form of a project, of a kind, had something at."""
        return self.before.get(project, {}).get(kind, ())

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True)
class Refused:
    """A file that is not taken: one plain sentence that says why and what to do."""

    file: str
    reason: str
