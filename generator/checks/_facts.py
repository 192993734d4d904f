"""What a project hands over to be compared with others: who it is, and spots that a finding may point to."""

from typing import NamedTuple, TypeVar

from generator.checks._bodies import bodies
from generator.checks._texts import waivers_beside
from generator.core.diagnostic import Place
from generator.core.record import Field, Record, Waiver
from generator.model.book import Book
from generator.model.project import Project

T = TypeVar("T")


class Anchor(NamedTuple):
    """A place, and the waivers that stand near it: all that is needed of a record to say something about it."""

    place: Place
    waivers: tuple[Waiver, ...] = ()


class ProjectRef(NamedTuple):
    """A project by its names; `body` is one key for its unit, whichever of the unit's names is written."""

    id: str
    slug: str
    file: str
    year: int
    series: str
    name: str
    title: str
    unit: str
    body: str


Fact = tuple[ProjectRef, T]
Compared = tuple[Anchor, str]


def project_ref(about: Book, project: Project) -> ProjectRef:
    """The names of a project."""
    year, body = int(project.year), bodies(about.units).key(project.unit)
    names = project.name, project.title, project.unit, body
    return ProjectRef(project.id, project.slug, project.marks.file, year, project.series, *names)


def anchor(project: Project, record: Record, field: Field) -> Anchor:
    """Where a field of a project's record stands."""
    return Anchor(record.at(field), waivers_beside(project, record))
