"""The workbook in the making: where every value stands, so that formulas find it, and how values become cells."""

import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.forms._styles import GENERAL, TEXT, Styles
from generator.forms.address import path_text
from generator.forms.figures import figure_of
from generator.forms.layout import FormCell, FormError, Path

LONGEST_CELL = 32_767  # characters
LONGEST_HINT, LONGEST_LIST = 255, 255


class CellRef(NamedTuple):
    """Where a value stands: sheet, row, column, and how many rows are merged there."""

    sheet: str
    row: int
    column: int
    rows: int = 1

    def text(self, sheet: str = "") -> str:
        """The reference in a formula on a sheet."""
        cell = f"${column_letters(self.column)}${self.row + 1}"
        return cell if sheet == self.sheet else f"'{self.sheet}'!{cell}"


def column_letters(column: int) -> str:
    """The letters of a column from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


@dataclass
class BookInProgress:
    """The file, its styles, and the places of what was written so far."""

    file: Any
    styles: Styles
    refs: dict[Path, CellRef] = field(default_factory=dict)
    written: set[Path] = field(default_factory=set)

    def put(self, sheet: Any, row: int, column: int, cell: FormCell, right: int = 0) -> None:
        """Write a value: figures as numbers that show the same digits, everything else as text."""
        figure = figure_of(cell.text) if cell.role == "number" else None
        shown = figure.shown if figure else GENERAL if cell.role == "number" else TEXT
        style = self.styles.value(shown, cell.role == "number")
        self.span(sheet, row, column, row + cell.rows - 1, max(right, column), style)
        if figure:
            sheet.write_number(row, column, figure.number, style)
        elif cell.text:
            self.text(sheet, row, column, cell.text, style, cell.path)

    def span(self, sheet: Any, row: int, column: int, last_row: int, last_column: int, style: Any) -> None:
        """A cell with its style, merged where it stretches."""
        if (row, column) == (last_row, last_column):
            sheet.write_blank(row, column, None, style)
        else:
            sheet.merge_range(row, column, last_row, last_column, "", style)

    def text(self, sheet: Any, row: int, column: int, text: str, style: Any, path: Path = ()) -> None:
        """A text, which is never taken for a formula or a link."""
        if len(text) > LONGEST_CELL:
            raise FormError(f"“{path_text(path)}”有 {len(text)} 个字，一个格子最多放 {LONGEST_CELL} 个，做不成工作簿。")
        sheet.write_string(row, column, text, style)

    def help(self, sheet: Any, found: Iterable[tuple[int, int, FormCell]]) -> None:
        """Drop-downs and hints, one rule for all cells that share them."""
        alike: dict[tuple[tuple[str, ...], str], list[tuple[int, int]]] = {}
        for row, column, cell in found:
            if cell.words or cell.hint:
                alike.setdefault((cell.words, cell.hint), []).append((row, column))
        for (words, hint), places in alike.items():
            row, column = places[0]
            listed = words if len(",".join(words)) <= LONGEST_LIST else ()
            rule: dict[str, Any] = {"validate": "list", "source": list(listed)} if listed else {"validate": "any"}
            if listed:
                rule |= {
                    "error_type": "warning", "error_title": "不在可选的词里",
                    "error_message": "请从下拉的词里选；原文另有用词的，可以照原文写。",
                }  # fmt: skip
            if hint:
                rule |= {"input_message": hint[:LONGEST_HINT]}
            rule["other_cells"] = [[one, place, one, place] for one, place in places[1:]]
            sheet.data_validation(row, column, row, column, rule)


def lines_needed(text: str, millimetres: int) -> int:
    """How many lines a text takes in a cell so wide; a Chinese character is 3.6 mm wide, others half that."""
    per_line = max(1, int(millimetres * 10 // 19))
    return sum(max(1, math.ceil(_width(line) / per_line)) for line in text.split("\n"))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)
