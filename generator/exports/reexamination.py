"""`data/reexamination.csv`, `.xlsx` and `.json`: every project with both scores, where there is any."""

import re
from collections.abc import Iterator

from generator.exports import CsvTable, json_bytes
from generator.exports._csv import csv_bytes
from generator.exports._workbook import TableSheet, list_workbook
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields import row
from generator.views.fields.documents import REEXAMINATION
from generator.views.fields.reexamination import LISTED, PAIR, RECORD, rows

TITLE = "自评与复核"
TABLES = (CsvTable(re.compile(re.escape(f"{LISTED}.csv")), PAIR),)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The table, as CSV and as a workbook, and the records."""
    if found := rows(portfolio):
        yield Export(f"{LISTED}.csv", csv_bytes(PAIR, found), TITLE)
        book = list_workbook(portfolio.book, TITLE, portfolio.summaries, TableSheet(TITLE, PAIR, found))
        yield Export(f"{LISTED}.xlsx", book, TITLE)
        yield Export(REEXAMINATION.path, json_bytes(row(RECORD, one) for one in found), TITLE)
