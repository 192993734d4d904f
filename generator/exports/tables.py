"""The summary table of each year and of all: CSV, a workbook, and JSON; the points of every scored indicator with it.

Of each unit there is the CSV alone.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby, islice
from typing import Any, NamedTuple

from generator.exports import MAX_INDICATOR_ROWS, CsvTable, IndicatorRows, JoinedTable, JoinScope, Parts
from generator.exports._csv import csv_bytes
from generator.exports._rows import joined_csv, joined_json, numbered, rows_of
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


class _Row(NamedTuple):
    """What a project adds to a file, and its place among the others."""

    place: Place
    text: bytes


class _SheetRow(NamedTuple):
    """What a project adds to a workbook: its row, those of its indicators; its identity, the slug of its scheme."""

    place: Place
    text: bytes
    indicators: bytes
    id: str
    scheme: str


class _Files(NamedTuple):
    """What the files of some projects are called: their address without an ending, of what they are, the indicators."""

    stem: str
    title: str
    indicators: str
    leaves: str

    @classmethod
    def of_year(cls, year: int) -> "_Files":
        """Those of one year."""
        return cls(f"data/{year}", f"{year}年度项目", f"data/{year}-indicators.csv", f"{year}年度指标得分")


Maker = Callable[[_Files, Parts, JoinScope], Iterable[Export]]
ALL = _Files("data/projects", "全部项目", "data/indicators.csv", "全部项目指标得分")


def unit_files(portfolio: Portfolio, unit: Unit) -> Iterator[Export]:
    """The table of what a unit carried out and what it evaluated."""
    projects = portfolio.of_unit(unit)
    if listed := {one.id: one for one in (*projects.carried_out.summaries, *projects.evaluated.summaries)}.values():
        yield Export(f"data/units/{unit.slug}.csv", csv_bytes(TABLE, listed), f"{unit.name}的项目汇总表")


def _part(
    portfolio: Portfolio, indicators: IndicatorRows
) -> tuple[list[_Row], list[_Row], list[_SheetRow], list[_Row]]:
    """What some projects add to each file."""
    found = dict[str, list[IndicatorRow]]()
    for row in indicators or ():
        found.setdefault(row.id, []).append(row)
    lines, leaves, rows, told = list[_Row](), list[_Row](), list[_SheetRow](), list[_Row]()
    for one in portfolio.summaries:
        place, own, below = by_score(one), rows_of(TABLE, [one], RECORD), rows_of(COLUMNS, found.get(one.id, ()))
        lines.append(_Row(place, own.csv))
        leaves.append(_Row(place, below.csv))
        rows.append(_SheetRow(place, own.sheet, below.sheet, one.id, one.scheme.slug if one.scheme else ""))
        told.append(_Row(place, own.records))
    return lines, leaves, rows, told


def _in_order(parts: Parts) -> Iterator[Any]:
    """The rows in the order of the tables, one year in memory at a time."""
    rows = (one for part in parts for one in part.value)
    for _, of_year in groupby(rows, key=lambda one: one.place[0]):
        yield from sorted(of_year, key=lambda one: one.place)


def _csv(files: _Files, parts: Parts, _: JoinScope) -> Iterator[Export]:
    lines = numbered(one.text for one in _in_order(parts))
    yield Export(f"{files.stem}.csv", joined_csv(TABLE, lines), f"{files.title}汇总表")


def _indicators(files: _Files, parts: Parts, scope: JoinScope) -> Iterator[Export]:
    lines = [one.text for one in _in_order(parts) if one.text] if scope.indicators else []
    if lines:
        yield Export(files.indicators, joined_csv(COLUMNS, lines), files.leaves)


def _workbook(files: _Files, parts: Parts, scope: JoinScope) -> Iterator[Export]:
    first: dict[str, str] = {}  # project that names a scheme
    leaves = list[bytes]()  # there are none where they are too many

    def rows() -> Iterator[bytes]:
        for one in _in_order(parts):
            first[one.scheme] = min(one.id, first.get(one.scheme, one.id))
            leaves.append(one.indicators)
            yield one.text

    def sheets() -> Iterator[TableSheet]:
        yield TableSheet(PROJECTS, TABLE, _together(rows()))
        if scope.indicators and any(leaves):
            yield TableSheet(INDICATORS, COLUMNS, _together(leaves))

    def notes() -> Iterator[tuple[str, str]]:
        schemes = [slug for slug in sorted(first, key=first.__getitem__) if slug]
        yield from _notes(schemes, scope, any(leaves))

    data = workbook(scope.book.site, f"{files.title}绩效评价结果", scope.day, sheets(), notes(), scope.pieces)
    yield Export(f"{files.stem}.xlsx", data, f"{files.title}汇总表")


def _records(files: _Files, parts: Parts, _: JoinScope) -> Iterator[Export]:
    yield Export(f"{files.stem}.json", joined_json(one.text for one in _in_order(parts)), f"{files.title}记录")


def _together(rows: Iterable[bytes]) -> Iterator[RowsAtHand]:
    """The rows of so many projects in one: what is compressed by itself should not be short."""
    left = iter(rows)
    while some := list(islice(left, TOGETHER)):
        yield RowsAtHand(b"".join(some))


def _notes(slugs: Iterable[str], scope: JoinScope, told: bool) -> Iterator[tuple[str, str]]:
    """What the workbook says of schemes and indicators."""
    schemes = [scope.book.schemes[slug] for slug in slugs]
    named = "；".join(f"{s.name}{s.number and f'（{s.number}）'}，{s.status}" for s in schemes)
    yield "评级办法", named or "公开文件没有写明。"
    if not scope.indicators:
        yield "指标得分", f"超过 {MAX_INDICATOR_ROWS} 行，这里不列；见各年度的工作簿，或每个项目的 JSON 文件。"
    elif not told:
        yield "指标得分", "公开文件没有列出指标。"


def _by_year(make: Maker) -> Callable[[Parts, JoinScope, int], Iterable[Export]]:
    return lambda parts, scope, year: make(_Files.of_year(year), parts, scope)


MAKERS = (_csv, _indicators, _workbook, _records)  # as in _part
JOINED = (JoinedTable("projects", _part, tuple(partial(make, ALL) for make in MAKERS), tuple(map(_by_year, MAKERS))),)
