"""接口: a JSON file at a lasting address for everything a program may ask for, and the schema of each kind."""

from collections.abc import Iterator
from itertools import chain, groupby
from typing import Any

from generator.exports import IndicatorRows, JoinedTable, JoinScope, Parts, json_bytes, json_pieces, json_text
from generator.exports._schema import schema
from generator.views import Portfolio, ProjectDetail
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

PlacedRow = tuple[Place, MadeRow]


class _RowsOfParts:
    """The rows of some parts in the order of the list, one year in memory at a time."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def __len__(self) -> int:
        return sum(len(part.value) for part in self.parts)

    def __iter__(self) -> Iterator[MadeRow]:
        placed: Iterator[PlacedRow] = chain.from_iterable(part.value for part in self.parts)
        of_years = groupby(placed, key=lambda one: one[0][0])
        return (made for _, of_year in of_years for _, made in sorted(of_year))


def project_files(detail: ProjectDetail) -> Iterator[Export]:
    """The one file of a project."""
    yield _file(PROJECT_DOCUMENT, PROJECT_DOCUMENT.path.format(id=detail.id), detail)


def year_files(portfolio: Portfolio, year: int) -> Iterator[Export]:
    """The one file of a year."""
    yield _file(YEAR_DOCUMENT, YEAR_DOCUMENT.path.format(year=year), portfolio)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The contents, what is beside the projects, the schemas."""
    for document in (CONTENTS, UNITS, SCHEMES):
        yield _file(document, document.path, portfolio)
    if not portfolio.count:
        yield _file(PROJECTS, PROJECTS.path, ())
    for path, described in {one.schema: one for one in (CONTENTS, *documents(portfolio))}.items():
        yield Export(path, json_bytes(schema(described)))


def _part(portfolio: Portfolio, _: IndicatorRows) -> tuple[tuple[PlacedRow, ...]]:
    """Of some projects their places in a list of all, and their rows."""
    return (tuple((by_score(one), MadeRow(json_text(row(LISTED, one)))) for one in portfolio.summaries),)


def _list_of_all(parts: Parts, _: JoinScope) -> Iterator[Export]:
    rows: Any = _RowsOfParts(parts)  # nothing else is asked of a list
    yield Export(PROJECTS.path, json_pieces(content(PROJECTS, PROJECTS.path, rows)))


JOINED = (JoinedTable("api", _part, (_list_of_all,)),)


def _file(document: DocumentSpec[Thing_contra], path: str, thing: Thing_contra) -> Export:
    return Export(path, json_bytes(content(document, path, thing)))
