"""Cells of forms made from content: what stands at a path, and the cell that shows it with its words and its hint."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.forms.layout import FormCell, Path
from generator.model.field_table import NUMERIC, FormField, field_at

NOTHING = "（空）"  # a block that is there with nothing in it
BARE_FIGURE = re.compile(r"-?\d+(,\d{3})*(\.\d+)?", re.ASCII)


def at(content: Any, path: Path) -> Any:
    """What stands at a path of the content, None where nothing does."""
    for step in path:
        if isinstance(step, str) and isinstance(content, Mapping):
            content = content.get(step)
        elif isinstance(step, int) and isinstance(content, Sequence) and not isinstance(content, str):
            content = content[step] if step < len(content) else None
        else:
            return None
    return content


def text_at(content: Any, path: Path) -> str:
    """The same as it is written in one cell: lines of a list one below the other, 是 and 否."""
    found = at(content, path)
    if found is None:
        return ""
    if isinstance(found, list | tuple):
        return "\n".join(str(line) for line in found)
    return {True: "是", False: "否"}.get(found, str(found)) if isinstance(found, bool) else str(found)


def without_unit(text: str, unit: str) -> str:
    """A figure as a cell shows it whose head tells the unit; one with another unit keeps it."""
    bare = text.removesuffix(unit)
    return bare if unit and BARE_FIGURE.fullmatch(bare) else text


def with_unit(text: str, unit: str) -> str:
    """The same as a data file has it."""
    return f"{text}{unit}" if BARE_FIGURE.fullmatch(text) else text


def value_cell(content: Any, path: Path, row: int, column: int, *, rows: int = 1, columns: int = 1) -> FormCell:
    """The cell of a field: its text, kind, words and hint, all as the table of fields has them."""
    field = field_at(path, _method(content, path))
    cell = FormCell(row, column, text_at(content, path), rows, columns, role="value", path=path)
    return _as_field(cell, field) if field else cell


def _method(content: Any, path: Path) -> str:
    """The 评分方法 of a path that leads into 评分."""
    return text_at(content, (*path[: path.index("评分") + 1], "方法")) if "评分" in path else ""


def _as_field(cell: FormCell, field: FormField) -> FormCell:
    unit, many = field.unit, field.many and not isinstance(cell.path[-1], int)
    return cell._replace(
        text=without_unit(cell.text, unit),
        role="number" if field.kind in NUMERIC and not many else "value",
        words=field.words or (("是", "否") if field.kind == "是否" else ()),
        hint=field.hint,
        lines=many and not field.below,
        unit=unit,
    )


def paths_in(content: Any, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a content with the way down to it, in order; lines of a list one by one, a block without any."""
    if isinstance(content, Mapping) and not content and path:
        yield path, NOTHING
    elif isinstance(content, Mapping):
        for key, below in content.items():
            yield from paths_in(below, (*path, str(key)))
    elif isinstance(content, list | tuple):
        for number, below in enumerate(content):
            yield from paths_in(below, (*path, number))
    else:
        yield path, text_at({"": content}, ("",))
