"""Lists other than of projects: 整改台账 and others, samples, 一览, corrections; empty ones are not written."""

import re
from collections.abc import Iterator
from typing import Any

from generator.exports import MAX_WORKBOOK_PROJECTS, CsvTable
from generator.exports._formats import csv_bytes, csv_of_rows, json_bytes
from generator.exports._workbook import TableSheet, workbook
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.fields import cells, records, row
from generator.views.fields.documents import CORRECTIONS, OVERVIEWS
from generator.views.fields.lists import LISTS, ListSpec, lists_of
from generator.views.fields.review import SAMPLE, sample_lines

SAMPLED = "data/sample-"  # prefix of the file name
TABLES = (
    *(CsvTable(re.compile(re.escape(f"{spec.stem}.csv")), spec.columns) for spec in LISTS),
    CsvTable(re.compile(rf"{re.escape(SAMPLED)}[^/]+\.csv"), SAMPLE),
)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """Yield the population of each sample (抽样记录), 一览, corrections, then each list in all its formats."""
    for sample in portfolio.book.samples:
        data = csv_bytes(SAMPLE, sample_lines(sample))
        yield Export(f"{SAMPLED}{sample.slug}.csv", data, f"自评抽样 {sample.slug}：总体与抽中的项目")
    if portfolio.overviews:
        data = json_bytes(row(OVERVIEWS.fields, overview) for overview in portfolio.overviews)
        yield Export(OVERVIEWS.path, data, "绩效评价结果一览")
    if portfolio.corrections:
        data = json_bytes(row(CORRECTIONS.fields, correction) for correction in portfolio.corrections)
        yield Export(CORRECTIONS.path, data, "更正公告")
    for spec in sorted(lists_of(portfolio), key=lambda spec: spec.name):
        yield from _files(spec, portfolio)


def _files(spec: ListSpec[Any], portfolio: Portfolio) -> Iterator[Export]:
    things = tuple(spec.rows(portfolio))
    rows = list(cells(spec.columns, things))
    yield Export(f"{spec.stem}.csv", csv_of_rows(spec.columns, rows), spec.title)
    if portfolio.count <= MAX_WORKBOOK_PROJECTS:
        sheets = [TableSheet(spec.title, spec.columns, rows)]
        data = workbook(portfolio.book.site, spec.title, portfolio.updated, sheets)
        yield Export(f"{spec.stem}.xlsx", data, spec.title)
    listed = (row(spec.record, thing) for thing in things) if spec.record else records(spec.columns, rows)
    yield Export(spec.document.path, json_bytes(listed), spec.title)
