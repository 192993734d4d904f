"""`data/series/…`: a project over the years, as CSV (one file per table), workbook and JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.exports._formats import csv_of_rows, json_bytes
from generator.exports._workbook import TableSheet, workbook
from generator.model.book import Book
from generator.views import newest_day
from generator.views.download import Export
from generator.views.fields import Field, cells, in_json, records
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


def series_files(series: Series, book: Book) -> Iterator[Export]:
    """Yield the non-empty tables as CSV files and as one workbook, and all data as JSON."""
    stem, title = f"data/series/{series.slug}", f"{series.title}历年对照"
    things = (year_rows(series), line_rows(series), volume_rows(series), problem_rows(series))
    tables = {name: list(cells(FIELDS[name], rows_of_table)) for name, rows_of_table in zip(FILES, things, strict=True)}
    sheets = [TableSheet(name, FIELDS[name], rows) for name, rows in tables.items() if rows]
    yield Export(f"{stem}.xlsx", workbook(book.site, title, newest_day(series.summaries), sheets), title)
    for name, rows in tables.items():
        if rows:
            yield Export(f"{stem}-{FILES[name]}.csv", csv_of_rows(FIELDS[name], rows), f"{title}：{name}")
    lists = {FILES[name]: list(records(FIELDS[name], rows)) for name, rows in tables.items()}
    document = {field.key: lists[field.key] if field.inside else in_json(field, SERIES, series) for field in SERIES}
    yield Export(SERIES_DOCUMENT.path.format(series=series.slug), json_bytes(document), title)
