"""Stage functions of a build: each takes the context and its arguments and gives files; any process can run any."""

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
from generator.pipeline.cache import BOTH, DOCS, PAGES, OutputFile, TaskResult
from generator.pipeline.context import CHARTS, BuildContext
from generator.pipeline.entries import Blob, BlobFiles
from generator.pipeline.examination import Examined, examine
from generator.pipeline.made import made_file
from generator.pipeline.persistence import pack, unpack
from generator.pipeline.projects import Rendering
from generator.site import STYLES, compact, page_address
from generator.views import Portfolio, ProjectDetail, YearTotals
from generator.views.download import Download, Export
from generator.views.fields.documents import state
from generator.views.series import Series
from generator.views.series_year import series_year

YEAR_OF_SERIES = "series/"  # what a project gives to the page of its series; no part of any tree
BARE = "bare/"  # pages of projects as they are before the other years of the same project are known
SCARCE_MEMORY_PROJECTS = 2000  # of a site with more the process that draws charts does not stay


class PageRecord(NamedTuple):
    """What is said of a page that was made: its address, the day it last changed, where its links lead."""

    address: str
    changed: str
    links: tuple[str, ...]


class PageRecords(NamedTuple):
    """What is said of the files and pages a task made."""

    downloads: Sequence[Download] = ()
    pages: tuple[PageRecord, ...] = ()


class ProjectLinks(NamedTuple):
    """What a project may have in common with others: its years, its unit (a slug), the body that evaluated it."""

    series: tuple[str, str] = ("", "")
    unit: str = ""
    agency: str = ""


class ProjectOutput(NamedTuple):
    """What was made of one project, beside its facts for lists and its scored indicators: these blobs few ask for.

    `facts` is the digest that tells its state from those that were published.
    """

    downloads: tuple[Download, ...]
    links: ProjectLinks
    indicators: int
    facts: str


def project_output(context: BuildContext, examined: Examined, detail: ProjectDetail) -> TaskResult:
    """A project's downloads, and what lists and other years take of it."""
    made = tuple(exports.project_files(detail, context.site.book.site))
    copies = (OutputFile(BOTH, file.address, file.path) for file in examined.files.values())
    listed = detail.indicator_rows()
    links = ProjectLinks(detail.series_key, detail.unit.slug, detail.agency)
    year = [OutputFile(YEAR_OF_SERIES, detail.id, pack(series_year(detail)))] if detail.in_series else []
    value = ProjectOutput(tuple(export.listed for export in made), links, len(listed), facts_of(state(detail)))
    return TaskResult(value, (*_both(made), *copies, *year), (detail.pack(), pack(listed)))


def project_page(context: BuildContext, examined: Examined, detail: ProjectDetail, output: ProjectOutput) -> TaskResult:
    """A project's page, before its other years are known; it tells of the downloads."""
    files, record = _page(context, *context.composer.project_page(detail, examined.files, output.downloads), BARE)
    return TaskResult(record, files)


RENDERING = Rendering(project_output, project_page)


class OtherYears(NamedTuple):
    """A project of which more is known: the facts of all its years, which of these it is, how many versions it had.

    `docs` and `html` are the checksums of its bare pages.
    """

    all: Sequence[Blob]
    at: int
    versions: int
    docs: str
    html: str


def add_other_years(context: BuildContext, args: OtherYears) -> TaskResult:
    """The page of a project, with what is known of it in other years, and of what was published of it before."""
    in_all_years = context.summaries(args.all)
    summary = in_all_years[args.at]
    files = []
    with_years = context.composer.other_years(summary, in_all_years)
    for part, name, address, finish in (
        (DOCS, args.docs, f"{summary.id}.md", str),
        (PAGES, args.html, f"{summary.id}.html", compact),
    ):
        text = context.composer.with_versions(made_file(context, name).read_text("utf-8"), summary, args.versions)
        files.append(OutputFile(part, address, with_years(text, finish).encode()))
    return TaskResult(None, tuple(files))


class SeriesArgs(NamedTuple):
    """The years of a series, oldest first: the facts of each for lists, and the checksum of those for its page."""

    summaries: Sequence[Blob]
    years: Sequence[str]


def build_series(context: BuildContext, args: SeriesArgs) -> TaskResult:
    """The page and the downloads of a project through its years."""
    years = tuple(unpack(made_file(context, name).read_bytes()) for name in args.years)
    series = Series(context.summaries(args.summaries), years)
    made = tuple(exports.series_files(series, context.site.book))
    downloads = tuple(export.listed for export in made)
    files, record = _page(context, *context.composer.series_page(series, downloads))
    return TaskResult(PageRecords(downloads, (record,)), (*_both(made), *files))


class ListArgs(NamedTuple):
    """Projects of a list: their summaries and their scored indicators; None where these are too many."""

    summaries: Sequence[Blob]
    leaves: Sequence[Blob] | None


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


def build_unit(context: BuildContext, args: tuple[str, Sequence[Blob]]) -> TaskResult:
    """The page and the downloads of a unit (its slug), from the facts of the projects it carried out or evaluated."""
    slug, summaries = args
    unit, views = context.site.book.units_by_slug[slug], _views(context, summaries)
    made = tuple(exports.unit_files(views, unit))
    downloads = tuple(export.listed for export in made)
    files, record = _page(context, *context.composer.unit_page(views, unit, downloads))
    return TaskResult(PageRecords(downloads, (record,)), (*_both(made), *files))


def build_tables(context: BuildContext, args: ListArgs) -> TaskResult:
    """The downloads of all projects together, which are large: each is let go of before the next is made."""
    views, downloads = _views(context, args.summaries), list[Download]()

    def files() -> Iterator[OutputFile]:
        for export in exports.site_files(views, _listed(views, views.totals_by_year(), args.leaves)):
            downloads.append(export.listed)
            yield OutputFile(BOTH, export.path, export.data)

    return TaskResult(PageRecords(downloads), files())


class PagesArgs(NamedTuple):
    """What the pages of no single project, year or unit show; `example` is a project file with its bytes."""

    summaries: Sequence[Blob]
    downloads: tuple[Download, ...]
    example: tuple[ProjectFile, bytes | Diagnostic] | None


def compose_pages(context: BuildContext, args: PagesArgs) -> TaskResult:
    """The Markdown of all pages of no single project, year or unit; `render_page` finishes each."""
    views = _views(context, args.summaries)
    example = examine(context, *args.example).detail(context.site.book) if args.example else None
    listed = tuple(file for file in args.downloads if file.title)
    material = PageInput(views, _drawn(context, charts_of_home(views)), listed, example)
    pages = context.composer.pages(material)
    return TaskResult(None, (OutputFile(DOCS, address, markdown.encode()) for address, markdown in pages))


def render_page(context: BuildContext, args: tuple[str, str]) -> TaskResult:
    """A page of which the address and the checksum of its Markdown are given."""
    address, name = args
    html, links, changed = context.engine.render(address, made_file(context, name).read_text("utf-8"))
    record = PageRecord(address, changed, links)
    return TaskResult(PageRecords((), (record,)), (OutputFile(PAGES, page_address(address), html),))


def build_checksums(context: BuildContext, args: tuple[str, tuple[Download, ...]]) -> TaskResult:
    """What speaks of all downloads; the day of the newest result is given with them."""
    day, downloads = args
    return TaskResult(None, _both(exports.manifest_files(context.site.book.site, day, downloads)))


def build_frame(context: BuildContext, args: tuple[tuple[str, str], ...]) -> TaskResult:
    """What belongs to the site beside its pages; the addresses of all pages are given, with their days of change."""
    made = context.engine.frame(args)
    files = [OutputFile(BOTH if address in STYLES else PAGES, address, data) for address, data in made]
    return TaskResult(None, (*files, OutputFile(BOTH, "assets/vendor/echarts.min.js", context.paths.echarts)))


def _page(
    context: BuildContext, address: str, markdown: str, part: str = ""
) -> tuple[tuple[OutputFile, ...], PageRecord]:
    html, links, changed = context.engine.render(address, markdown)
    files = OutputFile(part + DOCS, address, markdown.encode()), OutputFile(part + PAGES, page_address(address), html)
    return files, PageRecord(address, changed, links)


def _both(made: Iterable[Export]) -> Iterator[OutputFile]:
    return (OutputFile(BOTH, export.path, export.data) for export in made)


def _drawn(context: BuildContext, charts: Sequence[Chart]) -> tuple[RenderedChart, ...]:
    note(CHARTS)
    drawn = render_svgs(charts, context.paths)
    if len(context.site.files) > SCARCE_MEMORY_PROJECTS:
        shutdown()
    return tuple(RenderedChart(chart, drawn[chart.id]) for chart in charts)


def _views(context: BuildContext, summaries: Iterable[Blob]) -> Portfolio:
    return Portfolio(context.site.book, context.summaries(summaries))


def _listed(views: Portfolio, years: Iterable[YearTotals], leaves: Sequence[Blob] | None) -> IndicatorRows:
    """The indicators of the projects of some years in their order; they are given in that of the summaries."""
    if leaves is None:
        return None
    files, found = BlobFiles(), dict(zip((summary.id for summary in views.summaries), leaves, strict=True))
    return [leaf for _, totals in years for one in totals.summaries for leaf in unpack(files.whole(found[one.id]))]
