"""The summary table of each year and of all: CSV, a workbook, and JSON; of each unit the CSV alone."""

import re
from collections.abc import Iterator, Sequence

from generator.exports import CsvTable, IndicatorRows, json_bytes
from generator.exports._csv import csv_bytes
from generator.exports._workbook import workbook
from generator.model.book import Unit
from generator.views import Portfolio, ProjectSummary
from generator.views.download import Export
from generator.views.fields import Channel, fields_in, row
from generator.views.fields.documents import RECORD
from generator.views.fields.project import PROJECT

TABLE = fields_in(PROJECT, Channel.TABLE)
TABLES = (CsvTable(re.compile(r"data/(projects|\d{4})\.csv"), TABLE),)


def site_files(portfolio: Portfolio, indicators: IndicatorRows) -> Iterator[Export]:
    """The tables of all projects."""
    yield from _set(portfolio, "data/projects", "全部项目", portfolio.by_score, indicators)


def year_files(portfolio: Portfolio, year: int, indicators: IndicatorRows) -> Iterator[Export]:
    """The tables of one year."""
    yield from _set(portfolio, f"data/{year}", f"{year}年度项目", portfolio.totals_of(year).summaries, indicators)


def unit_files(portfolio: Portfolio, unit: Unit) -> Iterator[Export]:
    """The table of what a unit carried out and what it evaluated."""
    projects = portfolio.projects_of(unit)
    if listed := {one.id: one for one in (*projects.carried_out.summaries, *projects.evaluated.summaries)}.values():
        yield Export(f"data/units/{unit.slug}.csv", csv_bytes(TABLE, listed), f"{unit.name}的项目汇总表")


def _set(
    portfolio: Portfolio, path: str, title: str, summaries: Sequence[ProjectSummary], indicators: IndicatorRows
) -> Iterator[Export]:
    yield Export(f"{path}.csv", csv_bytes(TABLE, summaries), f"{title}汇总表")
    yield Export(f"{path}.xlsx", workbook(portfolio.book, title, summaries, indicators), f"{title}汇总表")
    yield Export(f"{path}.json", json_bytes(row(RECORD, summary) for summary in summaries), f"{title}记录")
