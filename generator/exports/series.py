"""`data/series/…`: a project through its years, as CSV (a file a table), as a workbook, and as JSON."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.exports import CsvTable, json_bytes
from generator.exports._csv import csv_bytes
from generator.exports._workbook import TableSheet, list_workbook
from generator.model.book import Book
from generator.views.download import Export
from generator.views.fields import Field, row
from generator.views.fields.documents import SERIES_DOCUMENT
from generator.views.fields.series import (
    SERIES,
    SERIES_LINE,
    SERIES_PROBLEM,
    SERIES_VOLUME,
    SERIES_YEAR,
    line_rows,
    problem_rows,
    volume_rows,
    year_rows,
)
from generator.views.series import Series

FILES = {"年度": "years", "指标": "lines", "业务数据": "volumes", "问题": "problems"}
FIELDS: Mapping[str, tuple[Field[Any], ...]] = {
    "年度": SERIES_YEAR,
    "指标": SERIES_LINE,
    "业务数据": SERIES_VOLUME,
    "问题": SERIES_PROBLEM,
}
TABLES = tuple(
    CsvTable(re.compile(rf"data/series/[^/]+-{FILES[name]}\.csv"), fields) for name, fields in FIELDS.items()
)


def series_files(series: Series, book: Book) -> Iterator[Export]:
    """The tables that have any rows, each as CSV and all in one workbook, and the whole of it."""
    stem, title = f"data/series/{series.slug}", f"{series.title}历年对照"
    rows = (year_rows(series), line_rows(series), volume_rows(series), problem_rows(series))
    sheets = [TableSheet(name, FIELDS[name], found) for name, found in zip(FILES, rows, strict=True) if found]
    yield Export(f"{stem}.xlsx", list_workbook(book, title, series.summaries, *sheets), title)
    for sheet in sheets:
        yield Export(f"{stem}-{FILES[sheet.name]}.csv", csv_bytes(sheet.fields, sheet.things), f"{title}：{sheet.name}")
    yield Export(SERIES_DOCUMENT.path.format(series=series.slug), json_bytes(row(SERIES, series)), title)
