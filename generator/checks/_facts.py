"""Facts for comparisons: who a project is, and the places of it that a diagnostic may point to."""

from typing import NamedTuple, TypeVar

from generator.checks import _bodies
from generator.checks._texts import waivers_beside
from generator.core.diagnostic import Place
from generator.core.record import FieldName, Record, Waiver
from generator.model.book import Book
from generator.model.project import Project

T = TypeVar("T")


class Anchor(NamedTuple):
    """A place, and the waivers that apply to it: all that is needed of a record to report something there."""

    place: Place
    waivers: tuple[Waiver, ...] = ()


class ProjectKey(NamedTuple):
    """A project as every comparison knows it; its names only those are told that ask for them: names change."""

    id: str
    slug: str
    file: str
    year: int
    series: str
    body: str


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

    @property
    def key(self) -> ProjectKey:
        """What comparisons are told of it."""
        return ProjectKey(self.id, self.slug, self.file, self.year, self.series, self.body)


Fact = tuple[ProjectKey, T]


def project_ref(book: Book, project: Project) -> ProjectRef:
    """The names of a project."""
    year, body = int(project.year), _bodies.key(book, project.unit)
    names = project.name, project.title, project.unit, body
    return ProjectRef(project.id, project.slug, project.marks.file, year, project.series, *names)


def anchor(top: Record, record: Record, field: FieldName) -> Anchor:
    """Where a field of a record of a project, or of an 一览, stands."""
    return Anchor(record.at(field), waivers_beside(top, record))
