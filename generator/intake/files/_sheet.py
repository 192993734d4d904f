"""Sheet of a workbook, whatever the format of the file: its filled cells become a grid, what is odd is told."""

import ast
import operator
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import product
from typing import NamedTuple

from generator.intake.files._number_format import Kind, ShownValue, figure_in, plain_text
from generator.intake.files._received import NotReadable
from generator.intake.paper import Cell, Grid, Spot, address

MOST_CELLS = 100_000  # with something in them, in one sheet
MOST_ROWS = 20_000
MOST_COLUMNS = 1000
MOST_MERGED = 50_000
MOST_COVERED = 1_000_000  # places that merged cells cover
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
REFERENCE = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})")
REFERENCES = re.compile(rf"(?<![\w!\"])({REFERENCE.pattern}(?::{REFERENCE.pattern})?)(?![\w(!])")
LITERALS = re.compile(r"(?<![\w\".])(\d+(?:\.\d+)?)(?![\w\".])")
OPERATORS: Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
}  # fmt: skip
NEARLY = Decimal("0.000001")  # what the debris of binary figures comes to at most
NAMED = 5  # addresses named in one sentence


class FilledCell(NamedTuple):
    """A filled cell as its file has it."""

    row: int
    column: int
    text: str
    kind: Kind
    stored: str
    formula: str | None

    @property
    def figure(self) -> Decimal | None:
        """The number behind it."""
        number = (self.stored or self.text.replace(",", "")) if self.kind in ("数字", "百分数") else ""
        return Decimal(number) if PLAIN.fullmatch(number) else None


class MergedArea(NamedTuple):
    """Cells from one corner to the other, both included."""

    top: int
    left: int
    bottom: int
    right: int

    def places(self) -> Iterator[tuple[int, int]]:
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))


@dataclass
class SheetContent:
    """Content of one sheet; `lacking` are formulas without a value, `unseen` figures that no one sees."""

    name: str
    hidden: bool = False
    cells: list[FilledCell] = field(default_factory=list)
    merged: list[MergedArea] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    lacking: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    zeros_unseen: bool = False
    stale: bool = False  # nobody worked its formulas out since something was changed

    def add(
        self, row: int, column: int, shown: ShownValue, *,
        formula: str | None = None, faulty: bool = False, lacking: bool = False,
    ) -> None:  # fmt: skip
        """Take in a cell, if people see something in it."""
        is_zero = shown.kind == "数字" and (shown.stored or shown.text) == "0"
        if len(self.cells) + len(self.lacking) + len(self.unseen) >= MOST_CELLS:
            raise NotReadable(
                f"工作表“{self.name}”有内容的格超过 {MOST_CELLS} 个，不像一张要填的表，不会读取；请只交来要收的表"
            )
        if faulty:
            self.errors.append(address(row, column))
        if lacking:
            self.lacking.append(address(row, column))
        elif shown.text.strip() and not (is_zero and self.zeros_unseen):
            self.cells.append(FilledCell(row, column, *shown, formula=formula))
        elif shown.kind != "文字":
            self.unseen.append(address(row, column))

    def merge(self, area: MergedArea) -> None:
        if len(self.merged) >= MOST_MERGED:
            raise NotReadable(f"工作表“{self.name}”合并的单元格多得不寻常，不会读取；请取消不该有的合并再交来")
        self.merged.append(area)

    def hide_columns(self, first: int, last: int) -> None:
        """Mark columns as hidden, as far as a form can reach."""
        if len(self.hidden_columns) < MOST_COLUMNS:
            self.hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))

    def hide_row(self, row: int) -> None:
        if row < MOST_ROWS:
            self.hidden_rows.add(row)

    def grid(self) -> Grid:
        """Return the sheet as a grid: merged cells as one, those behind hidden rows and columns marked."""
        last_row = max((cell.row for cell in self.cells), default=0)
        last_column = max((cell.column for cell in self.cells), default=0)
        if last_row >= MOST_ROWS or last_column >= MOST_COLUMNS:
            far = max(self.cells, key=lambda cell: (cell.column >= MOST_COLUMNS, cell.row))
            raise NotReadable(
                f"工作表“{self.name}”的 {address(far.row, far.column)} 还有内容，离表太远，不会读取；请把它删去再交来"
            )
        merged = _limited(self.merged, last_row, last_column)
        areas = {(area.top, area.left): area for area in merged}
        within = {place for area in merged for place in area.places()} - areas.keys()
        cells = []
        figures = {(cell.row, cell.column): figure for cell in self.cells if (figure := cell.figure) is not None}
        for cell in sorted(self.cells, key=lambda cell: cell[:2]):
            if (cell.row, cell.column) in within:
                continue  # what a file keeps behind a merged cell is not seen by anyone
            whole = areas.get((cell.row, cell.column), MergedArea(cell.row, cell.column, cell.row, cell.column))
            cells.append(
                Cell(
                    cell.text, Spot(self.name, address(cell.row, cell.column)), cell.row, cell.column,
                    rows=whole.bottom - whole.top + 1, columns=whole.right - whole.left + 1, stored=cell.stored,
                    kind=cell.kind, computed=cell.formula is not None, hidden=self._is_hidden(cell),
                    doubt=self._doubt(cell, figures),
                )
            )  # fmt: skip
        return Grid(self.name, tuple(cells), self.hidden, tuple(self.lacking))

    def _doubt(self, cell: FilledCell, figures: Mapping[tuple[int, int], Decimal]) -> str:
        """Return why the figure that people see may not be the one that is meant, "" for no reason."""
        figure = cell.figure
        if figure is None:
            return ""
        if cell.formula is not None:
            result = worked_out(cell.formula, figures)
            if result is not None and abs(result - figure) > NEARLY * max(abs(figure), Decimal(1)):
                return f"公式的结果是旧的，照现在的格子应是 {plain_text(result)}"
            if result is None and self.stale:
                return "公式没有重新算过，结果可能是旧的"
        shown = figure_in(cell.text)
        is_scaled = cell.kind == "数字" and cell.stored and shown is not None and abs(shown) * 10 < abs(figure)
        return f"格里存的是 {cell.stored}，按格式缩小了显示" if is_scaled else ""

    def notices(self) -> Iterable[str]:
        """Sentences for the sender: hidden content, formulas without a value, errors."""
        name = f"工作表“{self.name}”"
        behind = [address(cell.row, cell.column) for cell in self.cells if self._is_hidden(cell)]
        if self.hidden and self.cells:
            yield f"{name}是隐藏的，里面的内容也读了，请核对"
        if behind:
            yield f"{name}有隐藏的行或列，里面的内容也读了（{_several(behind)}），请核对"
        if self.lacking:
            yield f"{name}有公式没有算出的结果，没有读（{_several(self.lacking)}）；请用 Excel 或 WPS 打开、保存后再交"
        if self.unseen:
            yield f"{name}有的格里有数，格式却设成不显示，按空白读（{_several(self.unseen)}）；若有用，请改格式再交"
        if self.errors:
            yield f"{name}有公式出错（{_several(self.errors)}），请改正"

    def _is_hidden(self, cell: FilledCell) -> bool:
        return cell.row in self.hidden_rows or cell.column in self.hidden_columns


def worked_out(formula: str, figures: Mapping[tuple[int, int], Decimal]) -> Decimal | None:
    """Return the result of a sum, product or quotient of cells; None of another formula, or where a cell is a text."""
    written = REFERENCES.sub(r'CELLS("\1")', formula.replace("$", ""))
    written = LITERALS.sub(r'FIGURE("\1")', written)
    try:
        return _result(ast.parse(written, mode="eval").body, figures)
    except (SyntaxError, ValueError, LookupError, ArithmeticError, RecursionError, MemoryError):
        return None


def _result(node: ast.expr, figures: Mapping[tuple[int, int], Decimal]) -> Decimal:
    """Work out a node; raises ValueError for what is not known here."""
    match node:
        case ast.Call(func=ast.Name(id="FIGURE"), args=[ast.Constant(value=str() as text)]):
            return Decimal(text)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_result(operand, figures)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in OPERATORS:
            return OPERATORS[type(operator)](_result(left, figures), _result(right, figures))
        case ast.Call(func=ast.Name(id="SUM"), args=parts):
            return sum((_summed(part, figures) for part in parts), Decimal(0))
        case ast.Call(func=ast.Name(id="ROUND"), args=[number, places]):
            return _result(number, figures).quantize(Decimal(1).scaleb(-_result(places, figures)), ROUND_HALF_UP)
        case ast.Call(func=ast.Name(id="CELLS"), args=[ast.Constant(value=str() as text)]) if ":" not in text:
            return figures[_places(text)[0]]
    raise ValueError


def _summed(node: ast.expr, figures: Mapping[tuple[int, int], Decimal]) -> Decimal:
    """Work out an argument of SUM, which skips cells without a number."""
    match node:
        case ast.Call(func=ast.Name(id="CELLS"), args=[ast.Constant(value=str() as text)]):
            return sum((figures.get(place, Decimal(0)) for place in _places(text)), Decimal(0))
    return _result(node, figures)


def _places(text: str) -> list[tuple[int, int]]:
    """Return the places of `A1` or `A1:B3`."""
    corners = [(int(row) - 1, column_number(letters)) for letters, row in REFERENCE.findall(text)]
    area = MergedArea(*corners[0], *corners[-1])
    if (area.bottom - area.top + 1) * (area.right - area.left + 1) > MOST_CELLS:
        raise ValueError
    return list(area.places())


def column_number(letters: str) -> int:
    """Return the number, from 0, of a column: `AB` is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def refuse_too_many(sheets: Iterable[SheetContent]) -> None:
    """Stop where all sheets together hold more than forms do."""
    if sum(len(sheet.cells) for sheet in sheets) > MOST_CELLS:
        raise NotReadable(f"工作簿有内容的格超过 {MOST_CELLS} 个，不像要填的表，不会读取；请只交来要收的表")


def readable(text: str) -> str:
    """Return a text with plain line ends, and without characters that no one can see or write."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def unescaped(text: str) -> str:
    """Return a readable text; an .xlsx file writes some characters by their number (`_x000D_`)."""
    return readable(ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text)


def _several(addresses: Sequence[str]) -> str:
    named = "、".join(addresses[:NAMED])
    return f"{named} 等 {len(addresses)} 格" if len(addresses) > NAMED else named


def _limited(areas: Sequence[MergedArea], last_row: int, last_column: int) -> list[MergedArea]:
    """Merged areas without what lies far beyond all that is filled (a title over a whole row of the sheet)."""
    rows, columns = last_row + 100, last_column + 50
    limited = [
        MergedArea(area.top, area.left, min(area.bottom, rows), min(area.right, columns))
        for area in areas
        if area.top <= rows and area.left <= columns
    ]
    if sum((area.bottom - area.top + 1) * (area.right - area.left + 1) for area in limited) > MOST_COVERED:
        raise NotReadable("合并的单元格大得不寻常，不会读取；请取消不该有的合并再交来")
    return limited
