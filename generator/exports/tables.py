"""The summary table of each year and of all: CSV that opens right in Excel, a workbook, and JSON."""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from generator.exports import Leaves, json_bytes
from generator.exports._workbook import workbook
from generator.views import Card, Portfolio, figure
from generator.views.download import Export
from generator.views.fields import Channel, Field, fields_in, row
from generator.views.fields.documents import RECORD, everything
from generator.views.fields.project import PROJECT, TableRow

TABLE = fields_in(PROJECT, Channel.TABLE)
COLUMNS = tuple(field.heading for field in TABLE)


def exports(views: Portfolio, listed: Leaves) -> Iterator[Export]:
    """The tables of all projects."""
    yield from _set(views, "data/projects", "全部项目", everything(views), listed)


def of_year(views: Portfolio, year: int, listed: Leaves) -> Iterator[Export]:
    """The tables of one year."""
    entries = [TableRow(card, number) for number, card in enumerate(views.year(year).cards, 1)]
    yield from _set(views, f"data/{year}", f"{year}年度项目", entries, listed)


def _set(views: Portfolio, path: str, title: str, entries: Sequence[TableRow], listed: Leaves) -> Iterator[Export]:
    yield Export(f"{path}.csv", _csv(entries), f"{title}汇总表")
    yield Export(f"{path}.xlsx", workbook(views.book, title, entries, listed), f"{title}汇总表")
    yield Export(f"{path}.json", json_bytes(record(entry.card) for entry in entries), f"{title}记录")


def record(card: Card) -> dict[str, object]:
    """One project as a record: decimals as strings, amounts in 万元, an absent value as null."""
    return row(RECORD, TableRow(card))


def _csv(entries: Sequence[TableRow]) -> bytes:
    """CSV with a byte order mark, which Excel needs to read Chinese; no cell can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([_cell(field, field.of(entry)) for field in TABLE] for entry in entries)
    return out.getvalue().encode("utf-8-sig")


def _cell(field: Field, value: Any) -> object:
    if isinstance(value, Decimal):
        return figure(value)
    return harmless(value or "") if field.kind == "文字" else "" if value is None else value


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
