"""Pages: one kind a file, found by this folder. A page gathers what it shows, its template only loops and prints.

What a module may define stands in `_contract.py`. The template of a page lies in `theme/templates` under the page's
`template` name. All text is escaped by the template engine; nothing of a data file can become markup.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar, cast

from generator.core.grouping import grouped_by
from generator.core.registry import (
    Maker,
    discover,
    file_of,
    has_any_of,
    implementation,
    implementations,
    makers,
    reject,
)
from generator.model.attached import AttachedFile
from generator.model.book import Book, Site, Text, Unit
from generator.pages._contract import (
    History,
    NavEntry,
    OptionalPages,
    Page,
    PageModule,
    ProjectPage,
    PublishedState,
    RenderedChart,
    SeriesPage,
    SitePages,
    Tags,
    UnitPages,
    VersionPages,
    YearPages,
    shows,
    usual_problems,
)
from generator.pages._templates import TERMS_SCRIPT, PageTerms, template_engine
from generator.search.article import PageKind
from generator.site.settings import Nav
from generator.views import Portfolio, ProjectDetail, ProjectSummary
from generator.views.download import Download
from generator.views.series import Series

__all__ = [
    "History",
    "NavEntry",
    "OptionalPages",
    "Page",
    "PageComposer",
    "PageKind",
    "PublishedState",
    "RenderedChart",
    "Tags",
    "registry",
    "shows",
    "usual_problems",
]

CHART_SCRIPTS = ("assets/js/pictures.js",)
Made = TypeVar("Made")


MAKERS = (ProjectPage, YearPages, UnitPages, SeriesPage, VersionPages, SitePages)


@dataclass(frozen=True)
class PageRegistry:
    """The page modules of this folder, by what they make, and what they say of their pages."""

    project: ProjectPage
    years: tuple[YearPages, ...]
    units: tuple[UnitPages, ...]
    versions: VersionPages
    series: SeriesPage
    site: Mapping[str, Maker]
    nav: tuple[NavEntry, ...]
    kinds: tuple[PageKind, ...]


@cache
def registry() -> PageRegistry:
    """The page modules; raises `ContractError` where one does not keep the contract."""
    modules = tuple(discover(__name__))
    for module in modules:
        if not any(has_any_of(module, maker) for maker in MAKERS):
            reject(module, "没有生成网页的函数", "请写上 def pages(portfolio)，逐页给出 Page")
    about = [implementation(module, PageModule) for module in modules]
    return PageRegistry(
        project=_only(modules, ProjectPage),
        years=implementations(modules, YearPages),
        units=implementations(modules, UnitPages),
        versions=_only(modules, VersionPages),
        series=_only(modules, SeriesPage),
        site=makers(modules, SitePages),
        nav=tuple(sorted((entry for module in about for entry in module.NAV), key=lambda entry: entry.order)),
        kinds=tuple(kind for module in about for kind in module.KINDS),
    )


def _only(modules: Iterable[ModuleType], maker: Callable[..., Made]) -> Made:
    """The one module that makes pages of a kind of which there is one for each project, year or unit."""
    makers = [module for module in modules if has_any_of(module, cast(type, maker))]
    for second in makers[1:]:
        reject(second, f"{file_of(makers[0])} 已经生成这一种网页，只能由一个文件生成", "请改用 def pages(portfolio)")
    return implementation(makers[0], maker)


def navigation(years: Iterable[int], texts: Iterable[Text]) -> Nav:
    """The entries of the navigation: each title with the addresses of its pages."""
    filled: dict[str, list[dict[str, object]]] = {
        "": [{}],
        "year": [{"year": year} for year in years],
        "text": [{"slug": text.slug} for text in texts],
    }
    entries = grouped_by(registry().nav, lambda entry: entry.title)
    pages = {
        title: tuple(page.address.format(**values) for page in own for values in filled[page.each])
        for title, own in entries.items()
    }
    return tuple((title, addresses) for title, addresses in pages.items() if addresses)


class PageComposer:
    """Pages become Markdown, by the templates of a folder."""

    def __init__(self, book: Book, templates: Path, cache: Path | None = None) -> None:
        """Take the site-wide data and the templates; compiled templates are kept in the folder `cache`."""
        self.book = book
        self.engine = template_engine(templates, book, cache)

    def project_page(
        self,
        detail: ProjectDetail,
        files: Mapping[str, AttachedFile],
        downloads: Sequence[Download],
        in_all_years: Sequence[ProjectSummary],
        versions: int,
    ) -> tuple[str, str]:
        """Return address and Markdown of a project's page, see `ProjectPage`."""
        module = registry().project
        return self._written(module.project_page(self.book, detail, files, downloads, in_all_years, versions))

    def year_pages(
        self,
        portfolio: Portfolio,
        year: int,
        years: Sequence[int],
        charts: Sequence[RenderedChart],
        downloads: Sequence[Download],
    ) -> Iterator[tuple[str, str]]:
        """Return addresses and Markdown of a year's pages; its projects are among those of the portfolio."""
        of_year = portfolio.of_year(year)
        for module in registry().years:
            for page in module.year_pages(of_year, year, years, charts, downloads):
                yield self._written(page)

    def unit_pages(self, portfolio: Portfolio, unit: Unit, downloads: Sequence[Download]) -> Iterator[tuple[str, str]]:
        """Return addresses and Markdown of a unit's pages."""
        for module in registry().units:
            for page in module.unit_pages(portfolio, unit, downloads):
                yield self._written(page)

    def series_page(self, series: Series, downloads: Sequence[Download]) -> tuple[str, str]:
        """Return address and Markdown of the page of a series."""
        return self._written(registry().series.series_page(series, downloads))

    def site_pages(
        self, module: str, given: Mapping[str, object], optional: OptionalPages
    ) -> Iterator[tuple[str, str]]:
        """Return addresses and Markdown of a site module's pages; `given` are the arguments that it names."""
        return (self._written(page, optional) for page in registry().site[module].make(**given))

    def version_pages(self, history: History, optional: OptionalPages) -> Iterator[tuple[str, str]]:
        """Return addresses and Markdown of the pages of a project's old versions."""
        return (self._written(page, optional) for page in registry().versions.version_pages(history))

    def _written(self, page: Page, optional: OptionalPages | None = None) -> tuple[str, str]:
        """Render a page; those of projects, series, years and units do not ask for `optional`."""
        terms = PageTerms(self.book.explains, page.root)
        template = self.engine.get_template(f"{page.template}.md.j2")
        body = template.render(page=page, term=terms.mark, optional=optional, **page.shows)
        scripts = (*page.scripts, TERMS_SCRIPT) if terms.any else page.scripts
        return page.path, _front(page, self.book.site, scripts) + body


def _front(page: Page, site: Site, scripts: Sequence[str]) -> str:
    """The front matter MkDocs reads; JSON strings are YAML strings."""
    lines = [f"title: {json.dumps(page.title, ensure_ascii=False)}"]
    if page.description:
        lines.append(f"description: {json.dumps(page.description, ensure_ascii=False)}")
    if page.wide:  # no table of contents beside it: the table needs the room
        lines.append('hide: ["toc"]')
    if page.tags and not site.embedded:
        lines.append(f"tags: {json.dumps(page.tags, ensure_ascii=False)}")
    if not page.listed:
        lines.append('robots: "noindex"')
    if page.feed:
        lines.append(f"feed: {json.dumps(page.feed)}")
    if page.moved:
        lines.append(f"moved: {json.dumps(page.moved)}")
    if page.changed:
        lines.append(f"changed: {json.dumps(page.changed)}")
    if scripts:
        lines.append(f"scripts: {json.dumps(scripts)}")
    return "\n".join(["---", *lines, "---", "", ""])
