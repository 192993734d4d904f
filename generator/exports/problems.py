"""`data/problems.csv`, `.xlsx` and `.json`: every problem with its category, where any has one."""

import re
from collections.abc import Iterator

from generator.exports import CsvTable, json_bytes
from generator.exports._csv import csv_bytes
from generator.exports._workbook import TableSheet, list_workbook
from generator.views import Portfolio
from generator.views.categories import classified_problems
from generator.views.download import Export
from generator.views.fields import row
from generator.views.fields.categories import LISTED, PROBLEM
from generator.views.fields.documents import PROBLEMS

TITLE = "问题归类"
TABLES = (CsvTable(re.compile(re.escape(f"{LISTED}.csv")), PROBLEM),)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The table, as CSV and as a workbook, and the records."""
    if found := classified_problems(portfolio.newest_first):
        yield Export(f"{LISTED}.csv", csv_bytes(PROBLEM, found), TITLE)
        book = list_workbook(portfolio.book, TITLE, portfolio.summaries, TableSheet(TITLE, PROBLEM, found))
        yield Export(f"{LISTED}.xlsx", book, TITLE)
        yield Export(PROBLEMS.path, json_bytes(row(PROBLEM, one) for one in found), TITLE)
