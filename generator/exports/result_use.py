"""`data/result-use.csv`, `.xlsx`, `.json` and `result-use.xml`: the use of each result, where there is any."""

import re
from collections.abc import Iterator

from generator.exports import CsvTable, json_bytes
from generator.exports._atom import FeedEntry, feed
from generator.exports._csv import csv_bytes
from generator.exports._workbook import TableSheet, list_workbook
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields import row
from generator.views.fields.documents import RESULT_USES
from generator.views.fields.result_use import LISTED, RESULT_USE
from generator.views.result_lines import ResultUseLine

TITLE = "结果应用"
FEED, PAGE = "result-use.xml", "results/index.html"
MAX_ENTRIES = 50
TABLES = (CsvTable(re.compile(re.escape(f"{LISTED}.csv")), RESULT_USE),)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The table, as CSV and as a workbook, the records, and a feed of what was decided."""
    lines = portfolio.result_uses.lines
    if not lines:
        return
    sheet = list_workbook(portfolio.book, TITLE, portfolio.summaries, TableSheet(TITLE, RESULT_USE, lines))
    yield Export(f"{LISTED}.csv", csv_bytes(RESULT_USE, lines), TITLE)
    yield Export(f"{LISTED}.xlsx", sheet, TITLE)
    yield Export(RESULT_USES.path, json_bytes(row(RESULT_USE, one) for one in lines), TITLE)
    decided = sorted((one for one in map(_entry, lines) if one), key=lambda one: one.updated.key, reverse=True)
    if decided:
        yield Export(FEED, feed(portfolio.book.site, FEED, "结果应用的决定", PAGE, decided[:MAX_ENTRIES]))


def _entry(line: ResultUseLine) -> FeedEntry | None:
    """What was decided on a day that is known."""
    told, summary = line.declared, line.summary
    if not told.date or not told.decision:
        return None
    reason = f"例外理由：{told.reason}。" if told.reason else ""
    words = f"{summary.unit.name}，{summary.year}年度{summary.result}。决定：{told.decision}。{reason}"
    mark = f"?{told.date.iso}-{told.decision}"
    return FeedEntry(summary.name, f"{summary.id}.html", mark, told.date, told.date, str(summary.year), words)
