"""Workbooks of ours: read by the addresses they carry, whatever rows were put in, sorted, copied or taken away."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from generator.forms.address import COVER, GUIDE, MARK, OTHERS, VERSION, path_of
from generator.forms.cells import NOTHING, with_unit
from generator.forms.layouts import layouts
from generator.intake._own_rows import AddressedRow, SheetRows
from generator.intake.addressed import Steps, steps_of, tree_of
from generator.intake.drafted import EMPTY_BLOCK, Entry, Leftover, Node, Recognised
from generator.intake.kinds._own_forms import kind_of, list_entries, other_version, reconciled
from generator.intake.paper import Cell, Grid, Paper, Refused, Spot
from generator.model.book import Book
from generator.model.field_table import field_at
from generator.model.tables import PrintedTable

IN_FORM = "这一项在“{}”里有格子，那里没有写，这里的没有读；请写到那一格"
LEFT_BEHIND = "这一项所在的行已经删去，没有读"


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
    """The one project of a workbook of ours."""
    sheets = [grid for grid in paper.grids if (first := grid.at(0, 0)) and first.text.startswith(MARK)]
    guide = next((grid for grid in paper.grids if _is_guide(grid)), None)
    if not sheets and not guide:
        return None
    if not guide or not sheets:
        gone = GUIDE if not guide else "表格"
        return Refused(paper.file, f"这是发下去填的表，但“{gone}”一页不见了，读不出是哪个项目的，请用发下去的文件重填")
    cover = _cover(guide)
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
    whole, unused = not layout.PARTIAL, tuple(read.unused)
    values = tree_of(read.values, in_place=layout.PARTIAL)
    return (Recognised(kind_of(layout), values, cover["年度"], cover["项目"], unused, complete=whole),)


def _is_guide(grid: Grid) -> bool:
    """Whether a sheet is the one with the cover."""
    return [cell.text if (cell := grid.at(row, 0)) else "" for row in range(len(COVER))] == list(COVER)


def _cover(guide: Grid) -> Mapping[str, str]:
    return {word: cell.text if (cell := guide.at(row, 1)) else "" for row, word in enumerate(COVER)}


class _Reading:
    """The values read so far, and what no value was made of."""

    def __init__(self) -> None:
        self.values: dict[Steps, Node] = {}
        self.unused: list[Leftover] = []
        self.gone: list[Steps] = []
        self.lists: dict[Steps, str] = {}  # paths with `*` and the sheets whose cells hold them

    def sheet(self, grid: Grid) -> None:
        """A sheet with addresses."""
        found = SheetRows(grid)
        self.unused += found.told
        self.gone += found.gone
        addresses = (path for row in found.addresses.values() for cell in row.cells for path in cell.paths)
        self.lists |= {steps_of(path): grid.name for path in addresses if "*" in path}
        for row in found.rows:
            self._row(row)

    def _row(self, row: AddressedRow) -> None:
        for cell, paths, given in row.cells:
            text = _text(cell)
            for path in paths if text else ():
                self._put(path, text, cell.spot)
            for path, told in given if text else ():
                self.values.setdefault(path, Entry(told, cell.spot))

    def _put(self, path: Steps, text: str, spot: Spot) -> None:
        found = field_at(_whole(path))
        if "*" in path:
            self.values.update(list_entries(path, text, spot))
        elif text == NOTHING and found and found.below:
            self.values[path] = EMPTY_BLOCK
        elif any(path[: len(item)] == item for item in self.gone):
            self.unused.append(Leftover(text, spot, LEFT_BEHIND))
        elif found and found.many and not found.below and isinstance(path[-1], str):
            lines = [line.strip() for line in text.split("\n")]
            for number, line in enumerate(line for line in lines if line):
                self.values[(*path, *steps_of((number,)))] = Entry(line, spot)
        else:
            line = "".join(part.strip() for part in text.split("\n"))
            self.values[path] = Entry(with_unit(line, found.unit) if found and found.unit else line, spot)

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
            elif (found := field_at(_whole(path))) and found.noun is PrintedTable and not isinstance(path[-1], str):
                self.values[path] = Entry("", name.spot)
            self.unused += _beside(grid, row)

    def _list_of(self, path: Steps) -> str:
        """The sheet whose list in one cell holds a path, "" for none."""
        pattern = tuple("*" if isinstance(step, Fraction) else step for step in path)
        return self.lists.get(pattern, "")


def _beside(grid: Grid, row: int) -> Iterator[Leftover]:
    for cell in grid.row(row):
        if cell.column > 1:
            yield Leftover(cell.line, cell.spot, "写在表的外面")


def _whole(path: Steps) -> tuple[str | int, ...]:
    return tuple(step if isinstance(step, str) else int(step) for step in path)


def _text(cell: Cell) -> str:
    """What stands in a cell; a figure with more digits than the cell shows, as it was typed."""
    text = cell.text.strip()
    if not cell.stored or cell.kind not in ("数字", "百分数"):
        return text
    percent = cell.kind == "百分数"
    bare = text.removesuffix("%").replace(",", "")
    stored = Decimal(cell.stored) * (100 if percent else 1)
    if bare.replace(".", "", 1).lstrip("-").isdecimal() and Decimal(bare) != stored:
        return f"{stored.normalize():f}{'%' * percent}"
    return text
