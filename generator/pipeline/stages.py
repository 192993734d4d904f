"""The pieces of work of a build: each takes what it is given and gives files; any process can do any of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from generator import exports
from generator.charts import Chart, charts_of_home, charts_of_year
from generator.charts._svg import render_svgs, shutdown
from generator.core.diagnostic import Diagnostic
from generator.exports import IndicatorRows
from generator.load import ProjectFile, read_bytes
from generator.pages import PageInput, RenderedChart, registry
from generator.pipeline.cache import BOTH, DOCS, PAGES, OutputFile, TaskResult, pack, unpack
from generator.pipeline.context import THEME, BuildContext, current_context
from generator.pipeline.examination import FileExamination, examine
from generator.search import Segment, join, segment
from generator.search.article import Articles
from generator.site import STYLES, page_address
from generator.views import Portfolio, YearTotals
from generator.views.download import Download, Export

BARE = "bare/"  # pages of projects as they are before the other years of the same project are known
MANY = 2000  # projects of a site where memory is scarce: the process that draws should not stay


class PageRecords(NamedTuple):
    """What is said of the pages and files a task made: downloads, and of each page address, day of change and links."""

    downloads: tuple[Download, ...] = ()
    pages: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


class ProjectLinks(NamedTuple):
    """What a project may have in common with others: its series, its unit (a slug), the body that evaluated it."""

    series: str = ""
    unit: str = ""
    agency: str = ""


class ProjectOutput(NamedTuple):
    """What one file shows and what was made of it; its facts for lists and its scored indicators, packed: few ask."""

    seen: FileExamination
    done: PageRecords = PageRecords()
    ties: ProjectLinks = ProjectLinks()
    summary: bytes = b""
    indicators: int = 0
    leaves: bytes = b""


def build_project(given: tuple[ProjectFile, bytes | Diagnostic]) -> TaskResult:
    """A project's page and downloads; of a file with errors only what they are."""
    desk = current_context()
    seen, detail, attached = examine(desk.content, desk.about, *given)
    if detail is None or not desk.sound:
        return TaskResult(ProjectOutput(seen))
    made = tuple(exports.project_files(detail))
    downloads = tuple(export.listed for export in made)
    files, page_told = _page(desk, *desk.composer.project_page(detail, attached, downloads), BARE)
    copies = (OutputFile(BOTH, file.address, file.path) for file in attached.values())
    listed = detail.indicator_rows()
    ties = ProjectLinks(detail.series, detail.unit.slug, detail.agency)
    done = PageRecords(downloads, (page_told,))
    value = ProjectOutput(seen, done, ties, detail.pack(), len(listed), pack(listed))
    return TaskResult(value, (*_both(made), *files, *copies))


class OtherYears(NamedTuple):
    """A project that was evaluated in several years: its facts, those of all its years, where its bare pages lie."""

    summary: bytes
    all: tuple[bytes, ...]
    docs: Path
    html: Path


def add_other_years(given: OtherYears) -> TaskResult:
    """The page of a project, with what is known of it in other years."""
    return TaskResult(None, tuple(_with_years(current_context(), given)))


def _with_years(desk: BuildContext, given: OtherYears) -> Iterator[OutputFile]:
    summary, in_all_years = desk.summary(given.summary), [desk.summary(packed) for packed in given.all]
    for part, path, address in ((DOCS, given.docs, f"{summary.id}.md"), (PAGES, given.html, f"{summary.id}.html")):
        text = desk.composer.with_other_years(path.read_text("utf-8"), summary, in_all_years)
        yield OutputFile(part, address, text.encode())


def build_year(given: tuple[int, Sequence[bytes], Sequence[bytes] | None]) -> TaskResult:
    """A year's page, charts and downloads, from its projects' facts and indicators; None where these are too many."""
    desk, (number, summaries, packed) = current_context(), given
    views = _views(desk, summaries)
    made = tuple(
        exports.year_files(views, number, _listed(views, [YearTotals(number, views.totals_of(number))], packed))
    )
    downloads = tuple(export.listed for export in made)
    material = PageInput(views, _drawn(charts_of_year(views, number)), downloads)
    files, told = _page(desk, *desk.composer.year_page(material, number, desk.years))
    return TaskResult(PageRecords(downloads, (told,)), (*_both(made), *files))


def build_unit(given: tuple[str, Sequence[bytes]]) -> TaskResult:
    """The page of a unit, from the facts of the projects it carried out or evaluated."""
    desk, (slug, summaries) = current_context(), given
    files, told = _page(desk, *desk.composer.unit_page(_views(desk, summaries), desk.about.book.units_by_slug[slug]))
    return TaskResult(PageRecords((), (told,)), files)


def build_tables(given: tuple[Sequence[bytes], Sequence[bytes] | None]) -> TaskResult:
    """The downloads of all projects together."""
    views = _views(current_context(), given[0])
    made = tuple(exports.site_files(views, _listed(views, views.totals_by_year(), given[1])))
    return TaskResult(PageRecords(tuple(export.listed for export in made)), tuple(_both(made)))


def compose_pages(given: tuple[Sequence[bytes], tuple[Download, ...], ProjectFile | None]) -> TaskResult:
    """The Markdown of all pages of no single project, year or unit; what is given last is a project, as an example."""
    desk, (summaries, downloads, sample) = current_context(), given
    views = _views(desk, summaries)
    detail = examine(desk.content, desk.about, sample, read_bytes(sample, desk.content)).detail if sample else None
    material = PageInput(views, _drawn(charts_of_home(views)), tuple(file for file in downloads if file.title), detail)
    return TaskResult(tuple(desk.composer.pages(material)))


def render_page(given: tuple[str, str]) -> TaskResult:
    """A page of which the Markdown is given."""
    files, told = _page(current_context(), *given)
    return TaskResult(PageRecords((), (told,)), files)


def build_checksums(given: tuple[Sequence[bytes], tuple[Download, ...]]) -> TaskResult:
    """What speaks of all downloads."""
    return TaskResult(None, tuple(_both(exports.manifest_files(_views(current_context(), given[0]), given[1]))))


def build_frame(given: tuple[tuple[str, str], ...]) -> TaskResult:
    """What belongs to the site beside its pages; the addresses of all pages are given, with their days of change."""
    desk = current_context()
    made = desk.engine.frame(given)
    files = [OutputFile(BOTH if address in STYLES else PAGES, address, data) for address, data in made]
    return TaskResult(None, (*files, OutputFile(BOTH, "assets/vendor/echarts.min.js", desk.echarts)))


@cache
def page_articles() -> Articles:
    """What reads finished pages for the search index."""
    return Articles(registry().kinds)


def build_index_part(given: Sequence[tuple[str, str]]) -> TaskResult:
    """The part of the search index for some finished pages."""
    articles = page_articles()
    found = (articles.read(address, Path(path).read_text("utf-8")) for address, path in given)
    part = segment(sorted((document for document in found if document), key=articles.place))
    return TaskResult(part.bare, tuple(OutputFile(PAGES, f"search/{name}", data) for name, data in part.texts()))


def build_index(given: Sequence[Segment]) -> TaskResult:
    """The search index: all its parts in the order of results."""
    return TaskResult(None, tuple(OutputFile(PAGES, f"search/{name}", data) for name, data in join(given)))


def _page(
    desk: BuildContext, address: str, markdown: str, part: str = ""
) -> tuple[tuple[OutputFile, ...], tuple[str, str, tuple[str, ...]]]:
    html, links, changed = desk.engine.render(address, markdown)
    files = OutputFile(part + DOCS, address, markdown.encode()), OutputFile(part + PAGES, page_address(address), html)
    return files, (address, changed, links)


def _both(made: Iterable[Export]) -> Iterator[OutputFile]:
    return (OutputFile(BOTH, export.path, export.data) for export in made)


def _drawn(charts: Sequence[Chart]) -> tuple[RenderedChart, ...]:
    drawn: Mapping[str, str] = render_svgs(charts, THEME / "node_modules")
    if len(current_context().about.spots) > MANY:
        shutdown()
    return tuple(RenderedChart(chart, drawn[chart.id]) for chart in charts)


def _views(desk: BuildContext, summaries: Iterable[bytes]) -> Portfolio:
    return Portfolio(desk.about.book, tuple(map(desk.summary, summaries)))


def _listed(views: Portfolio, years: Iterable[YearTotals], packed: Sequence[bytes] | None) -> IndicatorRows:
    """The indicators of the projects of some years in their order; they are packed in that of the summaries."""
    if packed is None:
        return None
    found = dict(zip((summary.id for summary in views.summaries), packed, strict=True))
    return [leaf for _, totals in years for summary in totals.summaries for leaf in unpack(found[summary.id])]
