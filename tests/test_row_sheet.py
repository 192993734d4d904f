"""Rows that are put into a workbook as text: what XlsxWriter writes cell by cell, in whichever parts they come."""

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import pytest
import xlsxwriter

from generator.exports._deflated import deflated, joined, zip_of
from generator.exports._row_sheet import FORMATS, LONGEST_TEXT, sheet_rows
from generator.exports._sheet_pieces import NUMBER, RowsAtHand, SheetPieces
from generator.exports._workbook import TableSheet, workbook
from generator.model.book import Site
from generator.views.fields import Field

FIELDS: tuple[Field[Any], ...] = (
    Field("name", "项目名称", "文字", "", lambda _: ""),
    Field("budget", "预算金额", "小数", "", lambda _: ""),
    Field("about", "说明", "文字", "", lambda _: ""),
)
ODD = ("<甲>&乙", "_x0041_", "\x01铃", " 前有空格", "末有空行\n", "“引号”\"'", "😀" * (LONGEST_TEXT // 2 + 9))
ROWS: tuple[tuple[str | Decimal, ...], ...] = (
    *((text, Decimal("19.369"), "") for text in ODD),
    *(("", Decimal(number), "同样的话") for number in range(20)),
    *(("只有第一列", "", "") for _ in range(20)),
    ("最后一行", Decimal("0.10"), "完"),
)
SITE = Site(name="样例", summary="", host="某局", url="")


def rows_in(data: bytes) -> list[str]:
    """The rows of the first sheet below its head."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return re.findall(r"<row r=.*?</row>", archive.read("xl/worksheets/sheet1.xml").decode(), re.S)[1:]


def cell_by_cell() -> list[str]:
    """The rows as XlsxWriter has them, where it keeps no text in memory."""
    out = io.BytesIO()
    file = xlsxwriter.Workbook(out, {"constant_memory": True})
    head, text = file.add_format({"bold": True}), file.add_format({"text_wrap": True})
    numbers = {shown: file.add_format({"num_format": shown}) for shown in FORMATS}
    sheet = file.add_worksheet("甲")
    sheet.write_string(0, 0, "项目名称", head)
    for style in (head, text, *numbers.values()):
        style._get_xf_index()
    for line, row in enumerate(ROWS, 1):
        for column, value in enumerate(row):
            if isinstance(value, Decimal):
                places = -int(value.as_tuple().exponent)
                sheet.write_number(line, column, value, numbers["0." + "0" * places if places else "0"])
            elif value:
                sheet.write_string(line, column, value, text)
    file.close()
    return rows_in(out.getvalue())


@pytest.mark.parametrize("size", [1, 30, len(ROWS)], ids=["row by row", "in parts", "at once"])
def test_rows_given_as_text_are_what_xlsxwriter_writes(size: int) -> None:
    made = [RowsAtHand(sheet_rows(FIELDS, ROWS[at : at + size])) for at in range(0, len(ROWS), size)]
    assert rows_in(workbook(SITE, "表", "2024-01-02", [TableSheet("甲", FIELDS, made)])) == cell_by_cell()


def test_the_number_of_a_row_is_put_in_when_the_parts_are_joined() -> None:
    numbered: tuple[Field[Any], ...] = (Field("number", "序号", "整数", "", lambda _: ""),)
    sheet = TableSheet(
        "甲", numbered, [RowsAtHand(sheet_rows(numbered, rows)) for rows in ([[NUMBER]], [[NUMBER], [NUMBER]])]
    )
    rows = rows_in(workbook(SITE, "表", "", [sheet]))
    assert [re.findall(r'r="(\w+)"|<v>(\d+)', row) for row in rows] == [
        [(f"{line}", ""), (f"A{line}", ""), ("", f"{line - 1}")] for line in (2, 3, 4)
    ]


def test_pieces_made_before_are_taken_as_they_are_while_they_stay_in_their_place() -> None:
    made = [RowsAtHand(sheet_rows(FIELDS, [(f"第{number}行", Decimal(number), "")])) for number in range(20)]
    longer = [*made[:9], made[0], *made[9:]]
    first, again, moved = SheetPieces(), SheetPieces(), SheetPieces()
    whole = workbook(SITE, "表", "", [TableSheet("甲", FIELDS, made)], pieces=first)
    again.known = moved.known = first.used
    assert workbook(SITE, "表", "", [TableSheet("甲", FIELDS, made)], pieces=again) == whole
    assert all(first.used[key] is piece for key, piece in again.used.items())
    told = workbook(SITE, "表", "", [TableSheet("甲", FIELDS, longer)], pieces=moved)
    assert told == workbook(SITE, "表", "", [TableSheet("甲", FIELDS, longer)])
    assert [key for key in first.used if key in moved.used] == [*first.used][:9]


@pytest.mark.parametrize("sizes", [(), (0,), (1, 70_000, 0, 3), (300,) * 9])
def test_a_file_deflated_in_pieces_is_the_file(sizes: tuple[int, ...]) -> None:
    texts = [bytes(range(size % 256)) + b"<row>" * size for size in sizes]
    with zipfile.ZipFile(io.BytesIO(zip_of([("a.xml", joined(map(deflated, texts)))]))) as archive:
        assert archive.testzip() is None
        assert archive.read("a.xml") == b"".join(texts)
