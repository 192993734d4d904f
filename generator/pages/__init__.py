"""Pages: one kind a file, found by this folder. A page gathers what it shows, its template only loops and prints.

What a module may define stands in `_contract.py`. The template of a page lies in `theme/templates` under the page's
`template` name. All text is escaped by the template engine; nothing of a data file can become markup.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TypeVar, cast

from generator.core.registry import Maker, discover, has_any_of, implementation, implementations, makers, reject
from generator.model.attached import AttachedFile
from generator.model.book import Book, Site, Text, Unit
from generator.pages._contract import (
    History,
    NavEntry,
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
)
from generator.pages._templates import template_engine
from generator.pages._terms import SCRIPT, PageTerms
from generator.search.article import PageKind
from generator.site.settings import Nav
from generator.views import Portfolio, ProjectDetail, ProjectSummary
from generator.views.download import Download
from generator.views.result_lines import line_in
from generator.views.series import Series
from generator.views.series_problems import outcomes_of

__all__ = [
    "History",
    "NavEntry",
    "Page",
    "PageComposer",
    "PageKind",
    "PublishedState",
    "RenderedChart",
    "Tags",
    "registry",
    "shows",
]

CHART_SCRIPTS = ("assets/js/pictures.js", "assets/js/charts.js")  # in this order: a picture is made from the drawing
MOST_COMPARED = 4  # projects that 并排比较 holds (chosen.js)
OTHER_YEARS = '<div class="years-slot"></div>'  # replaced when all projects are known; no engine changes such a block
VERSIONS = '<div class="versions-slot"></div>'  # replaced where the project was published otherwise before
VERSION_ARTICLE = '<div class="version-slot"><h1></h1></div>'  # replaced by what readers saw of an old version
YEARS_CONTENTS = "<!--years-->"  # in the front matter, which the list of contents (toc.html) takes the entry from
YEARS_ENTRY = '<li><a href="#years">同一项目历年结果</a></li>'
RESULT_USE = re.compile(r'<dl class="facts result-use">.*?</dl>', re.S)  # anew when next year's budget is known
Made = TypeVar("Made")
PutYears = Callable[[str, Callable[[str], str]], str]


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
        nav=tuple(sorted((entry for one in about for entry in one.NAV), key=lambda entry: entry.order)),
        kinds=tuple(kind for one in about for kind in one.KINDS),
    )


def _only(modules: Iterable[ModuleType], maker: Callable[..., Made]) -> Made:
    """The one module that makes pages of a kind of which there is one for each project, year or unit."""
    found = [module for module in modules if has_any_of(module, cast(type, maker))]
    for second in found[1:]:
        reject(second, f"{_name(found[0])}.py 已经生成这一种网页，只能由一个文件生成", "请改用 def pages(portfolio)")
    return implementation(found[0], maker)


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def navigation(years: Iterable[int], texts: Iterable[Text]) -> Iterator[tuple[str, Nav]]:
    """The entries of the navigation: each title with its address, or with the entries below it."""
    for entry in registry().nav:
        if entry.each == "year":
            yield entry.title, tuple((f"{year}年度", entry.address.format(year=year)) for year in years)
        elif entry.each == "text":
            yield from ((entry.title.format(title=t.title), entry.address.format(slug=t.slug)) for t in texts)
        else:
            yield entry.title, entry.address


class PageComposer:
    """Pages become Markdown, by the templates of a folder."""

    def __init__(self, book: Book, templates: Path, cache: Path | None = None) -> None:
        """Take the site-wide data and the templates; compiled templates are kept in the folder `cache`."""
        self.book = book
        self.engine = template_engine(templates, book, cache)

    def project_page(
        self, detail: ProjectDetail, files: Mapping[str, AttachedFile], downloads: Sequence[Download]
    ) -> tuple[str, str]:
        """The address and the Markdown of a project's page, with OTHER_YEARS in it."""
        return self._written(registry().project.project_page(self.book.site, detail, files, downloads))

    def year_pages(
        self,
        portfolio: Portfolio,
        year: int,
        years: Sequence[int],
        charts: Sequence[RenderedChart] = (),
        downloads: Sequence[Download] = (),
    ) -> Iterator[tuple[str, str]]:
        """Return addresses and Markdown of a year's pages; its projects are among those of the portfolio."""
        of_year = portfolio.of_year(year)
        for module in registry().years:
            yield from map(self._written, module.year_pages(of_year, year, years, charts, downloads))

    def unit_pages(self, portfolio: Portfolio, unit: Unit, downloads: Sequence[Download]) -> Iterator[tuple[str, str]]:
        """Return addresses and Markdown of a unit's pages."""
        for module in registry().units:
            yield from map(self._written, module.unit_pages(portfolio, unit, downloads))

    def series_page(self, series: Series, downloads: Sequence[Download]) -> tuple[str, str]:
        """The address and the Markdown of the page of a series."""
        return self._written(registry().series.series_page(series, downloads))

    def site_pages(self, module: str, given: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        """The addresses and the Markdown of the pages of a module, which is given the parameters that it names."""
        return map(self._written, registry().site[module].make(**given))

    def version_pages(self, history: History) -> Iterator[tuple[str, str]]:
        """The addresses and the Markdown of what a project was before."""
        return (self._written(page) for page in registry().versions.version_pages(history))

    def with_versions(self, text: str, summary: ProjectSummary, versions: int) -> str:
        """The page of a project, as Markdown or finished, with the way to as many versions as were published before."""
        if not versions:
            return text
        told = self.engine.get_template("_versions.j2").render(summary=summary, versions=versions)
        return text.replace(VERSIONS, told.strip())

    def other_years(self, summary: ProjectSummary, in_all_years: Sequence[ProjectSummary]) -> PutYears:
        """What puts the results of the same project in all its years into its page, as Markdown or finished.

        It is told how HTML of a page of that form is finished.
        """
        if len(in_all_years) < 2:
            return lambda text, _: text
        others = [one.id for one in in_all_years if one.id != summary.id]
        compared = sorted([summary.id, *sorted(others)[-MOST_COMPARED + 1 :]])
        before = max((one for one in in_all_years if one.year < summary.year), key=lambda one: one.year, default=None)
        line = line_in(summary, self.book, in_all_years)
        used = ""
        if line and line.from_later:
            used = self.engine.get_template("_result_use.j2").render(line=line).strip()
        since = sorted((one for one in in_all_years if one.year >= summary.year), key=lambda one: one.year)
        outcomes = outcomes_of(before, since) if before else ()
        template = self.engine.get_template("_years.j2")
        told = template.render(
            summary=summary, in_all_years=in_all_years, before=before, compared=compared, outcomes=outcomes
        ).strip()

        def put(text: str, finish: Callable[[str], str]) -> str:
            text = RESULT_USE.sub(lambda _: finish(used), text, count=1) if used else text
            return text.replace(OTHER_YEARS, finish(told)).replace(YEARS_CONTENTS, YEARS_ENTRY)

        return put

    def _written(self, page: Page) -> tuple[str, str]:
        terms = PageTerms(self.book.explains, page.root)
        body = self.engine.get_template(f"{page.template}.md.j2").render(page=page, term=terms.mark, **page.shows)
        return page.path, _front(page, self.book.site, (*page.scripts, SCRIPT) if terms.any else page.scripts) + body


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
    if page.shows.get("other_years"):
        lines.append(f"contents: '{YEARS_CONTENTS}'")
    if page.changed:
        lines.append(f"changed: {json.dumps(page.changed)}")
    if scripts:
        lines.append(f"scripts: {json.dumps(scripts)}")
    return "\n".join(["---", *lines, "---", "", ""])
