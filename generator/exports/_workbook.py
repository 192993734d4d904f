"""Workbooks of tables: a sheet per table, and 说明; numbers keep every printed digit, texts are never formulas."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import xlsxwriter

from generator.core.csv_file import csv_file, harmless
from generator.core.number import places_of
from generator.core.printed import number_of_percent
from generator.deploy.archive import Table
from generator.model.book import Site
from generator.views.fields import Field

NOTES = "说明"
LONGEST_TEXT = 32767  # UTF-16 units per cell, limit of Excel
DIGITS = 15  # significant digits of a spreadsheet number; longer ones stay text
MOST_PLACES = 9  # decimals a number may show; one with more stays text


class TableSheet(NamedTuple):
    """A table of a workbook: name, columns, rows from `cells`."""

    name: str
    fields: Sequence[Field[Any]]
    rows: Sequence[Sequence[object]]


class _ShownNumber(NamedTuple):
    """A number and the cell format that shows all its decimals."""

    value: Decimal
    format: str


def workbook(
    site: Site, title: str, day: str, sheets: Sequence[TableSheet], more: Iterable[tuple[str, str]] = ()
) -> bytes:
    """Return a workbook of tables, dated `day`, that of the newest result; `more` is added to the notes.

    Equal tables give equal bytes.
    """
    out = io.BytesIO()
    # In memory, since temporary files would leave their mode in the archive, which differs between systems.
    file = xlsxwriter.Workbook(out, {"in_memory": True})
    file.set_properties({"title": title, "author": site.host, "company": site.name, "created": _date(day)})
    styles = _Styles(file)
    for sheet in sheets:
        _write_table(file, styles, sheet)
    _write_notes(file, styles, (*_origin(site, title, day), *more), sheets)
    file.close()
    return out.getvalue()


class _Styles:
    """Cell formats of a workbook."""

    def __init__(self, file: Any) -> None:
        plain = {"valign": "top", "text_wrap": True}
        self.head = file.add_format({
            "bold": True, "bg_color": "#E8EEF4", "bottom": 1, "valign": "vcenter", "text_wrap": True,
        })  # fmt: skip
        self.text = file.add_format(plain)
        self.strong = file.add_format({**plain, "bold": True})
        self._file = file
        self._numbers: dict[str, Any] = {}

    def number(self, shown: str) -> Any:
        """Return the cell format for a number format (cached)."""
        if shown not in self._numbers:
            self._numbers[shown] = self._file.add_format({"num_format": shown, "valign": "top"})
        return self._numbers[shown]


def _write_table(file: Any, styles: _Styles, table: TableSheet) -> None:
    """Write a table; its header is frozen and repeated on printed pages."""
    widths = [(field.heading, field.width) for field in table.fields]
    sheet = _add_sheet(file, styles, table.name, widths)
    sheet.autofilter(0, 0, len(table.rows), len(table.fields) - 1)
    percents = [field.kind == "百分数" for field in table.fields]
    for line, values in enumerate(table.rows, 1):
        for column, (value, percent) in enumerate(zip(values, percents, strict=True)):
            if value is None or value == "":
                continue
            text = f"{value}"
            number = _number(text, percent) if percent or not isinstance(value, str) else None
            if number:
                sheet.write_number(line, column, number.value, styles.number(number.format))
            else:
                sheet.write_string(line, column, _shortened(text), styles.text)


@lru_cache(10_000)
def _number(text: str, percent: bool) -> _ShownNumber | None:
    """Return a printed number; None for a text (约95%), or a number with too many digits for a spreadsheet (cached)."""
    number = number_of_percent(text) if percent else Decimal(text)
    if number is None:
        return None
    places = places_of(number)
    if len(number.as_tuple().digits) > DIGITS or places > MOST_PLACES:
        return None
    shown = f"0{'.' * bool(places)}{'0' * places}"
    # A percent sign in the format shows a hundred times the number.
    return _ShownNumber(number.scaleb(-2), f"{shown}%") if percent else _ShownNumber(number, shown)


def _shortened(text: str) -> str:
    """Truncate a text to the size of a cell."""
    if len(text) <= LONGEST_TEXT // 2:
        return text
    return text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")


def _write_notes(file: Any, styles: _Styles, pairs: Iterable[tuple[str, str]], tables: Iterable[TableSheet]) -> None:
    """Write the last sheet: origin of the figures and meaning of the columns."""
    sheet = _add_sheet(file, styles, NOTES, [("项", 12), ("说明", 40), ("单位", 8), ("含义", 56), ("依据", 50)])
    line = 0
    for word, text in pairs:
        line += 1
        sheet.write_string(line, 0, word, styles.strong)
        sheet.merge_range(line, 1, line, 4, "", styles.text)
        sheet.write_string(line, 1, text, styles.text)
    for table in tables:
        for field in table.fields:
            line += 1
            texts = (f"{table.name}表的列", field.heading, field.unit, field.meaning, field.rule)
            for column, text in enumerate(texts):
                sheet.write_string(line, column, text, styles.text)


def _add_sheet(file: Any, styles: _Styles, name: str, columns: Iterable[tuple[str, int]]) -> Any:
    sheet = add_sheet(file, name, columns, styles.head)
    sheet.set_row(0, 32)
    return sheet


def _date(day: str) -> datetime:
    """Return the creation time of the file: the day of the newest result, for reproducible bytes."""
    year, month, date, *_ = (*(int(part) for part in (day or "1980").split("-")), 1, 1)
    return datetime(year, month, date)


def _origin(site: Site, title: str, day: str) -> Iterator[tuple[str, str]]:
    """Yield the origin of the figures as pairs of label and text."""
    yield "内容", title
    yield "来源", f"{site.name}（{site.host}）" + (f"，{site.url}" if site.url else "")
    yield "由来", "由网站的数据文件按评分方法生成；数据文件据公开文件摘编，出处列在各项目的网页。"
    yield "截至", day or "未写收录日期"
    if site.licence:
        yield "数据许可", site.licence
    yield "小数", "照公布的位数显示；空格子表示公开文件未载。"
    yield "本站核算", "列名带“本站核算”的，是由公布的数算出的，不是公开文件所载。"


def add_sheet(file: Any, name: str, columns: Iterable[tuple[str, int]], head: Any) -> Any:
    """Add an A4 sheet with a frozen header repeated on printed pages; `columns` are headings and widths."""
    sheet = file.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    return sheet


WORKBOOK = "归档目录.xlsx"
NUMERIC = ("序号", "字节数")  # columns of numbers


def catalogue_files(tables: Sequence[Table], day: tuple[int, int, int]) -> Mapping[str, bytes]:
    """Return a CSV file per table and a workbook of all, dated `day`, by file name."""
    texts = {
        f"{table.name}.csv": csv_file([head for head, _ in table.columns], (map(harmless, row) for row in table.rows))
        for table in tables
    }
    return {**texts, WORKBOOK: _workbook(tables, day)}


def _workbook(tables: Iterable[Table], day: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    # Written row by row: a large site has eighty thousand files.
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    file = xlsxwriter.Workbook(out, options)
    file.set_properties({"title": "归档目录", "created": datetime(*day)})
    shape = {"valign": "top", "text_wrap": True, "border": 1}
    head = file.add_format({**shape, "bold": True, "bg_color": "#E8EEF4"})
    text = file.add_format(shape)
    for table in tables:
        sheet = add_sheet(file, table.name, table.columns, head)
        for line, row in enumerate(table.rows, 1):
            for column, cell in enumerate(row):
                if table.columns[column][0] in NUMERIC:
                    sheet.write_number(line, column, int(cell), text)
                elif cell:
                    sheet.write_string(line, column, cell, text)
                else:
                    sheet.write_blank(line, column, None, text)
    file.close()
    return out.getvalue()
