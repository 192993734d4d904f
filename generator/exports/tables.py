"""Tables of projects, by year and for all, as CSV, workbook and JSON, with the points of every scored indicator.

Workbooks also have the problems and their rectification. Units have a CSV only, projects all their data as JSON.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.core.checksum import carried_digest, sealed
from generator.core.grouping import grouped_by
from generator.exports import MAX_INDICATOR_ROWS, MAX_WORKBOOK_PROJECTS, CsvTable
from generator.exports._formats import csv_bytes, csv_of_rows, json_bytes
from generator.exports._workbook import TableSheet, workbook
from generator.model.book import Unit
from generator.views import Portfolio, ProjectDetail
from generator.views.download import Export
from generator.views.fields import Channel, cells, fields_in, row
from generator.views.fields.documents import DIGEST, RECORD, WHOLE_DOCUMENT
from generator.views.fields.peers import PEER, peer_rows
from generator.views.fields.problems import LEDGER
from generator.views.fields.project import INDICATOR, PROJECT

TABLE, COLUMNS = fields_in(PROJECT, Channel.TABLE), fields_in(INDICATOR, Channel.SHEET)
TABLES = (
    CsvTable(re.compile(r"data/(projects|\d{4})\.csv"), TABLE),
    CsvTable(re.compile(r"data/(\d{4}-)?indicators\.csv"), COLUMNS),
    CsvTable(re.compile(r"data/\d{4}-peers\.csv"), PEER),
)
PROJECTS, PROBLEMS, INDICATORS = "项目", "问题与整改", "指标得分"


class _Names(NamedTuple):
    """Names of files of projects: address without extension, title, address and title of the indicators."""

    stem: str
    title: str
    indicators: str
    indicators_title: str


ALL = _Names("data/projects", "全部项目", "data/indicators.csv", "全部项目指标得分")


def project_files(detail: ProjectDetail) -> Iterator[Export]:
    """Yield all data of a project: declared values under the words of the form, computed ones under own keys."""
    path, title = WHOLE_DOCUMENT.path.format(id=detail.id), f"{detail.years} {detail.title}：全部数据与计算过程".strip()
    others = [field for field in WHOLE_DOCUMENT.fields if field is not DIGEST]  # the digest covers these
    data = sealed(json_bytes(row(others, detail)))
    yield Export(path, data, title, carried_digest(data))


def unit_files(portfolio: Portfolio, unit: Unit) -> Iterator[Export]:
    """Yield the table of projects that a unit carried out or evaluated."""
    projects = portfolio.of_unit(unit)
    summaries = (*projects.carried_out.summaries, *projects.evaluated.summaries)
    if summaries:
        listed = {summary.id: summary for summary in summaries}.values()
        yield Export(f"data/units/{unit.slug}.csv", csv_bytes(TABLE, listed), f"{unit.name}的项目汇总表")


def year_files(portfolio: Portfolio, year: int) -> Iterator[Export]:
    """Yield the tables of a year, and its peer groups (同类) if there are any."""
    names = _Names(f"data/{year}", f"{year}年度项目", f"data/{year}-indicators.csv", f"{year}年度指标得分")
    yield from _files(names, portfolio)
    if rows := peer_rows(portfolio.totals.peer_groups):
        yield Export(f"data/{year}-peers.csv", csv_bytes(PEER, rows), f"{year}年度同类对照")


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """Yield the tables of all projects; no workbook above `MAX_WORKBOOK_PROJECTS`."""
    if portfolio.count:
        yield from _files(ALL, portfolio, portfolio.count <= MAX_WORKBOOK_PROJECTS)


def _files(names: _Names, portfolio: Portfolio, with_workbook: bool = True) -> Iterator[Export]:
    summaries = portfolio.by_score
    by_project = grouped_by(portfolio.indicators or (), lambda leaf: leaf.id)
    leaves = [leaf for summary in summaries for leaf in by_project.get(summary.id, ())]
    rows, indicators = list(cells(TABLE, summaries)), list(cells(COLUMNS, leaves))
    yield Export(f"{names.stem}.csv", csv_of_rows(TABLE, rows), f"{names.title}汇总表")
    if indicators:
        yield Export(names.indicators, csv_of_rows(COLUMNS, indicators), names.indicators_title)
    if with_workbook:
        sheets = [TableSheet(PROJECTS, TABLE, rows)]
        if portfolio.ledger_rows:
            sheets.append(_filled(TableSheet(PROBLEMS, LEDGER, list(cells(LEDGER, portfolio.ledger_rows)))))
        if indicators:
            sheets.append(TableSheet(INDICATORS, COLUMNS, indicators))
        title = f"{names.title}绩效评价结果"
        data = workbook(portfolio.book.site, title, portfolio.updated, sheets, _notes(portfolio))
        yield Export(f"{names.stem}.xlsx", data, f"{names.title}汇总表")
    listed = (row(RECORD, summary) for summary in summaries)
    yield Export(f"{names.stem}.json", json_bytes(listed), f"{names.title}记录")


def _filled(sheet: TableSheet) -> TableSheet:
    """Return a sheet without the columns in which no row has anything."""
    columns = list(zip(*sheet.rows, strict=True))
    filled = [index for index, column in enumerate(columns) if set(column) - {None, ""}]
    rows = [[row[index] for index in filled] for row in sheet.rows]
    return TableSheet(sheet.name, [sheet.fields[index] for index in filled], rows)


def _notes(portfolio: Portfolio) -> Iterator[tuple[str, str]]:
    """Yield the notes of the workbook on rating schemes and indicators."""
    schemes = {summary.scheme.slug: summary.scheme for summary in portfolio.summaries if summary.scheme}.values()
    named = "；".join(f"{scheme.name}{scheme.number and f'（{scheme.number}）'}，{scheme.status}" for scheme in schemes)
    yield "评级办法", named or "公开文件没有写明。"
    if portfolio.indicators is None:
        yield "指标得分", f"超过 {MAX_INDICATOR_ROWS} 行，这里不列；见各年度的工作簿，或每个项目的 JSON 文件。"
    elif not portfolio.indicators:
        yield "指标得分", "公开文件没有列出指标。"
