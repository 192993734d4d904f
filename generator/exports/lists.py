"""`data/rectification.csv`, `.xlsx`, `.json` and their like: each list of other things than projects that has rows."""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.exports import CsvTable, IndicatorRows, JoinedTable, JoinScope, Parts
from generator.exports._rows import Rows, joined_csv, joined_json, rows_of
from generator.exports._workbook import TableSheet, workbook
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields.lists import LISTS, ListSpec

TABLES = tuple(CsvTable(re.compile(re.escape(f"{one.stem}.csv")), one.columns) for one in LISTS)


def _part(one: ListSpec[Any], portfolio: Portfolio, _: IndicatorRows) -> Rows | None:
    rows = rows_of(one.columns, one.rows(portfolio), one.record)
    return rows if rows.csv else None


def _csv(one: ListSpec[Any], parts: Parts, _: JoinScope) -> Iterator[Export]:
    yield Export(f"{one.stem}.csv", joined_csv(one.columns, (part.read_bytes() for part in parts)), one.title)


def _workbook(one: ListSpec[Any], parts: Parts, scope: JoinScope) -> Iterator[Export]:
    sheets = [TableSheet(one.title, one.columns, parts)]
    data = workbook(scope.book.site, one.title, scope.day, sheets, pieces=scope.pieces)
    yield Export(f"{one.stem}.xlsx", data, one.title)


def _records(one: ListSpec[Any], parts: Parts, _: JoinScope) -> Iterator[Export]:
    yield Export(one.document.path, joined_json(part.read_bytes() for part in parts), one.title)


JOINED = tuple(
    JoinedTable(
        one.name,
        partial(_part, one),
        (partial(_csv, one), partial(_workbook, one), partial(_records, one)),  # as in Rows
        there=one.there,
    )
    for one in LISTS
)
