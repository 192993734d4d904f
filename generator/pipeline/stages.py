"""Stage functions of a build: each takes the context and its arguments and gives files; any process can run any."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator import exports
from generator.charts import Chart, charts_of_home, charts_of_year
from generator.charts._svg import render_svgs, shutdown
from generator.core.diagnostic import Diagnostic
from generator.core.noting import note
from generator.exports import IndicatorRows
from generator.load import ProjectFile
from generator.load.versions import facts_of
from generator.pages import PageInput, RenderedChart
from generator.pipeline.cache import BOTH, DOCS, PAGES, OutputFile, TaskResult, made_file
from generator.pipeline.context import CHARTS, BuildContext
from generator.pipeline.examination import Examined, examine
from generator.pipeline.persistence import pack, unpack
from generator.site import STYLES, page_address
from generator.views import Portfolio, YearTotals
from generator.views.download import Download, Export
from generator.views.fields.documents import WHOLE_DOCUMENT
from generator.views.series import Series
from generator.views.series_year import series_year

YEAR_OF_SERIES = "series/"  # what a project gives to the page of its series; no part of any tree
BARE = "bare/"  # pages of projects as they are before the other years of the same project are known
SCARCE_MEMORY_PROJECTS = 2000  # of a site with more the process that draws charts does not stay


class PageRecords(NamedTuple):
    """What is said of the pages and files a task made: downloads, and of each page address, day of change and links."""

    downloads: tuple[Download, ...] = ()
    pages: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


class ProjectLinks(NamedTuple):
    """What a project may have in common with others: its years, its unit (a slug), the body that evaluated it."""

    series: tuple[str, str] = ("", "")
    unit: str = ""
    agency: str = ""


class ProjectOutput(NamedTuple):
    """What was made of one project; its facts for lists and its scored indicators are packed, since few ask.

    `facts` is the digest that tells its state from those that were published.
    """

    records: PageRecords
    links: ProjectLinks
    summary: bytes
    indicators: int
    leaves: bytes
    facts: str


def render_project(context: BuildContext, examined: Examined) -> TaskResult:
    """A project's page and downloads."""
    detail = examined.detail(context.site.book)
    assert detail, "only what may be published is rendered"
    made = tuple(exports.project_files(detail, context.site.book.site))
    downloads = tuple(export.listed for export in made)
    files, record = _page(context, *context.composer.project_page(detail, examined.files, downloads), BARE)
    copies = (OutputFile(BOTH, file.address, file.path) for file in examined.files.values())
    whole = next(export.data for export in made if export.path == WHOLE_DOCUMENT.path.format(id=detail.id))
    listed = detail.indicator_rows()
    links = ProjectLinks(detail.series_key, detail.unit.slug, detail.agency)
    year = [OutputFile(YEAR_OF_SERIES, detail.id, pack(series_year(detail)))] if detail.in_series else []
    told, facts = PageRecords(downloads, (record,)), facts_of(json.loads(whole))
    value = ProjectOutput(told, links, detail.pack(), len(listed), pack(listed), facts)
    return TaskResult(value, (*_both(made), *files, *copies, *year))


class OtherYears(NamedTuple):
    """A project of which more is known: its facts, those of all its years, how many versions it had before.

    `docs` and `html` are the checksums of its bare pages.
    """

    summary: bytes
    all: tuple[bytes, ...]
    versions: int
    docs: str
    html: str


def add_other_years(context: BuildContext, args: OtherYears) -> TaskResult:
    """The page of a project, with what is known of it in other years, and of what was published of it before."""
    summary, in_all_years = context.summary(args.summary), [context.summary(packed) for packed in args.all]
    files = []
    with_years = context.composer.other_years(summary, in_all_years)
    for part, name, address in ((DOCS, args.docs, f"{summary.id}.md"), (PAGES, args.html, f"{summary.id}.html")):
        text = context.composer.with_versions(made_file(context, name).read_text("utf-8"), summary, args.versions)
        files.append(OutputFile(part, address, with_years(text).encode()))
    return TaskResult(None, tuple(files))


class SeriesArgs(NamedTuple):
    """The years of a series, oldest first: the facts of each for lists, and the checksum of those for its page."""

    summaries: Sequence[bytes]
    years: Sequence[str]


def build_series(context: BuildContext, args: SeriesArgs) -> TaskResult:
    """The page and the downloads of a project through its years."""
    years = tuple(unpack(made_file(context, name).read_bytes()) for name in args.years)
    series = Series(tuple(map(context.summary, args.summaries)), years)
    made = tuple(exports.series_files(series, context.site.book))
    downloads = tuple(export.listed for export in made)
    files, record = _page(context, *context.composer.series_page(series, downloads))
    return TaskResult(PageRecords(downloads, (record,)), (*_both(made), *files))


class ListArgs(NamedTuple):
    """Projects of a list: their facts and their scored indicators, both packed; None where these are too many."""

    summaries: Sequence[bytes]
    leaves: Sequence[bytes] | None


def build_year(context: BuildContext, args: tuple[int, ListArgs]) -> TaskResult:
    """A year's page, charts and downloads; of a year that has an 一览 and no projects the page alone."""
    year, listed = args
    views = _views(context, listed.summaries)
    rows = _listed(views, [YearTotals(year, views.totals_of(year))], listed.leaves)
    made = tuple(exports.year_files(views, year, rows)) if listed.summaries else ()
    downloads = tuple(export.listed for export in made)
    material = PageInput(views, _drawn(context, charts_of_year(views, year) if listed.summaries else ()), downloads)
    files, record = _page(context, *context.composer.year_page(material, year, context.years))
    return TaskResult(PageRecords(downloads, (record,)), (*_both(made), *files))


def build_unit(context: BuildContext, args: tuple[str, Sequence[bytes]]) -> TaskResult:
    """The page and the downloads of a unit (its slug), from the facts of the projects it carried out or evaluated."""
    slug, summaries = args
    unit, views = context.site.book.units_by_slug[slug], _views(context, summaries)
    made = tuple(exports.unit_files(views, unit))
    downloads = tuple(export.listed for export in made)
    files, record = _page(context, *context.composer.unit_page(views, unit, downloads))
    return TaskResult(PageRecords(downloads, (record,)), (*_both(made), *files))


def build_tables(context: BuildContext, args: ListArgs) -> TaskResult:
    """The downloads of all projects together."""
    views = _views(context, args.summaries)
    made = tuple(exports.site_files(views, _listed(views, views.totals_by_year(), args.leaves)))
    return TaskResult(PageRecords(tuple(export.listed for export in made)), tuple(_both(made)))


class PagesArgs(NamedTuple):
    """What the pages of no single project, year or unit show; `example` is a project file with its bytes."""

    summaries: Sequence[bytes]
    downloads: tuple[Download, ...]
    example: tuple[ProjectFile, bytes | Diagnostic] | None


def compose_pages(context: BuildContext, args: PagesArgs) -> TaskResult:
    """The Markdown of all pages of no single project, year or unit."""
    views = _views(context, args.summaries)
    example = examine(context, *args.example).detail(context.site.book) if args.example else None
    listed = tuple(file for file in args.downloads if file.title)
    material = PageInput(views, _drawn(context, charts_of_home(views)), listed, example)
    return TaskResult(tuple(context.composer.pages(material)))


def render_page(context: BuildContext, args: tuple[str, str]) -> TaskResult:
    """A page of which address and Markdown are given."""
    files, record = _page(context, *args)
    return TaskResult(PageRecords((), (record,)), files)


def build_checksums(context: BuildContext, args: tuple[Sequence[bytes], tuple[Download, ...]]) -> TaskResult:
    """What speaks of all downloads."""
    summaries, downloads = args
    return TaskResult(None, tuple(_both(exports.manifest_files(_views(context, summaries), downloads))))


def build_frame(context: BuildContext, args: tuple[tuple[str, str], ...]) -> TaskResult:
    """What belongs to the site beside its pages; the addresses of all pages are given, with their days of change."""
    made = context.engine.frame(args)
    files = [OutputFile(BOTH if address in STYLES else PAGES, address, data) for address, data in made]
    return TaskResult(None, (*files, OutputFile(BOTH, "assets/vendor/echarts.min.js", context.paths.echarts)))


def _page(
    context: BuildContext, address: str, markdown: str, part: str = ""
) -> tuple[tuple[OutputFile, ...], tuple[str, str, tuple[str, ...]]]:
    html, links, changed = context.engine.render(address, markdown)
    files = OutputFile(part + DOCS, address, markdown.encode()), OutputFile(part + PAGES, page_address(address), html)
    return files, (address, changed, links)


def _both(made: Iterable[Export]) -> Iterator[OutputFile]:
    return (OutputFile(BOTH, export.path, export.data) for export in made)


def _drawn(context: BuildContext, charts: Sequence[Chart]) -> tuple[RenderedChart, ...]:
    note(CHARTS)
    drawn = render_svgs(charts, context.paths)
    if len(context.site.files) > SCARCE_MEMORY_PROJECTS:
        shutdown()
    return tuple(RenderedChart(chart, drawn[chart.id]) for chart in charts)


def _views(context: BuildContext, summaries: Iterable[bytes]) -> Portfolio:
    return Portfolio(context.site.book, tuple(map(context.summary, summaries)))


def _listed(views: Portfolio, years: Iterable[YearTotals], packed: Sequence[bytes] | None) -> IndicatorRows:
    """The indicators of the projects of some years in their order; they are packed in that of the summaries."""
    if packed is None:
        return None
    found = dict(zip((summary.id for summary in views.summaries), packed, strict=True))
    return [leaf for _, totals in years for summary in totals.summaries for leaf in unpack(found[summary.id])]
