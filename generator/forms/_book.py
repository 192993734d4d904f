"""Workbook being written: its styles, where every value stands so that formulas find it, and how values become cells.

A figure becomes a number with a format that shows it digit by digit, or it stays a text.
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

from generator.core.display import column_letters, columns
from generator.forms.address import path_text
from generator.forms.layout import FormCell, FormError, Path

WorkbookFile: TypeAlias = Any  # of XlsxWriter, which has no types; so are the next two
Worksheet: TypeAlias = Any
CellFormat: TypeAlias = Any
LONGEST_CELL = 32_767  # characters
LONGEST_HINT, LONGEST_LIST = 255, 255
FANGSONG, HEITI, SONG = "仿宋", "黑体", "宋体"
GENERAL, TEXT = "General", "@"
PALE, WRONG = "#F2F2F2", "#FFC7CE"
PAPER_A4 = 9
DIGITS = 15  # what a spreadsheet keeps of a number; a longer one stays text
FIGURE = re.compile(r"(-?)(0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?(%?)", re.ASCII)


class CellFigure(NamedTuple):
    """A number and the format that shows it as it is written."""

    number: Decimal
    shown: str


@lru_cache(10_000)
def figure_of(text: str) -> CellFigure | None:
    """Return the number of a text, None where a spreadsheet would not show the same digits again."""
    match = FIGURE.fullmatch(text)
    if not match:
        return None
    sign, whole, places, percent = match.groups()
    number = Decimal(f"{sign}{whole.replace(',', '')}" + (f".{places}" if places else ""))
    if len(number.as_tuple().digits) > DIGITS or (sign and not number):
        return None
    shown = ("#,##0" if "," in whole else "0") + (f".{'0' * len(places)}" if places else "") + percent
    return CellFigure(number.scaleb(-2) if percent else number, shown)


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, file: WorkbookFile) -> None:
        self.file = file
        self.formats: dict[tuple[tuple[str, object], ...], CellFormat] = {}

    def get(self, **wanted: object) -> CellFormat:
        key = tuple(sorted(wanted.items()))
        if key not in self.formats:
            self.formats[key] = self.file.add_format(wanted)
        return self.formats[key]

    def title(self, size: int) -> CellFormat:
        """Return the name of the form, or the line below it."""
        return self.get(font_name=HEITI if size > 12 else FANGSONG, font_size=size, align="center", valign="vcenter")

    def word(self, head: bool = False) -> CellFormat:
        """Return a word of the form itself."""
        return self.get(
            font_name=HEITI, font_size=10, border=1, align="center", valign="vcenter", text_wrap=True,
            **({"bg_color": PALE} if head else {}),
        )  # fmt: skip

    def value(self, shown: str, number: bool, locked: bool = False) -> CellFormat:
        """Format of a value that is filled in or worked out."""
        return self.get(
            font_name=SONG if number else FANGSONG, font_size=10, border=1, valign="vcenter", text_wrap=True,
            align="center" if number else "left", num_format=shown, locked=locked,
            **({"bg_color": PALE} if locked else {}),
        )  # fmt: skip

    def plain(self, bold: bool = False, locked: bool = True) -> CellFormat:
        """Return a line of a sheet beside the form."""
        return self.get(
            font_name=HEITI if bold else FANGSONG, font_size=10, valign="top", text_wrap=True,
            locked=locked,
        )  # fmt: skip

    def wrong(self) -> CellFormat:
        """Return a cell that breaks a rule."""
        return self.get(bg_color=WRONG)


def set_up(sheet: Worksheet, landscape: bool = False) -> None:
    """A4, as wide as one page, in the middle, numbered."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(PAPER_A4)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页，共 &N 页")


def protect(sheet: Worksheet) -> None:
    """Keep what is not to be filled in as it is; everything that helps while filling in stays allowed."""
    sheet.protect(
        "",
        {
            "format_cells": True, "format_columns": True, "format_rows": True, "insert_rows": True,
            "delete_rows": True, "insert_columns": True, "sort": True, "autofilter": True,
            "objects": True,
        },
    )  # fmt: skip


class CellRef(NamedTuple):
    """Place of a value: sheet, row, column, and the number of rows merged there."""

    sheet: str
    row: int
    column: int
    rows: int = 1

    def text(self, sheet: str = "") -> str:
        """Return the reference in a formula on a sheet."""
        cell = f"${column_letters(self.column)}${self.row + 1}"
        return cell if sheet == self.sheet else f"'{self.sheet}'!{cell}"


@dataclass
class BookInProgress:
    """The file, its styles, and the places of what was written so far."""

    file: WorkbookFile
    styles: Styles
    refs: dict[Path, CellRef] = field(default_factory=dict)
    written: set[Path] = field(default_factory=set)

    def put(self, sheet: Worksheet, row: int, column: int, cell: FormCell, right: int = 0) -> None:
        """Write a value: figures as numbers that show the same digits, everything else as text."""
        figure = figure_of(cell.text) if cell.role == "number" else None
        shown = figure.shown if figure else GENERAL if cell.role == "number" else TEXT
        style = self.styles.value(shown, cell.role == "number")
        self.span(sheet, row, column, row + cell.rows - 1, max(right, column), style)
        if figure:
            sheet.write_number(row, column, figure.number, style)
        elif cell.text:
            self.text(sheet, row, column, cell.text, style, cell.path)

    def span(self, sheet: Worksheet, row: int, column: int, last_row: int, last_column: int, style: CellFormat) -> None:
        """A cell with its style, merged where it stretches."""
        if (row, column) == (last_row, last_column):
            sheet.write_blank(row, column, None, style)
        else:
            sheet.merge_range(row, column, last_row, last_column, "", style)

    def text(self, sheet: Worksheet, row: int, column: int, text: str, style: CellFormat, path: Path = ()) -> None:
        """A text, which is never taken for a formula or a link."""
        if len(text) > LONGEST_CELL:
            raise FormError(f"“{path_text(path)}”有 {len(text)} 个字，一个格子最多放 {LONGEST_CELL} 个，做不成工作簿。")
        sheet.write_string(row, column, text, style)

    def help(self, sheet: Worksheet, cells: Iterable[tuple[int, int, FormCell]]) -> None:
        """Drop-downs and hints, one rule for all cells that share them."""
        alike: dict[tuple[tuple[str, ...], str], list[tuple[int, int]]] = {}
        for row, column, cell in cells:
            if cell.words or cell.hint:
                alike.setdefault((cell.words, cell.hint), []).append((row, column))
        for (words, hint), places in alike.items():
            row, column = places[0]
            listed = words if len(",".join(words)) <= LONGEST_LIST else ()
            rule: dict[str, object] = {"validate": "list", "source": list(listed)} if listed else {"validate": "any"}
            if listed:
                rule |= {
                    "error_type": "warning", "error_title": "不在可选的词里",
                    "error_message": "请从下拉的词里选；原文另有用词的，可以照原文写。",
                }  # fmt: skip
            if hint:
                rule |= {"input_message": hint[:LONGEST_HINT]}
            rule["other_cells"] = [[row_of_cell, place, row_of_cell, place] for row_of_cell, place in places[1:]]
            sheet.data_validation(row, column, row, column, rule)


def lines_needed(text: str, millimetres: int) -> int:
    """Count the lines that a text takes in a cell; a Chinese character is 3.6 mm wide, others half that."""
    per_line = max(1, int(millimetres * 10 // 19))
    return sum(max(1, math.ceil(columns(line) / per_line)) for line in text.split("\n"))
