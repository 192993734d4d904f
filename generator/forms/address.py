"""Addresses on workbooks of ours: paths as texts, and the hidden cell that tells what each cell of a row holds.

The first column of a sheet is hidden. Its first cell names the sheet and the items of lists that have a row there; in
every other row it says what the row's cells hold, whatever is inserted, sorted or widened later. The first row, hidden
as well, numbers the columns.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from generator.forms.layout import FormCell, Path

MARK = "表样："  # begins the first cell of a sheet of ours
GIVEN = "="  # begins a line that tells what a cell brings along
SCORING, OTHERS, GUIDE = "评分", "其他内容", "填写说明"
COVER = ("表样", "版本", "项目", "年度", "工作表")
VERSION = "1"  # of what this package writes on every workbook, beside the versions of the layouts


class AddressedCell(NamedTuple):
    """Address of a cell: its column on the form, the paths its value goes to, the values it brings along."""

    column: int
    paths: tuple[Path, ...]
    given: tuple[tuple[Path, str], ...] = ()


class RowAddress(NamedTuple):
    """Addresses of the cells of a row; the number is that of the row on the form as it was made."""

    number: int
    cells: tuple[AddressedCell, ...]
    repeated: bool = False


def path_text(path: Path) -> str:
    """Return a path as people read it, numbers from 1: 指标体系.1.下级.2.权重."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def path_of(text: str) -> Path:
    return tuple(int(step) - 1 if step.isdecimal() and step != "0" else step for step in text.split("."))


def sheet_text(name: str, items: Iterable[Path]) -> str:
    """Return the first cell of a sheet: its name, and the items of lists that have a row of their own there."""
    return "\n".join((f"{MARK}{name}", *(path_text(item) for item in dict.fromkeys(items))))


def row_text(number: int, cells: Sequence[FormCell], repeated: bool = False) -> str:
    """Return the hidden cell of a row; a `repeated` one may be followed by further ones of its kind."""
    lines = [f"{number}{' +' * repeated}"]
    for cell in cells:
        lines.append(f"{cell.column} {' '.join(path_text(path) for path in (cell.path, *cell.also))}")
        lines += (f"{GIVEN}{cell.column} {path_text(path)} {text}" for path, text in cell.given)
    return "\n".join(lines)


def row_of(text: str) -> RowAddress | None:
    """Parse a hidden cell; None where it is none of ours."""
    first, *lines = text.split("\n")
    number, _, repeated = first.partition(" ")
    if not number.isdecimal():
        return None
    cells: dict[str, AddressedCell] = {}
    for line in lines:
        column, _, rest = line.removeprefix(GIVEN).partition(" ")
        if not column.isdecimal() or not rest:
            return None
        if line.startswith(GIVEN):
            path, _, value = rest.partition(" ")
            old = cells[column]
            cells[column] = old._replace(given=(*old.given, (path_of(path), value)))
        else:
            cells[column] = AddressedCell(int(column), tuple(map(path_of, rest.split(" "))))
    return RowAddress(int(number), tuple(cells.values()), repeated == "+")


def item_of(paths: Iterable[Path]) -> Path:
    """Return the item of a list that most cells of a row belong to; empty if they belong to none."""
    items = [
        path[: max(n for n, step in enumerate(path) if isinstance(step, int)) + 1]
        for path in paths
        if any(isinstance(step, int) for step in path)
    ]
    return max(items, key=items.count, default=())
