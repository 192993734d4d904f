"""`data/reexamination.csv`, `.xlsx` and `.json`: every project with both scores; `data/sample-….csv`: each 抽样记录.

What is not there is not made: a site without reexaminations has none of them.
"""

import re
from collections.abc import Iterator

from generator.exports import CsvTable, json_bytes
from generator.exports._csv import csv_bytes
from generator.exports._workbook import TableSheet, list_workbook
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields import row
from generator.views.fields.documents import REEXAMINATION
from generator.views.fields.reexamination import LISTED, PAIR, RECORD, SAMPLE, rows, sample_lines

TITLE = "自评与复核"
SAMPLED = "data/sample-"  # before the name of the record
TABLES = (
    CsvTable(re.compile(re.escape(f"{LISTED}.csv")), PAIR),
    CsvTable(re.compile(rf"{re.escape(SAMPLED)}[^/]+\.csv"), SAMPLE),
)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The table, as CSV and as a workbook, and the records; the population of each sample."""
    if found := rows(portfolio):
        yield Export(f"{LISTED}.csv", csv_bytes(PAIR, found), TITLE)
        book = list_workbook(portfolio.book, TITLE, portfolio.summaries, TableSheet(TITLE, PAIR, found))
        yield Export(f"{LISTED}.xlsx", book, TITLE)
        yield Export(REEXAMINATION.path, json_bytes(row(RECORD, one) for one in found), TITLE)
    for sample in portfolio.book.samples:
        data = csv_bytes(SAMPLE, sample_lines(sample))
        yield Export(f"{SAMPLED}{sample.slug}.csv", data, f"自评抽样 {sample.slug}：总体与抽中的项目")
