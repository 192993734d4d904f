"""`data/series/…`: a project over the years, as CSV (one file per table), workbook and JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.exports._formats import csv_of_rows, json_bytes
from generator.exports._workbook import TableSheet, workbook
from generator.model.book import Book
from generator.views import newest_day
from generator.views.download import Export
from generator.views.fields import cells, records
from generator.views.fields.documents import SERIES_DOCUMENT
from generator.views.fields.series import SERIES
from generator.views.series import Series

# Titles of the tables, by key in `SERIES`
TITLES = {"years": "年度", "lines": "指标", "volumes": "业务数据", "problems": "问题"}


def series_files(series: Series, book: Book) -> Iterator[Export]:
    """Yield the non-empty tables as CSV files and as one workbook, and all data as JSON."""
    stem, title = f"data/series/{series.slug}", f"{series.title}历年对照"
    things: Mapping[str, Any] = {field.key: field.of(series) for field in SERIES}
    tables = {
        field.key: (field.inside, list(cells(field.inside, things[field.key]))) for field in SERIES if field.inside
    }
    sheets = [TableSheet(TITLES[key], fields, rows) for key, (fields, rows) in tables.items() if rows]
    yield Export(f"{stem}.xlsx", workbook(book.site, title, newest_day(series.summaries), sheets), title)
    for key, (fields, rows) in tables.items():
        if rows:
            yield Export(f"{stem}-{key}.csv", csv_of_rows(fields, rows), f"{title}：{TITLES[key]}")
    document = {**things, **{key: list(records(fields, rows)) for key, (fields, rows) in tables.items()}}
    yield Export(SERIES_DOCUMENT.path.format(series=series.slug), json_bytes(document), title)
