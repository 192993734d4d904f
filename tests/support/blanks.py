"""Papers with one value left blank or printed otherwise, and all that the site makes of them, in memory."""

import json
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from generator import exports
from generator.charts import charts_of_home, charts_of_year
from generator.core.date import PartialDate, Years
from generator.core.number import Amount, Measure, Percent, Rate
from generator.core.paths import Paths
from generator.core.record import Record, Remark
from generator.model.book import RatingScheme
from generator.model.project import Project
from generator.pipeline.context import BuildContext
from generator.rules import Rule
from generator.scoring import score_project
from generator.views import Portfolio, ProjectDetail
from tests.support import downloads
from tests.support.inspection import WholeBook, load, whole
from tests.support.pages import site_pages, unit_pages, year_pages
from tests.support.places import Place, Places, merged, of_chart, of_file, of_page

STRANGE = "7913.57"  # a figure that no paper of the tests prints
OTHER_SCHEME = "qita"
# Of a project: the site's own words, and the body without which it has no place.
EDITORS = {"short", "series", "index_number", "entered", "changed", "unit"}
# Modules of pages that show no paper.
OF_THE_SITE = {"data", "dictionary", "methods", "texts"}

Step = str | int


@dataclass(frozen=True)
class PrintedValue:
    """A value that a paper may leave blank: the way from the project to its record, and the field."""

    steps: tuple[Step, ...]
    record: Record
    name: str

    @property
    def kind(self) -> tuple[str, str]:
        """The noun and the field."""
        return type(self.record).__name__, self.name

    def __str__(self) -> str:
        return self.record.at(self.name).field

    def blank(self, project: Project) -> Project:
        """The project as if the paper had left it blank."""
        default = next(field.default for field in fields(self.record) if field.name == self.name)
        made = _put(project, self.steps, self.name, default)
        assert isinstance(made, Project)
        return made

    def otherwise(self, project: Project) -> Project:
        """The project as if the paper printed another value there."""
        made = _put(project, self.steps, self.name, _other(self.record, self.name))
        assert isinstance(made, Project)
        return made


def printed_values(record: Record, steps: tuple[Step, ...] = ()) -> Iterator[PrintedValue]:
    """Every value below a record that stands in its file and need not."""
    for field in fields(record):
        value = getattr(record, field.name)
        if "key" not in field.metadata or isinstance(value, Remark):
            continue
        if isinstance(value, Rule):
            if value.as_printed:
                yield PrintedValue(steps, record, field.name)
        elif isinstance(value, Record):
            yield from printed_values(value, (*steps, field.name))
        elif isinstance(value, tuple):
            for number, item in enumerate(value):
                if isinstance(item, Record):
                    yield from printed_values(item, (*steps, field.name, number))
        elif field.name in record.marks.fields and field.default in (None, "") and not _of_editors(record, field.name):
            yield PrintedValue(steps, record, field.name)


def _of_editors(record: Record, name: str) -> bool:
    """Whether it is no paper's."""
    return (isinstance(record, Project) and name in EDITORS) or getattr(record, name) in (None, "")


def _put(record: Any, steps: tuple[Step, ...], name: str, value: object) -> Any:
    """A record with another value in its depth; one that is left with nothing written is no longer there."""
    if not steps:
        kept = {key: at for key, at in record.marks.fields.items() if key != name or value not in (None, "")}
        texts = {key: text for key, text in record.marks.texts.items() if key != name}
        return replace(record, **{name: value}, marks=record.marks._replace(fields=kept, texts=texts))
    first, *rest = steps
    below = getattr(record, str(first))
    if isinstance(below, tuple):
        at, *rest = rest
        assert isinstance(at, int)
        changed = (*below[:at], _put(below[at], tuple(rest), name, value), *below[at + 1 :])
        return replace(record, **{str(first): changed})
    made = _put(below, tuple(rest), name, value)
    may_be_none = next(field.default for field in fields(record) if field.name == first) is None
    return replace(record, **{str(first): made if made.marks.fields or not may_be_none else None})


def _other(record: Record, name: str) -> object:
    """Another value of the same kind, such as no paper of the tests prints."""
    value = getattr(record, name)
    match value:
        case Rule():
            return replace(value, points=Decimal(STRANGE))  # type: ignore[call-arg]
        case Decimal():
            return Decimal(STRANGE)
        case Amount():
            return Amount.read(f"{STRANGE}万元")
        case Percent() | Rate() | Measure():
            return type(value).read("79.1357%")
        case PartialDate():
            return PartialDate.read("1987-11-23" if value.exact else "1987-11")
        case Years():
            return Years.read(f"1987—{value.last}")
        case int():
            return 7913
    if (type(record).__name__, name) == ("Evaluation", "scheme"):
        return OTHER_SCHEME
    hint = typing.get_type_hints(type(record))[name]
    for part in (hint, *typing.get_args(hint)):
        if typing.get_origin(part) is Literal:
            return next(word for word in typing.get_args(part) if word not in ("", value))
    return f"另作{STRANGE}"


# Most pages and files are the same whatever one value of one project is: these are taken apart once.
AS_MANY = 1000


@lru_cache(AS_MANY)
def _of_page(address: str, text: str) -> Sequence[tuple[Place, str]]:
    return tuple(of_page(address, text))


@lru_cache(AS_MANY)
def _of_file(path: str, data: bytes) -> Sequence[tuple[Place, str]]:
    return tuple(of_file(path, data))


@dataclass(frozen=True)
class Shelf:
    """A folder of content, of which one project at a time may be another."""

    content: Path

    @cached_property
    def book(self) -> WholeBook:
        """The content; beside its schemes one that shares no word with them."""
        book, diagnostics = load(self.content)
        assert not diagnostics, diagnostics
        schemes = dict(book.schemes)
        for scheme in list(schemes.values())[:1]:
            grades = tuple(replace(grade, word=f"{grade.word}等", synonyms=()) for grade in scheme.grades)
            schemes[OTHER_SCHEME] = replace(scheme, slug=OTHER_SCHEME, name="另一办法", number="", grades=grades)
        return whole(book, schemes=schemes, projects=book.projects, files=book.files)

    @cached_property
    def projects(self) -> tuple[Project, ...]:
        """Its projects, each under the year of its folder."""
        return tuple(replace(project, folder=project.marks.file.split("/")[-2]) for project in self.book.projects)

    @cached_property
    def context(self) -> BuildContext:
        """What makes its pages."""
        return BuildContext.open(Paths(self.content))

    def detail(self, project: Project) -> ProjectDetail:
        """A project as readers see it."""
        scheme: RatingScheme | None = self.book.schemes.get(project.evaluation.scheme)
        return ProjectDetail.in_book(self.book, project, score_project(project, scheme))

    @cached_property
    def details(self) -> Mapping[str, ProjectDetail]:
        """Every project as it is declared, by its address."""
        return {project.id: self.detail(project) for project in self.projects}

    def portfolio(self, *ones: ProjectDetail) -> Portfolio:
        """All projects, these in the place of the declared ones."""
        details = tuple({**self.details, **{detail.id: detail for detail in ones}}.values())
        return Portfolio(self.book, details, indicators=[row for detail in details for row in detail.indicator_rows])

    def is_listed_otherwise(self, detail: ProjectDetail) -> bool:
        """Whether pages and downloads of several projects, which see its summary alone, may show it otherwise."""
        declared = self.details[detail.id]
        return (detail.pack(), detail.indicator_rows) != (declared.pack(), declared.indicator_rows)

    def of_project(self, detail: ProjectDetail) -> Places:
        """All that its own page and its own downloads show."""
        return merged(self._of_project(detail))

    def of_lists(self, *ones: ProjectDetail) -> Places:
        """All that the others show where these stand in the place of the declared projects."""
        return merged(self._of_lists(self.portfolio(*ones), {detail.year for detail in ones or self.details.values()}))

    @cached_property
    def lists(self) -> Places:
        """All that they show of the projects as they are declared."""
        return self.of_lists()

    def year(self, detail: ProjectDetail) -> tuple[dict[str, Any], str]:
        """The document of its year under api/, and the text of the page."""
        listed, path = self.portfolio(detail), f"api/v1/years/{detail.year}.json"
        made = {export.path: export.data for export in exports.year_files(listed, detail.year)}
        document: dict[str, Any] = json.loads(made[path])
        pages = dict(year_pages(self.context.composer, listed, detail.year))
        return document, pages[f"{detail.year}/index.md"]

    def _of_project(self, detail: ProjectDetail) -> Iterator[tuple[Place, str]]:
        made = list(exports.project_files(detail, self.book.site))
        for export in made:
            yield from _of_file(export.path, export.data)
        listed = [export.listed for export in made]
        same = [other for other in self.portfolio(detail).newest_first if other.series_key == detail.series_key]
        address, text = self.context.composer.project_page(detail, self.book.files, listed, same, 0)
        yield from of_page(address, text)

    def _of_lists(self, listed: Portfolio, years: Iterable[int]) -> Iterator[tuple[Place, str]]:
        composer = self.context.composer
        exported = [
            *downloads.site_files(listed),
            *(file for year in years for file in exports.year_files(listed, year)),
        ]
        for export in exported:
            yield from _of_file(export.path, export.data)
        titles = [summary.title for summary in listed.summaries]
        of_years = [chart for year in years for chart in charts_of_year(listed, year)]
        for chart in (*of_years, *charts_of_home(listed)):
            yield from of_chart(chart, titles)
        pages = [page for year in years for page in year_pages(composer, listed, year)]
        pages += [*unit_pages(composer, listed), *site_pages(composer, listed, OF_THE_SITE)]
        for address, text in pages:
            yield from _of_page(address, text)
