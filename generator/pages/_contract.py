"""Page contract: what a page is, and what a module of this folder may define for the site to have a new kind of page.

A module makes pages by one or more of six functions, each of whose parameters may be left out. The site has one module
each for the pages of projects, of their versions and of series; any module may make pages of each year and each unit,
and further `pages`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Protocol

from generator.charts import Chart
from generator.deploy.changes.site import Change
from generator.model.attached import AttachedFile
from generator.model.book import Book, Unit
from generator.search.article import PageKind
from generator.views import Portfolio, ProjectDetail, ProjectSummary
from generator.views.download import Download
from generator.views.portfolio import MIN_COMPARED
from generator.views.problems import CategoryTotals
from generator.views.series import Series

MIN_SERIES = 3  # of a list worth a page
Tags = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Page:
    """One page: its address in the tree of Markdown files, its title, the template and what the template shows.

    `tags` stand in its head (网页标签), `dataset` is what search engines read, `changed` the day it last changed,
    `feed` the address of its own feed, from the page; search engines leave one alone that is not `listed`. One that has
    `moved` leads on to that address by itself.
    """

    path: str
    title: str
    template: str
    shows: Mapping[str, object]
    description: str = ""
    scripts: tuple[str, ...] = ()
    wide: bool = False
    tags: Tags = ()
    dataset: str = ""
    changed: str = ""
    feed: str = ""
    listed: bool = True
    moved: str = ""

    @property
    def root(self) -> str:
        """The way from the page to the site's root."""
        return "/".join([".."] * self.path.count("/")) or "."


def shows(**values: object) -> Mapping[str, object]:
    """Return the variables of a template, read-only."""
    return MappingProxyType(values)


@dataclass(frozen=True)
class RenderedChart:
    """A chart with the SVGs made of it, the one for wide places first."""

    chart: Chart
    svgs: tuple[str, ...]


@dataclass(frozen=True)
class PublishedState:
    """A state of a project that was published and is no longer in force.

    `label` is what it is called in addresses, `ended` the day the next one came (empty where that one is in force),
    `corrections` the days and words of those by which the next one differs, `sum` the SHA-256 of its record.
    """

    label: str
    day: str
    ended: str
    corrections: tuple[tuple[str, str], ...]
    name: str
    sum: str
    changes: tuple[Change, ...]  # by the next one


@dataclass(frozen=True)
class History:
    """Earlier published states of a project, oldest first; `current` is true if its page still exists."""

    project: str
    current: bool
    states: tuple[PublishedState, ...]


@dataclass(frozen=True)
class NavEntry:
    """A page of the navigation: its place, the title of its entry, the address of its Markdown.

    Pages with the same title share an entry, which leads to the first of them. `each` names a page of every year or
    every hand-written page: the address then has `{year}` or `{slug}`.
    """

    order: int
    title: str
    address: str
    each: Literal["", "year", "text"] = ""


MIN_PROBLEMS, MIN_SERIES = 30, 3  # of fewer nothing is usual, no list is needed


@dataclass(frozen=True)
class OptionalPages:
    """Pages of the whole site, and topics of them, that exist only if they have something to say.

    Known before any page of the whole site is made: a module makes such a page, and others link to it, only if it is
    true here. Pages of a project, a series, a year or a unit do not ask, so that they follow from their own projects
    alone: they link to a topic only where these have something to say of it, and then the whole site has too.
    """

    categories: bool = False  # 整改与问题：问题归类
    reexamination: bool = False  # 分析：自评与复核
    results: bool = False  # 分析：结果应用
    peers: bool = False  # 分析：同类对照
    series: bool = False  # 历年对照
    comparison: bool = False  # 并排比较
    corrections: bool = False  # 更正公告
    verification: bool = False  # 如何核验
    glossary: bool = False  # 名词解释

    @property
    def analysis(self) -> bool:
        """分析: whether any of its topics exists."""
        return self.reexamination or self.results or self.peers

    @classmethod
    def of(cls, portfolio: Portfolio) -> "OptionalPages":
        """Decide for the site of all projects."""
        book = portfolio.book
        return cls(
            categories=bool(usual_problems(portfolio)),
            reexamination=bool(portfolio.pairs.count),
            results=bool(portfolio.result_use.count),
            peers=bool(portfolio.totals.peer_groups),
            series=len(portfolio.series) >= MIN_SERIES,
            comparison=portfolio.count >= MIN_COMPARED,
            corrections=bool(portfolio.corrections),
            verification=book.released,
            glossary=bool(book.terms),
        )


def usual_problems(portfolio: Portfolio) -> tuple[CategoryTotals, ...]:
    """Problems by category if they are enough to say what is usual, else none."""
    return portfolio.categories if portfolio.problems.count >= MIN_PROBLEMS else ()


class PageModule(Protocol):
    """Optional constants of a page module."""

    NAV: tuple[NavEntry, ...] = ()
    KINDS: tuple[PageKind, ...] = ()  # of an address that fits none the page is a 网页, and is searched


class ProjectPage(Protocol):
    """Makes the page of a project.

    `files` are those that its sources name, `downloads` those of the project. `in_all_years` holds the same project in
    every year, oldest first and this one included; `versions` counts its earlier published versions.
    """

    def project_page(
        self,
        book: Book,
        detail: ProjectDetail,
        files: Mapping[str, AttachedFile],
        downloads: Sequence[Download],
        in_all_years: Sequence[ProjectSummary],
        versions: int,
    ) -> Page:
        """Make the page."""
        ...


class YearPages(Protocol):
    """Makes pages of one year.

    `portfolio` holds the projects of the year, highest score first; `years` are those that have a page, newest first;
    `charts` and `downloads` are those of the year.
    """

    def year_pages(
        self,
        portfolio: Portfolio,
        year: int,
        years: Sequence[int],
        charts: Sequence[RenderedChart],
        downloads: Sequence[Download],
    ) -> Iterable[Page]:
        """Make the pages."""
        ...


class UnitPages(Protocol):
    """Makes pages of one unit.

    `portfolio` holds the projects that the unit carried out or evaluated, `downloads` are those of the unit.
    """

    def unit_pages(self, portfolio: Portfolio, unit: Unit, downloads: Sequence[Download]) -> Iterable[Page]:
        """Make the pages."""
        ...


class VersionPages(Protocol):
    """Makes the pages of what was published of a project before, and of how it changed."""

    def version_pages(self, history: History) -> Iterable[Page]:
        """Make the pages."""
        ...


class SeriesPage(Protocol):
    """Makes the page of a project through its years; `downloads` are what readers can take away of it."""

    def series_page(self, series: Series, downloads: Sequence[Download]) -> Page:
        """Make the page."""
        ...


class SitePages(Protocol):
    """Makes pages of no single project, year or unit.

    `portfolio` holds all projects, `charts` are those whose `PAGE` is the module's name, `downloads` those with a
    title; `sample` is the detail of a project with scored indicators, None if there is none. `optional` says which
    optional pages there are.
    """

    def pages(
        self,
        book: Book,
        portfolio: Portfolio,
        charts: Sequence[RenderedChart],
        downloads: Sequence[Download],
        sample: ProjectDetail | None,
        optional: OptionalPages,
    ) -> Iterable[Page]:
        """Make the pages."""
        ...
