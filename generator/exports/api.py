"""接口: a JSON file at a lasting address for everything a program may ask for, and the schema of each kind."""

from collections.abc import Iterator

from generator.exports import json_bytes
from generator.exports._schema import schema
from generator.views import Portfolio, ProjectDetail, YearTotals
from generator.views.download import Export
from generator.views.fields import Thing_contra
from generator.views.fields.document_spec import DocumentSpec
from generator.views.fields.documents import (
    CONTENTS,
    PROJECT_DOCUMENT,
    PROJECTS,
    SCHEMES,
    UNITS,
    YEAR_DOCUMENT,
    content,
    documents,
)


def project_files(detail: ProjectDetail) -> Iterator[Export]:
    """The one file of a project."""
    yield _file(PROJECT_DOCUMENT, PROJECT_DOCUMENT.path.format(id=detail.id), detail)


def year_files(portfolio: Portfolio, year: int) -> Iterator[Export]:
    """The one file of a year."""
    totals = portfolio.totals_of(year)
    yield _file(YEAR_DOCUMENT, YEAR_DOCUMENT.path.format(year=year), YearTotals(year, totals))


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The contents, what is of all projects, the schemas."""
    for document in (CONTENTS, PROJECTS, UNITS, SCHEMES):
        yield _file(document, document.path, portfolio)
    for path, described in {one.schema: one for one in (CONTENTS, *documents(portfolio))}.items():
        yield Export(path, json_bytes(schema(described)))


def _file(document: DocumentSpec[Thing_contra], path: str, thing: Thing_contra) -> Export:
    return Export(path, json_bytes(content(document, path, thing)))
