"""The summary table of each year and of all: CSV that opens right in Excel, a workbook, and JSON."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from generator.exports import IndicatorRows, json_bytes
from generator.exports._workbook import workbook
from generator.views import Portfolio, ProjectSummary
from generator.views.download import Export
from generator.views.fields import Channel, Field, Thing_contra, cell_text, cells, fields_in, row
from generator.views.fields.documents import RECORD
from generator.views.fields.project import PROJECT

TABLE = fields_in(PROJECT, Channel.TABLE)
COLUMNS = tuple(field.heading for field in TABLE)


def site_files(portfolio: Portfolio, indicators: IndicatorRows) -> Iterator[Export]:
    """The tables of all projects."""
    yield from _set(portfolio, "data/projects", "全部项目", portfolio.by_score, indicators)


def year_files(portfolio: Portfolio, year: int, indicators: IndicatorRows) -> Iterator[Export]:
    """The tables of one year."""
    yield from _set(portfolio, f"data/{year}", f"{year}年度项目", portfolio.totals_of(year).summaries, indicators)


def _set(
    portfolio: Portfolio, path: str, title: str, summaries: Sequence[ProjectSummary], indicators: IndicatorRows
) -> Iterator[Export]:
    yield Export(f"{path}.csv", table_bytes(TABLE, summaries), f"{title}汇总表")
    yield Export(f"{path}.xlsx", workbook(portfolio.book, title, summaries, indicators), f"{title}汇总表")
    yield Export(f"{path}.json", json_bytes(row(RECORD, summary) for summary in summaries), f"{title}记录")


def table_bytes(fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra]) -> bytes:
    """CSV with a byte order mark, which Excel needs to read Chinese; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(field.heading for field in fields)
    for values in cells(fields, things):
        writer.writerow([_cell(field, cell_text(value)) for field, value in zip(fields, values, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def _cell(field: Field[Thing_contra], text: str) -> str:
    return harmless(text) if field.kind == "文字" else text


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
