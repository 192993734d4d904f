"""Rows of a sheet of ours: each with what its cells hold, rows put in beside others of their kind among them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from generator.forms.address import SCORING, RowAddress, item_of, path_of, row_of
from generator.forms.layout import Path
from generator.intake.addressed import Steps, steps_of
from generator.intake.drafted import Leftover
from generator.intake.paper import Cell, Grid, Spot, address

GAP = Fraction(1, 10_000)  # between an item and the one put in behind it


class ValueCell(NamedTuple):
    """A cell with something in it, the paths it is for, and what it brings along."""

    cell: Cell
    paths: tuple[Steps, ...]
    given: tuple[tuple[Steps, str], ...]


@dataclass(frozen=True)
class AddressedRow:
    """The cells of a row that hold values."""

    cells: tuple[ValueCell, ...]


@dataclass
class SheetRows:
    """All rows of a sheet: what they hold, what is told of them, the items whose rows are gone."""

    grid: Grid
    rows: list[AddressedRow] = field(default_factory=list)
    told: list[Leftover] = field(default_factory=list)
    gone: list[Steps] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read them all; the order that they were sorted into does not count."""
        grid = self.grid
        self.columns = {int(cell.text): cell.column for cell in grid.row(0) if cell.column and cell.text.isdecimal()}
        self.strange = set(range(1, grid.width)) - set(self.columns.values())
        self.addresses = {
            row: address
            for row in range(1, grid.height)
            if (cell := grid.at(row, 0)) and cell.row == row and (address := row_of(cell.text))
        }
        seen: set[int] = set()
        last, many = -1, Fraction(0)
        for row in range(1, grid.height):
            address = self.addresses.get(row)
            if address and address.number not in seen:
                seen.add(address.number)
                self._tell_of_order(row, address.number, last)
                last = address.number
                self._add(row, address)
            elif self._is_filled(row):
                many += GAP
                self._put_in(row, address, many)
        self._find_gone()

    def _tell_of_order(self, row: int, number: int, last: int) -> None:
        first = next(self._cells(row), None)
        if number < last and first and not any(one.why.startswith("行的次序") for one in self.told):
            why = "行的次序与发下去的表不同，仍按原来的次序读"
            self.told.append(Leftover(f"第 {row + 1} 行起", first.spot, why))

    def _cells(self, row: int) -> Iterator[Cell]:
        """What stands in a row by itself, its hidden address apart."""
        return (cell for cell in self.grid.row(row) if cell.row == row and cell.column)

    def _is_filled(self, row: int) -> bool:
        return any(cell.text.strip() for cell in self._cells(row))

    def _add(self, row: int, address: RowAddress, old: Path = (), new: Steps = ()) -> None:
        """A row as its address says; one put in stands for a new item in the place of the old one."""
        found = []
        for column, paths, given in address.cells:
            cell = self._at(row, column)
            if paths and not cell:
                self._tell_of_lacking(row, column)
            if cell and cell.text.strip():
                kept = tuple(_rebased(path, old, new) for path in paths if path[: len(old)] == old)
                along = tuple((_rebased(path, old, new), told) for path, told in given if path[: len(old)] == old)
                found.append(ValueCell(cell, kept, along))
                if not kept:
                    self.told.append(Leftover(cell.line, cell.spot, "新加的一行里这一格不用填，没有读"))
        self.rows.append(AddressedRow(tuple(found)))
        for cell in self._cells(row):
            if cell.column in self.strange and not self._is_ours(cell):
                self.told.append(Leftover(cell.line, cell.spot, "写在新加的列里，没有读"))

    def _tell_of_lacking(self, row: int, column: int) -> None:
        """Tell of a formula that somebody typed where a value belongs, and that no program has worked out."""
        place = self.columns.get(column)
        if place is not None and (at := address(row, place)) in self.grid.lacking:
            self.told.append(Leftover("公式", Spot(self.grid.name, at), "公式没有算出结果，请打开、保存一次"))

    def _is_ours(self, cell: Cell) -> bool:
        """Whether a formula is one of those beside the rules, that the points are worked out with."""
        return cell.computed and self.grid.name == SCORING

    def _at(self, row: int, column: int) -> Cell | None:
        place = self.columns.get(column)
        cell = self.grid.at(row, place) if place is not None else None
        return cell if cell and (cell.row, cell.column) == (row, place) else None

    def _put_in(self, row: int, copied: RowAddress | None, many: Fraction) -> None:
        """A row that was put in: one more item behind that of the row above, else before that of the row below."""
        above = next((one for n in range(row - 1, 0, -1) if (one := self.addresses.get(n))), None)
        below = next((one for n in range(row + 1, self.grid.height) if (one := self.addresses.get(n))), None)
        for like, step in ((copied, many), (above, many), (below, many - 1)):
            if like and like.repeated and (item := item_of(path for cell in like.cells for path in cell.paths)):
                *home, number = steps_of(item)
                assert isinstance(number, Fraction)
                self._add(row, like, item, (*home, number + step))
                return
        for cell in self._cells(row):
            self.told.append(Leftover(cell.line, cell.spot, "这里不能加行，没有读"))

    def _find_gone(self) -> None:
        """The items that had a row when the form was made and have none now."""
        first = self.grid.at(0, 0)
        listed = first.text.split("\n")[1:] if first else []
        there = {item_of(path for cell in one.cells for path in cell.paths) for one in self.addresses.values()}
        self.gone = [steps_of(item) for item in map(path_of, listed) if item not in there]


def _rebased(path: Path, old: Path, new: Steps) -> Steps:
    """A path of one item as that of another."""
    return (*new, *steps_of(path[len(old) :]))
