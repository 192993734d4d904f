"""Addresses on workbooks of ours: paths as texts, and the hidden cell that tells what each cell of a row holds.

The first column of a sheet is hidden. Its first cell names the sheet and what stood there when it was made; in every
other row it says what the row's cells hold, whatever is inserted, sorted or widened later. The first row, hidden
as well, numbers the columns.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.forms.cells import lines_of
from generator.forms.layout import FormCell, Path

MARK = "表样："  # begins the first cell of a sheet of ours
GIVEN = "="  # begins a line that tells what a cell brings along
FILLED, WORKED = "!", "~"  # behind the column of a cell: something stood in it when the form was made; a formula does
SCORING, GUIDE = "评分", "填写说明"
COVER = ("表样", "版本", "项目", "年度", "沿用", "工作表")
VERSION = "2"  # of what this package writes on every form, beside the versions of the layouts


class AddressedCell(NamedTuple):
    """Address of a cell: its column on the form, the paths its value goes to, the values it brings along.

    `filled`: something stood in it when the form was made; `worked`: a formula of ours gives it.
    """

    column: int
    paths: tuple[Path, ...]
    filled: bool
    worked: bool
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


def sheet_text(name: str, shown: Iterable[Path] = ()) -> str:
    """Return the first cell of a sheet: its name, and what stood on it when it was made (`shown_items`)."""
    return "\n".join((f"{MARK}{name}", *map(path_text, shown)))


def shown_items(cells: Iterable[FormCell]) -> tuple[Path, ...]:
    """Return the items of lists that stand on a form as it is made, and the values that belong to none.

    By them a row that was taken away is known from one that never was.
    """
    shown: dict[Path, None] = {}
    for path in shown_values(cells):
        shown.update(dict.fromkeys(items_of(path) or [path]))
    return tuple(shown)


def items_of(path: Path) -> list[Path]:
    """Return the items of lists that a path leads through, the outermost first."""
    return [path[: n + 1] for n, step in enumerate(path) if isinstance(step, int)]


def shown_values(cells: Iterable[FormCell]) -> Iterator[Path]:
    """Yield the paths of the values that stand on a form as it is made."""
    for cell in cells:
        if cell.path and cell.text and not cell.worked:
            yield from [path for path, _ in lines_of(cell.path, cell.text)] if "*" in cell.path else [cell.path]
            yield from cell.also


def row_text(number: int, cells: Sequence[FormCell], repeated: bool = False) -> str:
    """Return the hidden cell of a row; a `repeated` one may be followed by further ones of its kind."""
    lines = [f"{number}{' +' * repeated}"]
    for cell in cells:
        paths = " ".join(path_text(path) for path in (cell.path, *cell.also))
        mark = WORKED if cell.worked else FILLED if cell.text else ""
        lines.append(f"{cell.column}{mark} {paths}")
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
        place, _, rest = line.removeprefix(GIVEN).partition(" ")
        column = place.rstrip(FILLED + WORKED)
        if not column.isdecimal() or not rest:
            return None
        if line.startswith(GIVEN):
            path, _, value = rest.partition(" ")
            old = cells[column]
            cells[column] = old._replace(given=(*old.given, (path_of(path), value)))
        else:
            cells[column] = AddressedCell(
                int(column), tuple(map(path_of, rest.split(" "))), FILLED in place, WORKED in place
            )
    return RowAddress(int(number), tuple(cells.values()), repeated == "+")


def item_of(paths: Iterable[Path]) -> Path:
    """Return the item of a list that most cells of a row belong to; empty if they belong to none."""
    items = [
        path[: max(n for n, step in enumerate(path) if isinstance(step, int)) + 1]
        for path in paths
        if any(isinstance(step, int) for step in path)
    ]
    return max(items, key=items.count, default=())
