"""Facts for comparisons: projects, the places in them that a diagnostic may point to, and years of a series."""

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeVar

from generator.checks.records import waivers_beside
from generator.core.diagnostic import Place
from generator.core.record import FieldName, Record, Waiver
from generator.model.book import Book, without_code
from generator.model.project import Project


def body_key(book: Book, name: str) -> str:
    """Return the slug of a registered body, whichever of its names is written, else the name."""
    unit = book.unit(name)
    return unit.slug if unit else without_code(name)


def body_name(book: Book, name: str) -> str:
    """Return the full name of a registered body, else the name."""
    unit = book.unit(name)
    return unit.name if unit else name


T = TypeVar("T")


class Anchor(NamedTuple):
    """Place and the waivers that apply to it: all that is needed to report something there."""

    place: Place
    waivers: tuple[Waiver, ...] = ()


class ProjectKey(NamedTuple):
    """Identity of a project in comparisons. Names are left out, since they change."""

    id: str
    slug: str
    file: str
    year: int
    series: str
    body: str


class ProjectRef(NamedTuple):
    """Identity and names of a project; `body` is one key for its unit, whichever of the unit's names is written."""

    id: str
    slug: str
    file: str
    year: int
    series: str
    name: str
    title: str
    unit: str
    body: str

    @property
    def key(self) -> ProjectKey:
        return ProjectKey(
            id=self.id, slug=self.slug, file=self.file, year=self.year, series=self.series, body=self.body
        )


Fact = tuple[ProjectKey, T]


def project_ref(book: Book, project: Project) -> ProjectRef:
    return ProjectRef(
        id=project.id,
        slug=project.slug,
        file=project.marks.file,
        year=int(project.year),
        series=project.series,
        name=project.name,
        title=project.title,
        unit=project.body,
        body=body_key(book, project.body),
    )


def anchor(top: Record, record: Record, field: FieldName) -> Anchor:
    """Return the anchor of a field of a record, in a project or an 一览."""
    return Anchor(record.at(field), waivers_beside(top, record))


def with_last(facts: Iterable[Fact[T]]) -> Iterator[tuple[Fact[T], Fact[T]]]:
    """Pair each project with that of the latest year before it in its 系列; a year with two projects is skipped."""
    series: dict[str, dict[int, list[Fact[T]]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if fact[0].series:
            series[fact[0].series][fact[0].year].append(fact)
    for years in series.values():
        for year, later in itertools.pairwise(sorted(years)):
            if len(years[year]) == len(years[later]) == 1:
                yield years[later][0], years[year][0]
