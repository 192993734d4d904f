"""`data/rectification.csv`, `.xlsx`, `.json` and their like: each list of other things than projects that has rows."""

import re
from collections.abc import Iterator

from generator.exports import CsvTable, json_bytes
from generator.exports._csv import csv_of_rows
from generator.exports._workbook import TableSheet, list_workbook
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields import cells, records, row
from generator.views.fields.lists import LISTS

TABLES = tuple(CsvTable(re.compile(re.escape(f"{one.stem}.csv")), one.columns) for one in LISTS)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """Of each list the table, as CSV and as a workbook, and the records."""
    for one in (one for one in LISTS if one.there(portfolio)):
        title, document = one.title, one.document
        sheet = TableSheet(title, one.columns, list(cells(one.columns, one.rows(portfolio))))
        told = (
            (row(one.record, thing) for thing in one.rows(portfolio))
            if one.record
            else records(sheet.fields, sheet.rows)
        )
        yield Export(f"{one.stem}.csv", csv_of_rows(sheet.fields, sheet.rows), title)
        yield Export(f"{one.stem}.xlsx", list_workbook(portfolio.book, title, portfolio.summaries, sheet), title)
        yield Export(document.path, json_bytes(told), title)
