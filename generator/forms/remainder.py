"""Remainder of a form: what a data file holds and the form has no place for, or does not show to the letter.

Written behind the form it makes a document that holds the whole data file.
"""

from collections.abc import Iterator
from typing import Any

from generator.forms._word_table import cells_by_place
from generator.forms._word_text import LONGEST_TAG, control_path
from generator.forms.address import path_text
from generator.forms.cells import BARE_FIGURE, paths_in, with_unit
from generator.forms.layout import Form, FormCell, FormTable, Path
from generator.model.field_table import field_at


def remainder(form: Form, content: Any) -> tuple[tuple[Path, str], ...]:
    """The paths and texts, in the order of the data file."""
    held = {path: text for one in form.tables for cell in _drawn(one) for path, text in _held(cell)}
    return tuple((path, text) for path, text in paths_in(content) if held.get(path) != text)


def _drawn(table: FormTable) -> Iterator[FormCell]:
    """The cells that are to be seen: not those that another one covers, or that stand outside."""
    places = cells_by_place(table)
    for cell in table.cells:
        if places.get((cell.row, cell.column)) is cell and cell.column < len(table.widths):
            yield cell


def _held(cell: FormCell) -> Iterator[tuple[Path, str]]:
    """What reading a cell gives; a worked figure is never read, nor what has too long an address for a control."""
    if cell.worked or not cell.path or len(path_text(path := control_path(cell))) > LONGEST_TAG:
        return
    if "*" in path:
        for number, text in enumerate(cell.text.split("\n")):
            if text:
                yield tuple(number if step == "*" else step for step in path), text
    else:
        yield path, as_read(path, with_unit(cell.text, cell.unit) if cell.unit else cell.text)


def as_read(path: Path, text: str) -> str:
    """A value as it is read from a form: a figure without the 分 behind it, which may be a word of the form."""
    field = field_at(path)
    bare = text.removesuffix("分").strip()
    return bare if field and field.kind == "数" and (not bare or BARE_FIGURE.fullmatch(bare)) else text
