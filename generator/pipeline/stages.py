"""Stage functions of a build: each takes the context and its arguments and gives files; any process can run any."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from generator import exports
from generator.charts import Chart
from generator.charts._svg import render_svgs, shutdown
from generator.core.noting import note
from generator.load.versions import facts_of
from generator.pages import RenderedChart
from generator.pipeline.cache import BOTH, DOCS, PAGES, OutputFile, TaskResult
from generator.pipeline.context import CHARTS, BuildContext
from generator.pipeline.entries import Blob
from generator.pipeline.examination import Examined
from generator.pipeline.file_table import BARE
from generator.pipeline.keys import charts_key, key_of
from generator.pipeline.made import made_file
from generator.pipeline.persistence import kept_by_last, pack, unpack, unpacked
from generator.pipeline.projects import Rendering
from generator.site import STYLES, compact, page_address
from generator.views import Portfolio, ProjectDetail
from generator.views.download import Download, Export
from generator.views.fields.documents import state
from generator.views.series import Series
from generator.views.series_year import series_year

YEAR_OF_SERIES = "series/"  # what a project gives to the page of its series; no part of any tree
SCARCE_MEMORY_PROJECTS = 2000  # of a site with more the process that draws charts does not stay


class PageRecord(NamedTuple):
    """What is said of a page that was made: its address, the day it last changed, where its links lead."""

    address: str
    changed: str
    links: tuple[str, ...]


class PageRecords(NamedTuple):
    """What is said of the files and pages a task made."""

    downloads: Sequence[Download] = ()
    pages: Sequence[PageRecord] = ()


class ProjectLinks(NamedTuple):
    """What a project may have in common with others: its years, its unit (a slug), the body that evaluated it."""

    series: tuple[str, str] = ("", "")
    unit: str = ""
    agency: str = ""


class ProjectOutput(NamedTuple):
    """What was made of one project, beside its facts for lists and its scored indicators: these blobs few ask for.

    `facts` is the digest that tells its state from those that were published. The downloads are `packed`: few ask.
    """

    packed: bytes
    links: ProjectLinks
    indicators: int
    facts: str

    @property
    def downloads(self) -> tuple[Download, ...]:
        """Its downloads."""
        found: tuple[Download, ...] = unpack(self.packed)
        return found


def project_output(context: BuildContext, examined: Examined, detail: ProjectDetail) -> TaskResult:
    """A project's downloads, and what lists and other years take of it."""
    made = tuple(exports.project_files(detail, context.site.book.site))
    copies = (OutputFile(BOTH, file.address, file.path) for file in examined.files.values())
    listed = detail.indicator_rows()
    links = ProjectLinks(detail.series_key, detail.unit.slug, detail.agency)
    year = [OutputFile(YEAR_OF_SERIES, detail.id, pack(series_year(detail)))] if detail.in_series else []
    downloads = pack(tuple(export.listed for export in made))
    value = ProjectOutput(downloads, links, len(listed), facts_of(state(detail)))
    return TaskResult(value, (*_both(made), *copies, *year), (detail.pack(), pack(listed)))


def project_page(context: BuildContext, examined: Examined, detail: ProjectDetail, output: ProjectOutput) -> TaskResult:
    """A project's page, before its other years are known; it tells of the downloads."""
    files, record = finished(context, *context.composer.project_page(detail, examined.files, output.downloads), BARE)
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
    page = context.composer.series_page(series, tuple(export.listed for export in made))
    return finished_pages(context, [page], made)


def build_unit(context: BuildContext, args: tuple[str, Sequence[Blob]]) -> TaskResult:
    """The pages and the downloads of a unit (its slug), from the facts of the projects it carried out or evaluated."""
    slug, summaries = args
    unit, views = context.site.book.units_by_slug[slug], _views(context, summaries)
    made = tuple(exports.unit_files(views, unit))
    downloads = tuple(export.listed for export in made)
    return finished_pages(context, context.composer.unit_pages(views, unit, downloads), made)


def build_checksums(context: BuildContext, args: tuple[str, Path]) -> TaskResult:
    """What speaks of all downloads, from the day of the newest result and a file of what their tasks told, packed."""
    day, place = args
    downloads = (download for one in unpacked(place) for download in one.downloads)
    return TaskResult(None, _both(exports.manifest_files(context.site.book.site, day, downloads)))


def build_frame(context: BuildContext, args: tuple[tuple[str, str], ...]) -> TaskResult:
    """What belongs to the site beside its pages; the addresses of all pages are given, with their days of change."""
    made = context.engine.frame(args)
    files = [OutputFile(BOTH if address in STYLES else PAGES, address, data) for address, data in made]
    return TaskResult(None, (*files, OutputFile(BOTH, "assets/vendor/echarts.min.js", context.paths.echarts)))


def finished_pages(
    context: BuildContext, pages: Iterable[tuple[str, str]], downloads: Sequence[Export] = ()
) -> TaskResult:
    """Some pages of which addresses and Markdown are given, and the downloads that belong to them."""
    made = [finished(context, address, markdown) for address, markdown in pages]
    records = PageRecords(tuple(export.listed for export in downloads), tuple(record for _, record in made))
    return TaskResult(records, (*_both(downloads), *(file for files, _ in made for file in files)))


def finished(
    context: BuildContext, address: str, markdown: str, part: str = ""
) -> tuple[tuple[OutputFile, ...], PageRecord]:
    """The files of a page of which address and Markdown are given, and what is said of it."""
    html, links, changed = context.engine.render(address, markdown)
    files = OutputFile(part + DOCS, address, markdown.encode()), OutputFile(part + PAGES, page_address(address), html)
    return files, PageRecord(address, changed, links)


def _both(made: Iterable[Export]) -> Iterator[OutputFile]:
    return (OutputFile(BOTH, export.path, export.data) for export in made)


def drawn(context: BuildContext, charts: Sequence[Chart], name: str) -> tuple[RenderedChart, ...]:
    """Some charts with their drawings; what was drawn for the last page of this name is not drawn again."""
    note(CHARTS)
    by = charts_key(context.paths)
    keys = {chart.id: key_of(by, chart.id, chart.height, chart.option) for chart in charts}
    with kept_by_last(_state(context) / "charts" / name) as drawings:
        svgs = render_svgs((one for one in charts if keys[one.id] not in drawings.known), context.paths)
        drawings.used |= {key: svgs.get(chart) or drawings.known[key] for chart, key in keys.items()}
    if len(context.site.files) > SCARCE_MEMORY_PROJECTS:
        shutdown()
    return tuple(RenderedChart(chart, drawings.used[keys[chart.id]]) for chart in charts)


def _views(context: BuildContext, summaries: Iterable[Blob]) -> Portfolio:
    return Portfolio(context.site.book, context.summaries(summaries))


def _state(context: BuildContext) -> Path:
    """Where a run leaves for the next what no task gives."""
    assert context.paths.out, "a build has a folder"
    return context.paths.out / "state"
