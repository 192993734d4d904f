"""Rows that are put into a workbook whole: the same bytes as XlsxWriter makes of them cell by cell."""

import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from generator.exports._row_sheet import LONGEST_TEXT, RowSheet

HEADS = ("项目名称", "预算金额", "说明")
ODD = ("<甲>&乙", "_x0041_", "\x01铃", " 前有空格", "末有空行\n", "“引号”\"'", "😀" * (LONGEST_TEXT // 2 + 9))
ROWS: tuple[tuple[str | Decimal, ...], ...] = (
    *((text, Decimal("19.369"), "") for text in ODD),
    *(("", Decimal(number), "同样的话") for number in range(20)),
    *(("只有第一列", "", "") for _ in range(20)),
    ("最后一行", Decimal("0.10"), "完"),
)
STYLES = ({"bold": True}, {"text_wrap": True}, {"num_format": "0.00"})
Fill = Callable[[Any, Sequence[Any]], None]


def rows_at_once(sheet: RowSheet, styles: Sequence[Any]) -> None:
    """Fill a sheet as downloads do."""

    def cell(value: str | Decimal) -> str:
        if value == "":
            return ""
        return sheet.text(value, styles[1]) if isinstance(value, str) else sheet.number(value, styles[2])

    sheet.add_rows(([cell(value) for value in row] for row in ROWS), len(HEADS))


def cell_by_cell(sheet: Any, styles: Sequence[Any]) -> None:
    """Fill a sheet as XlsxWriter has it."""
    for line, row in enumerate(ROWS, 1):
        for column, value in enumerate(row):
            if isinstance(value, Decimal):
                sheet.write_number(line, column, value, styles[2])
            elif value:
                sheet.write_string(line, column, value, styles[1])


def book(fill: Fill, **options: bool) -> bytes:
    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, options)
    styles = [file.add_format(style) for style in STYLES]
    for name in ("甲", "乙"):
        sheet = file.add_worksheet(name, RowSheet)
        for column, head in enumerate(HEADS):
            sheet.write_string(0, column, head, styles[0])
        fill(sheet, styles)
    file.close()
    return out.getvalue()


@pytest.mark.parametrize("options", [{"in_memory": True}, {"constant_memory": True}], ids=["in memory", "row by row"])
def test_rows_given_whole_are_the_same_to_the_byte(options: dict[str, bool]) -> None:
    assert book(rows_at_once, **options) == book(cell_by_cell, **options)
