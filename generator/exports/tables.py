"""The summary table of each year and of all: CSV, a workbook, and JSON; the points of every scored indicator with it.

Of each unit there is the CSV alone.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import NamedTuple

from generator.exports import MAX_INDICATOR_ROWS, CsvTable, IndicatorRows, JoinedTable, JoinScope, Parts
from generator.exports._csv import csv_bytes
from generator.exports._rows import Rows, joined_csv, joined_json, numbered, rows_of
from generator.exports._sheet_pieces import RowsAtHand
from generator.exports._workbook import TableSheet, workbook
from generator.model.book import Unit
from generator.views import Portfolio
from generator.views.detail import IndicatorRow
from generator.views.download import Export
from generator.views.fields import Channel, fields_in
from generator.views.fields.documents import RECORD
from generator.views.fields.project import INDICATOR, PROJECT
from generator.views.portfolio import Place, by_score

TABLE, COLUMNS = fields_in(PROJECT, Channel.TABLE), fields_in(INDICATOR, Channel.SHEET)
TABLES = (
    CsvTable(re.compile(r"data/(projects|\d{4})\.csv"), TABLE),
    CsvTable(re.compile(r"data/(\d{4}-)?indicators\.csv"), COLUMNS),
)
PROJECTS, INDICATORS = "项目", "指标得分"
TOGETHER = 100


class _ProjectRows(NamedTuple):
    """A project: its place in a table and its identity, its row, those of its indicators, the slug of its scheme."""

    place: Place
    id: str
    row: Rows
    indicators: Rows
    scheme: str


class _Listed:
    """The rows in the order of the tables, one year in memory at a time, however often they are asked for."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def __iter__(self) -> Iterator[_ProjectRows]:
        rows: Iterator[_ProjectRows] = (one for part in self.parts for one in part.value)
        for _, of_year in groupby(rows, key=lambda one: one.place[0]):
            yield from sorted(of_year, key=lambda one: one.place)


def unit_files(portfolio: Portfolio, unit: Unit) -> Iterator[Export]:
    """The table of what a unit carried out and what it evaluated."""
    projects = portfolio.projects_of(unit)
    if listed := {one.id: one for one in (*projects.carried_out.summaries, *projects.evaluated.summaries)}.values():
        yield Export(f"data/units/{unit.slug}.csv", csv_bytes(TABLE, listed), f"{unit.name}的项目汇总表")


def _part(portfolio: Portfolio, indicators: IndicatorRows) -> tuple[tuple[_ProjectRows, ...]]:
    """What some projects add to the tables."""
    found = dict[str, list[IndicatorRow]]()
    for row in indicators or ():
        found.setdefault(row.id, []).append(row)
    rows = (
        _ProjectRows(
            by_score(one),
            one.id,
            rows_of(TABLE, [one], RECORD),
            rows_of(COLUMNS, found.get(one.id, ())),
            one.scheme.slug if one.scheme else "",
        )
        for one in portfolio.summaries
    )
    return (tuple(rows),)


def _year_files(parts: Parts, scope: JoinScope, year: int) -> Iterator[Export]:
    """The tables of one year."""
    indicators = f"data/{year}-indicators.csv", f"{year}年度指标得分"
    return _files(parts, scope, f"data/{year}", f"{year}年度项目", indicators)


def _site_files(parts: Parts, scope: JoinScope) -> Iterator[Export]:
    """The tables of all projects."""
    indicators = "data/indicators.csv", "全部项目指标得分"
    return _files(parts, scope, "data/projects", "全部项目", indicators)


def _files(parts: Parts, scope: JoinScope, path: str, title: str, indicators: tuple[str, str]) -> Iterator[Export]:
    listed = _Listed(parts)
    sheets = [TableSheet(PROJECTS, TABLE, _together(one.row.sheet for one in listed))]
    yield Export(f"{path}.csv", joined_csv(TABLE, numbered(one.row.csv for one in listed)), f"{title}汇总表")
    if scope.indicators and any(one.indicators.csv for one in listed):
        sheets.append(TableSheet(INDICATORS, COLUMNS, _together(one.indicators.sheet for one in listed)))
        address, name = indicators
        yield Export(address, joined_csv(COLUMNS, (one.indicators.csv for one in listed)), name)
    notes = _notes(listed, scope, len(sheets) > 1)
    data = workbook(scope.book.site, f"{title}绩效评价结果", scope.day, sheets, notes, scope.pieces)
    yield Export(f"{path}.xlsx", data, f"{title}汇总表")
    yield Export(f"{path}.json", joined_json(one.row.records for one in listed), f"{title}记录")


def _together(rows: Iterable[bytes]) -> Iterator[RowsAtHand]:
    """The rows of so many projects in one: what is compressed by itself should not be short."""
    left = iter(rows)
    while some := list(islice(left, TOGETHER)):
        yield RowsAtHand(b"".join(some))


def _notes(listed: Iterable[_ProjectRows], scope: JoinScope, told: bool) -> Iterator[tuple[str, str]]:
    """What the workbook says of schemes and indicators."""
    first: dict[str, str] = {}  # project that names a scheme
    for one in listed:
        first[one.scheme] = min(one.id, first.get(one.scheme, one.id))
    schemes = [scope.book.schemes[slug] for slug in sorted(first, key=first.__getitem__) if slug]
    named = "；".join(f"{s.name}{s.number and f'（{s.number}）'}，{s.status}" for s in schemes)
    yield "评级办法", named or "公开文件没有写明。"
    if not scope.indicators:
        yield "指标得分", f"超过 {MAX_INDICATOR_ROWS} 行，这里不列；见各年度的工作簿，或每个项目的 JSON 文件。"
    elif not told:
        yield "指标得分", "公开文件没有列出指标。"


JOINED = (JoinedTable("projects", _part, (_site_files,), _year_files),)
