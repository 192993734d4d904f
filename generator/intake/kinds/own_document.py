"""Word documents of ours: read by the addresses of their controls, whatever was changed, added or deleted in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from generator.forms.address import VERSION, item_of, path_of
from generator.forms.document import DocumentMemory, word_key
from generator.forms.layout import Path
from generator.forms.layouts import layouts
from generator.intake.drafted import Entry, Leftover, Recognised
from generator.intake.kinds._own_forms import (
    GAP,
    OwnValues,
    Steps,
    kind_of,
    other_version,
    path_of_steps,
    steps_of,
)
from generator.intake.paper import Cell, Grid, Paper, Refused

NOT_PLACED = "这一处不在原来要填的格子里，没有读"


@dataclass
class DocumentValues:
    """Values read so far, and cells that had no place."""

    memory: DocumentMemory
    own: OwnValues
    unused: list[Leftover] = field(default_factory=list)

    def table(self, grid: Grid) -> None:
        """Read a table of the form."""
        for tag in (*grid.blank, *(cell.tag for cell in grid.cells if cell.tag)):
            self.own.meet(steps_of(path_of(tag)))
        for way in filter(self.memory.was_shown, map(path_of, grid.blank)):
            for other, text in self.memory.along.get(way, ()):
                if text:
                    self.own.clear(steps_of(other))
        columns: Mapping[int, Steps] = {}  # of the row above, where it holds an item of a list: the path of each column
        for row in range(grid.height):
            cells = [cell for cell in grid.row(row) if cell.row == row]
            tagged = {cell.column: steps_of(path_of(cell.tag)) for cell in cells if cell.tag}
            listed = _of_one_item(tagged)
            if any(path in self.own.values for path in listed.values()):  # a row that was copied
                columns = self._new_row(cells, columns or listed)
            elif columns and not tagged and any(map(self._is_strange, cells)):
                columns = self._new_row(cells, columns)
            else:
                columns = listed
                self._row(cells)

    def _is_strange(self, cell: Cell) -> bool:
        return bool(cell.text.strip()) and not cell.tag and word_key(cell.text) not in self.memory.words

    def _row(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            if cell.tag:
                self._read(steps_of(path_of(cell.tag)), cell)
            elif self._is_strange(cell):
                self.unused.append(Leftover(cell.text, cell.spot, NOT_PLACED))

    def _new_row(self, cells: Sequence[Cell], above: Mapping[int, Steps]) -> Mapping[int, Steps]:
        """Return the paths of the columns of an inserted row: an item behind that of the row above."""
        columns = {column: _behind(path) for column, path in above.items()}
        for cell in cells:
            path = columns.get(cell.column)
            if path:
                self._read(path, cell)
            elif not cell.line.isdecimal() and self._is_strange(cell):  # its number is worked out anew
                self.unused.append(Leftover(cell.text, cell.spot, NOT_PLACED))
        return columns

    def _read(self, path: Steps, cell: Cell) -> None:
        """Take the value of a cell, and what goes along with it; a path of a new row is like that of the row above."""
        if not cell.text.strip():
            return
        way = path_of_steps(path)
        for other, text in self.memory.goes_along(way):
            along = (*path[: len(other) - 1], *steps_of(other[-1:])) if _is_beside(path, other) else steps_of(other)
            if not text:
                self.own.read(along, cell.text, cell.spot, was_filled=True)
            else:
                self.own.values.setdefault(along, Entry(text, cell.spot))
        self.own.read(path, cell.text, cell.spot, was_filled=steps_of(way) == path and self.memory.was_shown(way))


def _is_beside(path: Steps, other: Path) -> bool:
    """Return whether a path leads to a field beside that of another one, if need be in a new item."""
    return len(path) == len(other) and path_of_steps(path[:-1]) == other[:-1]


def _of_one_item(columns: Mapping[int, Steps]) -> Mapping[int, Steps]:
    """Return the columns of a row that belong to one item of a list; nothing where there are less than two."""
    item = steps_of(item_of(map(path_of_steps, columns.values())))
    listed = {column: path for column, path in columns.items() if item and path[: len(item)] == item}
    return listed if len(listed) > 1 else {}


def _behind(path: Steps) -> Steps:
    """Path of the field in an item right behind."""
    last = max(place for place, step in enumerate(path) if isinstance(step, Fraction))
    return tuple(
        step + GAP if place == last and isinstance(step, Fraction) else step for place, step in enumerate(path)
    )


def recognise(paper: Paper) -> tuple[Recognised, ...] | Refused | None:
    """Return the one project of a document of ours; None where it is none, or where all its controls are gone."""
    name, version = (paper.properties.get(key, "") for key in ("表样", "版本"))
    if name not in layouts() or not any(cell.tag for grid in paper.grids for cell in grid.cells):
        return None
    layout = layouts()[name]
    if version != f"{layout.VERSION}.{VERSION}":
        return other_version(paper.file, name, version)
    memory = DocumentMemory(paper.properties)
    read = DocumentValues(memory, OwnValues(layout.UNIT_IN_HEAD))
    for grid in paper.grids:
        read.table(grid)
    before = map(path_of, paper.paths_before(paper.properties.get("项目", ""), layout.NAME))
    read.own.settle((*memory.shown, *before))
    beside = (paragraph for paragraph in paper.paragraphs if word_key(paragraph.text) not in memory.words)
    return (
        Recognised(
            kind=kind_of(layout),
            values=read.own.tree(),
            year=paper.properties.get("年度", ""),
            project=paper.properties.get("项目", ""),
            unused=(*read.unused, *(Leftover(paragraph.text, paragraph.spot, "写在表的外面") for paragraph in beside)),
            ours=True,
            begun=paper.properties.get("沿用", ""),
            blank=not read.own.added,
            filled=read.own.filled(),
        ),
    )
