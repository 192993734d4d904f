"""Lines (行) of a form: the visible rows of its grids in order, and what of them has been read so far."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from generator.intake.drafted import Leftover
from generator.intake.paper import Cell, Grid, Paper, Paragraph, Spot

HIDDEN = "所在的行、列是隐藏的，没有读；内容有用的，请取消隐藏后再交"


@dataclass(frozen=True)
class Line:
    """A row of a grid: the cells that cover it from left to right; those that stretch down from above among them."""

    grid: Grid
    number: int

    @cached_property
    def every(self) -> tuple[Cell, ...]:
        """The cells with something in them, hidden ones too."""
        return tuple(cell for cell in self.grid.row(self.number) if cell.text.strip())

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Visible cells with text."""
        return tuple(cell for cell in self.every if not cell.hidden)

    @cached_property
    def own(self) -> tuple[Cell, ...]:
        """Visible cells that begin in this row."""
        return tuple(cell for cell in self.cells if cell.row == self.number)

    def at(self, column: int) -> Cell | None:
        """The visible cell that covers a column."""
        cell = self.grid.at(self.number, column)
        return cell if cell and cell.text.strip() and not cell.hidden else None

    def right_of(self, cell: Cell) -> Cell | None:
        """The next cell in the row."""
        return next((other for other in self.cells if other.column >= cell.column + cell.columns), None)


def paper_lines(paper: Paper) -> tuple[Line, ...]:
    """Return all lines of a paper in order, without blank rows and hidden grids; a paragraph is a line of one cell."""
    grids = (_as_grid(block) if isinstance(block, Paragraph) else block for block in paper.blocks)
    lines = (Line(grid, number) for grid in grids if not grid.hidden for number in range(grid.height))
    return tuple(line for line in lines if line.every)


def _as_grid(paragraph: Paragraph) -> Grid:
    return Grid("", (Cell(paragraph.text, paragraph.spot),) if paragraph.text.strip() else ())


@dataclass
class FormReading:
    """A form while it is read: its lines, the cells that were understood, words on some that were not.

    `left_out` counts names of persons and telephone numbers.
    """

    lines: Sequence[Line]
    left_out: int = 0
    taken: set[Spot] = field(default_factory=set)
    why: dict[Spot, str] = field(default_factory=dict)
    rest: dict[Spot, str] = field(default_factory=dict)

    def take(self, *cells: Cell | None) -> None:
        """Note that cells were understood: as a label, or as a value."""
        self.taken.update(cell.spot for cell in cells if cell)

    def leave(self, cell: Cell, why: str) -> None:
        """Note why no value was made of a cell."""
        self.taken.discard(cell.spot)
        self.why[cell.spot] = why

    def release(self, spots: Iterable[Spot | None], why: str) -> None:
        """Note that what was read at some places has no place in a data file of this kind."""
        for spot in spots:
            if spot:
                self.taken.discard(spot)
                self.why[spot] = why

    def part(self, cell: Cell, text: str) -> None:
        """Note what of a cell was not understood, where the rest of it was."""
        self.rest[cell.spot] = text

    def leftovers(self) -> Iterator[Leftover]:
        """Yield the cells that no value was made of, in order, hidden cells among them."""
        for cell in self._every():
            if cell.hidden:
                yield Leftover(cell.line, cell.spot, HIDDEN)
            elif cell.spot not in self.taken:
                yield Leftover(cell.line, cell.spot, self.why.get(cell.spot, ""))
            elif cell.spot in self.rest:
                yield Leftover(self.rest[cell.spot], cell.spot)

    def _every(self) -> Iterator[Cell]:
        """Every cell that says something, once."""
        seen = set[Spot]()
        for line in self.lines:
            for cell in line.every:
                if cell.spot not in seen:
                    seen.add(cell.spot)
                    yield cell
