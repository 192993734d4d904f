"""Word documents of ours: read by the addresses of their controls, whatever was changed, added or deleted in them."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from generator.forms.address import OTHERS, path_of
from generator.forms.cells import NOTHING, with_unit
from generator.forms.document import REST_HEAD, REST_NOTE, WHOLE, as_read
from generator.forms.layout import Form, FormCell
from generator.forms.layouts import layouts
from generator.forms.published import is_published_note
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
from generator.intake.paper import Cell, Grid, Paper, Refused
from generator.model.field_table import field_at

YEAR_LINE = re.compile(r"（[\d—\s]*年度）")  # below the title, as the file was made
NO_UNIT = "没有写单位，按万元读"
NOT_PLACED = "这一处不在原来要填的格子里，没有读"


@dataclass
class DocumentValues:
    """Values read so far by path, those of the page of other contents, and cells that had no place.

    `words` are those of the form itself; `in_head`: the unit of amounts stands in a head, so a bare number is no guess.
    """

    words: Collection[str]
    in_head: bool
    values: dict[Steps, Entry] = field(default_factory=dict)
    rest: dict[Steps, Node] = field(default_factory=dict)
    unused: list[Leftover] = field(default_factory=list)

    def table(self, grid: Grid) -> None:
        """Read a table: of the form, or of what the form has no place for."""
        if tuple(cell.text for cell in grid.row(0)) == REST_HEAD:
            for row in range(1, grid.height):
                self._other(grid.at(row, 0), grid.at(row, 1))
            return
        columns: Mapping[int, Steps] = {}  # of the row above, where it holds an item of a list: the path of each column
        for row in range(grid.height):
            cells = [cell for cell in grid.row(row) if cell.row == row]
            tagged = {cell.column: steps_of(path_of(cell.tag)) for cell in cells if cell.tag}
            listed = _of_one_item(tagged)
            if any(path in self.values for path in listed.values()):  # a row that was copied
                columns = self._new_row(cells, columns or listed)
            elif tagged:
                columns = listed
                self._row(cells)
            elif columns and any(self._is_strange(cell) and cell.column in columns for cell in cells):
                columns = self._new_row(cells, columns)
            else:
                self.unused += (Leftover(cell.text, cell.spot, NOT_PLACED) for cell in cells if self._is_strange(cell))

    def tree(self, whole: bool = True) -> Mapping[str, Node]:
        """Return all values under the keys of a data file; if not `whole`, the document may show one item of a list."""
        merged: dict[Steps, Node] = {**self.values}
        for path, node in self.rest.items():
            shown = self.values.get(path)
            merged[path] = reconciled(shown, node) if shown and isinstance(node, Entry) else node
        return tree_of(merged, in_place=not whole)

    def _is_strange(self, cell: Cell) -> bool:
        return not cell.tag and cell.text not in self.words

    def _row(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            if cell.tag:
                self._take(steps_of(path_of(cell.tag)), cell)
            elif self._is_strange(cell):
                self.unused.append(Leftover(cell.text, cell.spot, NOT_PLACED))

    def _new_row(self, cells: Sequence[Cell], above: Mapping[int, Steps]) -> Mapping[int, Steps]:
        """Return the paths of the columns of an inserted row: an item behind that of the row above."""
        columns = {column: _behind(path) for column, path in above.items()}
        for cell in cells:
            if path := columns.get(cell.column):
                self._take(path, cell)
            elif not cell.line.isdecimal() and self._is_strange(cell):  # its number is worked out anew
                self.unused.append(Leftover(cell.text, cell.spot, NOT_PLACED))
        return columns

    def _take(self, path: Steps, cell: Cell) -> None:
        if "*" in path:
            self.values.update(list_entries(path, cell.text, cell.spot))
        elif entry := self._entry(path, cell):
            self.values[path] = entry

    def _entry(self, path: Steps, cell: Cell) -> Entry | None:
        """One value, in the form that a data file has it."""
        keys = tuple(step if isinstance(step, str) else 0 for step in path)
        form_field, text = field_at(keys), as_read(keys, cell.line)
        if form_field and form_field.unit:
            whole = with_unit(text, form_field.unit)
            return Entry(whole, cell.spot, (NO_UNIT,) if whole != text and not self.in_head else ())
        return Entry(text, cell.spot) if text else None

    def _other(self, name: Cell | None, held: Cell | None) -> None:
        """A line of the page of other contents: an address, and the value, which may be an empty text."""
        if name and held and held.text == NOTHING:
            self.rest[steps_of(path_of(name.line))] = EMPTY_BLOCK
        elif name:
            self.rest[steps_of(path_of(name.line))] = Entry(held.line if held else "", (held or name).spot)
        elif held:
            self.unused.append(Leftover(held.text, held.spot, "前面没有写位置"))


def _of_one_item(columns: Mapping[int, Steps]) -> Mapping[int, Steps]:
    """Return the columns of a row that holds one item of a list, in several cells; nothing where it does not."""
    listed = {column: path for column, path in columns.items() if len(_numbers(path)) == 1}
    items = {path[: _numbers(path)[0] + 1] for path in listed.values()}
    return listed if len(listed) > 1 and len(items) == 1 else {}


def _behind(path: Steps) -> Steps:
    """Path of the field in an item right behind."""
    return tuple(step + GAP if isinstance(step, Fraction) else step for step in path)


def _numbers(path: Steps) -> list[int]:
    """Return the indexes of item numbers in a path."""
    return [place for place, step in enumerate(path) if isinstance(step, Fraction)]


def recognise(paper: Paper) -> tuple[Recognised, ...] | Refused | None:
    """Return the one project of a document of ours; None where it is none, or where all its controls are gone."""
    name, version = (paper.properties.get(key, "") for key in ("表样", "版本"))
    if name not in layouts() or not any(cell.tag for grid in paper.grids for cell in grid.cells):
        return None
    layout = layouts()[name]
    if version != layout.VERSION:
        return other_version(paper.file, name, version)
    # What belongs to the form itself depends on what is filled in, so that is read first, and then once more.
    blank = layout.layout({})
    filled = layout.layout(_plain(_read(paper, (blank,)).tree()))
    read = _read(paper, (blank, filled))
    for cell in _cells(filled):
        for path, text in cell.given:
            if steps_of(cell.path) in read.values:
                read.values.setdefault(steps_of(path), Entry(text))
    whole = paper.properties.get(WHOLE[0]) == WHOLE[1]
    return (
        Recognised(
            kind=kind_of(layout),
            values=read.tree(whole),
            year=paper.properties.get("年度", ""),
            project=paper.properties.get("项目", ""),
            unused=(*read.unused, *_beside(paper, (blank, filled))),
            complete=whole,
        ),
    )


def _read(paper: Paper, forms: tuple[Form, ...]) -> DocumentValues:
    cells = [cell for form in forms for cell in _cells(form)]
    signatures = {line for form in forms for line in form.signatures}
    words = {cell.text for cell in cells if not cell.path} | signatures
    values = DocumentValues(words, any(cell.unit for cell in cells))
    for grid in paper.grids:
        values.table(grid)
    return values


def _cells(form: Form) -> Iterator[FormCell]:
    return (cell for table in form.tables for cell in table.cells)


def _beside(paper: Paper, forms: tuple[Form, ...]) -> Iterator[Leftover]:
    """Paragraphs beside the tables that are not the form's own."""
    own = {OTHERS, REST_NOTE, paper.properties.get("title", "")}
    own |= {line for form in forms for line in (form.title, form.subtitle, *form.notes)}
    for paragraph in paper.paragraphs:
        text = paragraph.text
        if text not in own and not is_published_note(text) and not YEAR_LINE.fullmatch(text):
            yield Leftover(text, paragraph.spot, "写在表的外面")


def _plain(node: Node) -> Any:
    """Return values as content that a form can be made of."""
    if isinstance(node, Entry):
        return node.text
    if isinstance(node, Mapping):
        return {key: _plain(below) for key, below in node.items()}
    return [_plain(below) for below in node]
