"""接口: a JSON file at a lasting address for everything a program may ask for, and the schema of each kind."""

from collections.abc import Iterator
from itertools import chain

from generator.exports import IndicatorRows, JoinedTable, JoinScope, Parts, json_bytes, json_text
from generator.exports._schema import schema
from generator.views import Portfolio, ProjectDetail, YearTotals
from generator.views.download import Export
from generator.views.fields import Thing_contra, row
from generator.views.fields.document_spec import DocumentSpec
from generator.views.fields.documents import (
    CONTENTS,
    LISTED,
    PROJECT_DOCUMENT,
    PROJECTS,
    SCHEMES,
    UNITS,
    YEAR_DOCUMENT,
    MadeRow,
    content,
    documents,
)
from generator.views.portfolio import Place, by_score
from generator.views.site_contents import SiteContents

PlacedRow = tuple[Place, MadeRow]


def project_files(detail: ProjectDetail) -> Iterator[Export]:
    """The one file of a project."""
    yield _file(PROJECT_DOCUMENT, PROJECT_DOCUMENT.path.format(id=detail.id), detail)


def year_files(portfolio: Portfolio, year: int) -> Iterator[Export]:
    """The one file of a year."""
    totals = portfolio.totals_of(year)
    yield _file(YEAR_DOCUMENT, YEAR_DOCUMENT.path.format(year=year), YearTotals(year, totals))


def site_files(contents: SiteContents) -> Iterator[Export]:
    """The contents, what is beside the projects, the schemas."""
    for document in (CONTENTS, UNITS, SCHEMES):
        yield _file(document, document.path, contents)
    if not contents.count:
        yield _file(PROJECTS, PROJECTS.path, ())
    for path, described in {one.schema: one for one in (CONTENTS, *documents(contents))}.items():
        yield Export(path, json_bytes(schema(described)))


def _part(portfolio: Portfolio, _: IndicatorRows) -> tuple[tuple[PlacedRow, ...]]:
    """Of some projects their places in a list of all, and their rows."""
    return (tuple((by_score(one), MadeRow(json_text(row(LISTED, one)))) for one in portfolio.summaries),)


def _list_of_all(parts: Parts, _: JoinScope) -> Iterator[Export]:
    placed: list[PlacedRow] = sorted(chain.from_iterable(part.value for part in parts))
    yield _file(PROJECTS, PROJECTS.path, [made for _, made in placed])


JOINED = (JoinedTable("api", _part, (_list_of_all,)),)


def _file(document: DocumentSpec[Thing_contra], path: str, thing: Thing_contra) -> Export:
    return Export(path, json_bytes(content(document, path, thing)))
