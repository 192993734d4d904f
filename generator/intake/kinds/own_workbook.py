"""Workbooks of ours: read by the addresses they carry, whatever rows were put in, sorted, copied or taken away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from generator.forms.address import COVER, GUIDE, MARK, OTHERS, SCORING, VERSION, RowAddress, item_of, path_of, row_of
from generator.forms.cells import NOTHING, with_unit
from generator.forms.layout import Path
from generator.forms.layouts import layouts
from generator.intake.drafted import EMPTY_BLOCK, Entry, Leftover, Node, Recognised
from generator.intake.kinds._own_forms import (
    GAP,
    Steps,
    kind_of,
    list_entries,
    other_version,
    reconciled,
    steps_of,
    tree_of,
)
from generator.intake.paper import Cell, Grid, Paper, Refused, Spot, address
from generator.model.book import Book
from generator.model.budget import PrintedTable
from generator.model.field_table import field_at

IN_FORM = "这一项在“{}”里有格子，那里没有写，这里的没有读；请写到那一格"
LEFT_BEHIND = "这一项所在的行已经删去，没有读"


class ValueCell(NamedTuple):
    """A cell with something in it, the paths it is for, and what it brings along."""

    cell: Cell
    paths: tuple[Steps, ...]
    given: tuple[tuple[Steps, str], ...]


@dataclass
class SheetRows:
    """Rows of a sheet with their values, the cells that were not read, the items whose rows are gone."""

    grid: Grid
    rows: list[tuple[ValueCell, ...]] = field(default_factory=list)
    unused: list[Leftover] = field(default_factory=list)
    gone: list[Steps] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read all rows; the order that they were sorted into does not count."""
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
                self._report_order(row, address.number, last)
                last = address.number
                self._add(row, address)
            elif self._is_filled(row):
                many += GAP
                self._put_in(row, address, many)
        self._find_gone()

    def _report_order(self, row: int, number: int, last: int) -> None:
        first = next(self._cells(row), None)
        if number < last and first and not any(leftover.why.startswith("行的次序") for leftover in self.unused):
            why = "行的次序与发下去的表不同，仍按原来的次序读"
            self.unused.append(Leftover(f"第 {row + 1} 行起", first.spot, why))

    def _cells(self, row: int) -> Iterator[Cell]:
        """Cells that begin in a row, without its hidden address."""
        return (cell for cell in self.grid.row(row) if cell.row == row and cell.column)

    def _is_filled(self, row: int) -> bool:
        return any(cell.text.strip() for cell in self._cells(row))

    def _add(self, row: int, address: RowAddress, old: Path = (), new: Steps = ()) -> None:
        """A row as its address says; one put in stands for a new item in the place of the old one."""
        filled = []
        for column, paths, given in address.cells:
            cell = self._at(row, column)
            if paths and not cell:
                self._report_lacking(row, column)
            if cell and cell.text.strip():
                own_paths = tuple(_rebased(path, old, new) for path in paths if path[: len(old)] == old)
                along = tuple((_rebased(path, old, new), text) for path, text in given if path[: len(old)] == old)
                filled.append(ValueCell(cell, own_paths, along))
                if not own_paths:
                    self.unused.append(Leftover(cell.line, cell.spot, "新加的一行里这一格不用填，没有读"))
        self.rows.append(tuple(filled))
        for cell in self._cells(row):
            if cell.column in self.strange and not self._is_ours(cell):
                self.unused.append(Leftover(cell.line, cell.spot, "写在新加的列里，没有读"))

    def _report_lacking(self, row: int, column: int) -> None:
        """Report a formula that somebody typed where a value belongs, and that no program has worked out."""
        place = self.columns.get(column)
        if place is not None and (reference := address(row, place)) in self.grid.lacking:
            self.unused.append(Leftover("公式", Spot(self.grid.name, reference), "公式没有算出结果，请打开、保存一次"))

    def _is_ours(self, cell: Cell) -> bool:
        """Return whether a formula is one of those beside the rules, that the points are worked out with."""
        return cell.computed and self.grid.name == SCORING

    def _at(self, row: int, column: int) -> Cell | None:
        place = self.columns.get(column)
        cell = self.grid.at(row, place) if place is not None else None
        return cell if cell and (cell.row, cell.column) == (row, place) else None

    def _put_in(self, row: int, copied: RowAddress | None, many: Fraction) -> None:
        """A row that was put in: one more item behind that of the row above, else before that of the row below."""
        above = next(filter(None, map(self.addresses.get, range(row - 1, 0, -1))), None)
        below = next(filter(None, map(self.addresses.get, range(row + 1, self.grid.height))), None)
        for like, step in ((copied, many), (above, many), (below, many - 1)):
            if like and like.repeated and (item := item_of(path for cell in like.cells for path in cell.paths)):
                *home, number = steps_of(item)
                assert isinstance(number, Fraction)
                self._add(row, like, item, (*home, number + step))
                return
        for cell in self._cells(row):
            self.unused.append(Leftover(cell.line, cell.spot, "这里不能加行，没有读"))

    def _find_gone(self) -> None:
        """The items that had a row when the form was made and have none now."""
        first = self.grid.at(0, 0)
        listed = first.text.split("\n")[1:] if first else []
        present = {item_of(path for cell in row.cells for path in cell.paths) for row in self.addresses.values()}
        self.gone = [steps_of(item) for item in map(path_of, listed) if item not in present]


def _rebased(path: Path, old: Path, new: Steps) -> Steps:
    """Return a path of one item as that of another."""
    return (*new, *steps_of(path[len(old) :]))


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
    """Return the one project of a workbook of ours."""
    sheets = [grid for grid in paper.grids if (first := grid.at(0, 0)) and first.text.startswith(MARK)]
    guide = next((grid for grid in paper.grids if _is_guide(grid)), None)
    if not sheets and not guide:
        return None
    if not guide or not sheets:
        gone = GUIDE if not guide else "表格"
        return Refused(paper.file, f"这是发下去填的表，但“{gone}”一页不见了，读不出是哪个项目的，请用发下去的文件重填")
    cover = {word: cell.text if (cell := guide.at(row, 1)) else "" for row, word in enumerate(COVER)}
    layout = layouts().get(cover["表样"])
    if not layout or cover["版本"] != f"{layout.VERSION}.{VERSION}":
        return other_version(paper.file, cover["表样"], cover["版本"])
    read = _Reading()
    for grid in sheets:
        read.sheet(grid)
    for grid in paper.grids:
        if grid.name == OTHERS:
            read.others(grid)
    missing = [name for name in cover["工作表"].split("、") if name not in {grid.name for grid in paper.grids}]
    read.unused += [Leftover(name, Spot(GUIDE), f"“{name}”一页不见了，里面的内容没有读到") for name in missing]
    project = Recognised(
        kind=kind_of(layout),
        values=tree_of(read.values, in_place=layout.PARTIAL),
        year=cover["年度"],
        project=cover["项目"],
        unused=tuple(read.unused),
        complete=not layout.PARTIAL,
    )
    return (project,)


def _is_guide(grid: Grid) -> bool:
    """Return whether a sheet is the one with the cover."""
    return [cell.text if (cell := grid.at(row, 0)) else "" for row in range(len(COVER))] == list(COVER)


class _Reading:
    """The values read so far, and what no value was made of."""

    def __init__(self) -> None:
        self.values: dict[Steps, Node] = {}
        self.unused: list[Leftover] = []
        self.gone: list[Steps] = []
        self.lists: dict[Steps, str] = {}  # paths with `*` and the sheets whose cells hold them

    def sheet(self, grid: Grid) -> None:
        rows = SheetRows(grid)
        self.unused += rows.unused
        self.gone += rows.gone
        addresses = (path for row in rows.addresses.values() for cell in row.cells for path in cell.paths)
        self.lists |= {steps_of(path): grid.name for path in addresses if "*" in path}
        for row in rows.rows:
            self._row(row)

    def _row(self, row: Sequence[ValueCell]) -> None:
        for cell, paths, given in row:
            text = _text(cell)
            for path in paths if text else ():
                self._put(path, text, cell.spot)
            for path, brought in given if text else ():
                self.values.setdefault(path, Entry(brought, cell.spot))

    def _put(self, path: Steps, text: str, spot: Spot) -> None:
        form_field = field_at(_whole(path))
        if "*" in path:
            self.values.update(list_entries(path, text, spot))
        elif text == NOTHING and form_field and form_field.below:
            self.values[path] = EMPTY_BLOCK
        elif any(path[: len(item)] == item for item in self.gone):
            self.unused.append(Leftover(text, spot, LEFT_BEHIND))
        elif form_field and form_field.many and not form_field.below and isinstance(path[-1], str):
            lines = [line.strip() for line in text.split("\n")]
            for number, line in enumerate(line for line in lines if line):
                self.values[(*path, *steps_of((number,)))] = Entry(line, spot)
        else:
            line = "".join(part.strip() for part in text.split("\n"))
            self.values[path] = Entry(
                with_unit(line, form_field.unit) if form_field and form_field.unit else line, spot
            )

    def others(self, grid: Grid) -> None:
        """The sheet of what the form has no place for."""
        for row in range(1, grid.height):
            name, content = grid.at(row, 0), grid.at(row, 1)
            if name is None:
                self.unused += [Leftover(content.line, content.spot, "左边没有写是哪一项")] if content else []
                continue
            path = steps_of(path_of(name.line))
            text = _text(content) if content else ""
            shown, held_by = self.values.get(path), self._list_of(path)
            if text and content and held_by and isinstance(shown, Entry):
                self.values[path] = reconciled(shown, Entry(text, content.spot))
            elif text and content and held_by:
                self.unused.append(Leftover(content.line, content.spot, IN_FORM.format(held_by)))
            elif text and content:
                self._put(path, text, content.spot)
            elif (
                (form_field := field_at(_whole(path)))
                and form_field.noun is PrintedTable
                and not isinstance(path[-1], str)
            ):
                self.values[path] = Entry("", name.spot)
            self.unused += _beside(grid, row)

    def _list_of(self, path: Steps) -> str:
        """Return the sheet whose list in one cell holds a path, "" for none."""
        pattern = tuple("*" if isinstance(step, Fraction) else step for step in path)
        return self.lists.get(pattern, "")


def _beside(grid: Grid, row: int) -> Iterator[Leftover]:
    for cell in grid.row(row):
        if cell.column > 1:
            yield Leftover(cell.line, cell.spot, "写在表的外面")


def _whole(path: Steps) -> tuple[str | int, ...]:
    return tuple(step if isinstance(step, str) else int(step) for step in path)


def _text(cell: Cell) -> str:
    """Return the displayed text of a cell; a figure with more digits keeps those that were typed."""
    text = cell.text.strip()
    if not cell.stored or cell.kind not in ("数字", "百分数"):
        return text
    percent = cell.kind == "百分数"
    bare = text.removesuffix("%").replace(",", "")
    stored = Decimal(cell.stored) * (100 if percent else 1)
    if bare.replace(".", "", 1).lstrip("-").isdecimal() and Decimal(bare) != stored:
        return f"{stored.normalize():f}{'%' * percent}"
    return text
