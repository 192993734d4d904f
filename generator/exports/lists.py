"""`data/rectification.csv`, `.xlsx`, `.json` and their like: each list of other things than projects that has rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.exports import CsvTable, json_bytes
from generator.exports._csv import csv_of_rows
from generator.exports._workbook import TableSheet, list_workbook
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields import cells, records, row
from generator.views.fields.lists import LISTS, ListSpec

TABLES = tuple(CsvTable(re.compile(re.escape(f"{one.stem}.csv")), one.columns) for one in LISTS)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """Of each list the table, as CSV and as a workbook, and the records."""
    return (file for one in LISTS if one.there(portfolio) for file in _files(portfolio, one))


def _files(portfolio: Portfolio, one: ListSpec[Any]) -> Iterator[Export]:
    """Those of one list, whose rows are let go of before the next is made."""
    title, document = one.title, one.document
    columns, rows = one.columns, _kept(cells(one.columns, one.rows(portfolio)))
    told = (row(one.record, thing) for thing in one.rows(portfolio)) if one.record else records(columns, rows)
    sheet = TableSheet(title, columns, rows)
    yield Export(f"{one.stem}.csv", csv_of_rows(columns, rows), title)
    yield Export(f"{one.stem}.xlsx", list_workbook(portfolio.book, title, portfolio.summaries, sheet), title)
    yield Export(document.path, json_bytes(told), title)


def _kept(rows: Iterable[Sequence[object]]) -> Sequence[Sequence[object]]:
    """The rows, a text that recurs kept once: there may be a million cells."""
    known: dict[str, str] = {}
    return [[known.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
