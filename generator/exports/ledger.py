"""`data/rectification.csv`, `.xlsx` and `.json`: every item of 整改台账, where there is any."""

import re
from collections.abc import Iterator

from generator.exports import CsvTable, json_bytes
from generator.exports._csv import csv_bytes
from generator.exports._workbook import TableSheet, list_workbook
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields import row
from generator.views.fields.documents import RECTIFICATION
from generator.views.fields.ledger import LEDGER, LISTED, rows

TITLE = "整改台账"
TABLES = (CsvTable(re.compile(re.escape(f"{LISTED}.csv")), LEDGER),)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The table, as CSV and as a workbook, and the records."""
    if found := rows(portfolio):
        yield Export(f"{LISTED}.csv", csv_bytes(LEDGER, found), TITLE)
        book = list_workbook(portfolio.book, TITLE, portfolio.summaries, TableSheet(TITLE, LEDGER, found))
        yield Export(f"{LISTED}.xlsx", book, TITLE)
        yield Export(RECTIFICATION.path, json_bytes(row(LEDGER, one) for one in found), TITLE)
