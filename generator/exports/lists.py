"""`data/rectification.csv`, `.xlsx`, `.json` and their like: each list of other things than projects that has rows."""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from generator.exports import CsvTable, IndicatorRows, JoinedTable, JoinScope
from generator.exports._rows import Rows, joined_csv, joined_json, rows_of
from generator.exports._workbook import TableSheet, workbook
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields.lists import LISTS, ListSpec

TABLES = tuple(CsvTable(re.compile(re.escape(f"{one.stem}.csv")), one.columns) for one in LISTS)


class _Sheets:
    """The rows of the parts for the sheet, each part read when it is its turn."""

    def __init__(self, parts: "Iterable[_ListPart]") -> None:
        self.parts = parts

    def __iter__(self) -> Iterator[Any]:
        return (part.rows.sheet for part in self.parts)


class _ListPart(NamedTuple):
    """The rows of some projects, and whether these make the list worth having."""

    there: bool
    rows: Rows


def _part(one: ListSpec[Any], portfolio: Portfolio, _: IndicatorRows) -> _ListPart | None:
    rows = rows_of(one.columns, one.rows(portfolio), one.record)
    return _ListPart(one.there(portfolio), rows) if rows.csv else None


def _files(one: ListSpec[Any], parts: Iterable[_ListPart], scope: JoinScope) -> Iterator[Export]:
    """The table, as CSV and as a workbook, and the records: one file after the other, for they are large."""
    if not any(part.there for part in parts):
        return
    sheet = TableSheet(one.title, one.columns, _Sheets(parts))
    yield Export(f"{one.stem}.csv", joined_csv(one.columns, (part.rows.csv for part in parts)), one.title)
    yield Export(f"{one.stem}.xlsx", workbook(scope.book.site, one.title, scope.day, [sheet]), one.title)
    yield Export(one.document.path, joined_json(part.rows.records for part in parts), one.title)


JOINED = tuple(JoinedTable(one.name, partial(_part, one), partial(_files, one)) for one in LISTS)
