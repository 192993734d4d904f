"""Workbooks of ours: read by the addresses they carry, whatever rows were put in, sorted, copied or taken away."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from generator.forms.address import COVER, GUIDE, MARK, SCORING, VERSION, RowAddress, item_of, path_of, row_of
from generator.forms.layout import Path
from generator.forms.layouts import layouts
from generator.intake.drafted import Entry, Leftover, Recognised
from generator.intake.kinds._own_forms import GAP, OwnValues, Steps, kind_of, other_version, steps_of
from generator.intake.paper import Cell, Grid, Paper, Refused, Spot, address
from generator.model.book import Book


@dataclass
class SheetRows:
    """Values of the rows of a sheet, and the cells that were not read."""

    grid: Grid
    own: OwnValues
    unused: list[Leftover] = field(default_factory=list)
    lacks_ours: bool = False

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
            elif any(cell.text.strip() for cell in self._cells(row)):
                many += GAP
                self._put_in(row, address, many)

    def _report_order(self, row: int, number: int, last: int) -> None:
        first = next(self._cells(row), None)
        if number < last and first and not any(leftover.why.startswith("行的次序") for leftover in self.unused):
            why = "行的次序与发下去的表不同，仍按原来的次序读"
            self.unused.append(Leftover(f"第 {row + 1} 行起", first.spot, why))

    def _cells(self, row: int) -> Iterator[Cell]:
        """Cells that begin in a row, without its hidden address."""
        return (cell for cell in self.grid.row(row) if cell.row == row and cell.column)

    def _add(self, row: int, address: RowAddress, old: Path = (), new: Steps = ()) -> None:
        """Read a row as its address says; one put in stands for a new item in the place of the old one."""
        for column, paths, was_filled, worked, given in address.cells:
            cell = self._at(row, column)
            if paths and not cell:
                self._report_lacking(row, column, worked)
            text = _text(cell) if cell else ""
            is_formula = worked and bool(cell and cell.computed)
            spot = cell.spot if cell else Spot(self.grid.name)
            own_paths = [_rebased(path, old, new) for path in paths if path[: len(old)] == old]
            for steps in own_paths if not old else ():
                self.own.meet(steps)
            for path, brought in given:
                if text and path[: len(old)] == old:
                    self.own.values.setdefault(_rebased(path, old, new), Entry(brought, spot))
                elif was_filled and not old:
                    self.own.clear(steps_of(path))
            for steps in own_paths:
                if text:
                    self.own.read(steps, text, spot, was_filled=not old and (was_filled or is_formula))
                elif was_filled and not old:
                    self.own.clear(steps)
            if cell and text and not own_paths:
                self.unused.append(Leftover(cell.line, cell.spot, "新加的一行里这一格不用填，没有读"))
        for cell in self._cells(row):
            if cell.column in self.strange and not self._is_ours(cell):
                self.unused.append(Leftover(cell.line, cell.spot, "写在新加的列里，没有读"))

    def _report_lacking(self, row: int, column: int, worked: bool) -> None:
        """Report a formula where a value belongs that no program has worked out; of those of ours the first."""
        place = self.columns.get(column)
        if place is not None and (reference := address(row, place)) in self.grid.lacking and not self.lacks_ours:
            self.lacks_ours = worked
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


def _rebased(path: Path, old: Path, new: Steps) -> Steps:
    """Return a path of one item as that of another."""
    return (*new, *steps_of(path[len(old) :]))


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
    """Return the one project of a workbook of ours."""
    sheets = [grid for grid in paper.grids if _opening(grid)]
    guide = next((grid for grid in paper.grids if _is_guide(grid)), None)
    if not sheets and not guide:
        return None
    if not guide or not sheets:
        absent = GUIDE if not guide else "表格"
        return Refused(
            paper.file, f"这是发下去填的表，但“{absent}”一页不见了，读不出是哪个项目的，请用发下去的文件重填"
        )
    cover = {word: cell.text if (cell := guide.at(row, 1)) else "" for row, word in enumerate(COVER)}
    layout = layouts().get(cover["表样"])
    if not layout or cover["版本"] != f"{layout.VERSION}.{VERSION}":
        return other_version(paper.file, cover["表样"], cover["版本"])
    own, scored = OwnValues(layout.UNIT_IN_HEAD), OwnValues(in_head=True)
    unused: list[Leftover] = []
    gone: tuple[Steps, ...] = ()
    for grid in sheets:
        name, *shown = _opening(grid)
        unused += SheetRows(grid, scored if name == SCORING else own).unused
        gone += () if name == SCORING else own.settle([path_of(line) for line in shown])
    beside = {path: node for path, node in scored.values.items() if not any(path[: len(item)] == item for item in gone)}
    own.values = {**beside, **own.values}
    if before := paper.paths_before(cover["项目"], layout.NAME):
        own.settle(tuple(map(path_of, before)))
    missing = [name for name in cover["工作表"].split("、") if name not in {grid.name for grid in paper.grids}]
    unused += [Leftover(name, Spot(GUIDE), f"“{name}”一页不见了，里面的内容没有读到") for name in missing]
    project = Recognised(
        kind=kind_of(layout),
        values=own.tree(),
        year=cover["年度"],
        project=cover["项目"],
        unused=tuple(unused),
        ours=True,
        begun=cover["沿用"],
        blank=not (own.added or scored.added),
        filled=own.filled(),
    )
    return (project,)


def _opening(grid: Grid) -> list[str]:
    """Return the name of a sheet of ours and the paths of what stood on it when it was made; nothing of any other."""
    first = grid.at(0, 0)
    return first.text.removeprefix(MARK).split("\n") if first and first.text.startswith(MARK) else []


def _is_guide(grid: Grid) -> bool:
    """Return whether a sheet is the one with the cover."""
    return [cell.text if (cell := grid.at(row, 0)) else "" for row in range(len(COVER))] == list(COVER)


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
