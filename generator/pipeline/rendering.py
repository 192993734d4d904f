"""Rendering: task functions that write pages and downloads; each takes the context and one argument.

Summaries, indicators and charts of earlier tasks are passed as digests (`Parts`).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from generator import exports, pages
from generator.charts import charts_of_site, charts_of_year, render_svgs
from generator.core.packing import pack
from generator.core.registry import Maker
from generator.model.attached import AttachedFile
from generator.pages import OptionalPages, RenderedChart
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import unpack_project
from generator.pipeline.tasks import BOTH, DOCS, NO_PARTS, SITE, OutputFile, Parts, TaskResult
from generator.site import LICENSES, STYLES, page_address
from generator.views import ProjectDetail
from generator.views.download import Download, Export
from generator.views.series import Series


class PageRecord(NamedTuple):
    """Metadata of a rendered page: address, day of last change (ISO 8601), link targets, if the sitemap lists it."""

    address: str
    changed: str
    links: tuple[str, ...]
    listed: bool


class Rendered(NamedTuple):
    """The downloads and pages that a task wrote."""

    downloads: Sequence[Download] = ()
    pages: Sequence[PageRecord] = ()


class ProjectArgs(NamedTuple):
    """A project to render.

    Attributes:
        project: The scored project.
        years: Summaries of the project in all its years, oldest first; empty if it has one year.
        versions: Number of superseded published versions.
    """

    project: Parts
    years: Parts
    versions: int


def render_project(context: BuildContext, args: ProjectArgs) -> TaskResult:
    """Render the page and the downloads of a project."""
    detail, files = _project(context, args.project)
    exported = tuple(exports.project_files(detail, context.site.book.site))
    copies = [OutputFile(BOTH, file.address, file.path) for file in files.values()]
    downloads = tuple(export.listed for export in exported)
    years = context.summaries(args.years)
    page = context.composer.project_page(detail, files, downloads, years, args.versions)
    result = _rendered(context, [page], exported)
    return TaskResult(result.value, (*result.files, *copies))


def _project(context: BuildContext, part: Parts) -> tuple[ProjectDetail, Mapping[str, AttachedFile]]:
    (data,) = context.parts(part)
    return unpack_project(context, data)


class SeriesArgs(NamedTuple):
    """A series: summaries and series data of its years, oldest first."""

    summaries: Parts
    years: Parts


def render_series(context: BuildContext, args: SeriesArgs) -> TaskResult:
    """Render the page and the downloads of a project through its years."""
    series = Series(context.summaries(args.summaries), tuple(context.values(args.years)))
    exported = tuple(exports.series_files(series, context.site.book))
    page = context.composer.series_page(series, tuple(export.listed for export in exported))
    return _rendered(context, [page], exported)


class UnitArgs(NamedTuple):
    """A unit (its slug) and the summaries of the projects it carried out or evaluated."""

    slug: str
    summaries: Parts


def render_unit(context: BuildContext, args: UnitArgs) -> TaskResult:
    """Render the pages and the downloads of a unit."""
    unit, portfolio = context.site.book.units_by_slug[args.slug], context.portfolio(args.summaries)
    exported = tuple(exports.unit_files(portfolio, unit))
    downloads = tuple(export.listed for export in exported)
    return _rendered(context, context.composer.unit_pages(portfolio, unit, downloads), exported)


class PortfolioArgs(NamedTuple):
    """The projects of a year, or of all years (`year` 0).

    Attributes:
        year: The year.
        summaries: Their summaries.
        indicators: Their scored indicators; None where these are too many for a table.
    """

    year: int
    summaries: Parts
    indicators: Parts | None = None


class OptionalArgs(NamedTuple):
    """All projects, and whether the site was ever published, which the site-wide key does not cover."""

    projects: PortfolioArgs
    released: bool


def optional_pages(context: BuildContext, args: OptionalArgs) -> TaskResult:
    """Decide which optional pages a site of these projects has."""
    return TaskResult(OptionalPages.of(context.portfolio(*args.projects[1:])))


def make_charts(context: BuildContext, args: PortfolioArgs) -> TaskResult:
    """Make the charts of a year or of the whole site."""
    portfolio = context.portfolio(args.summaries)
    charts = charts_of_year(portfolio, args.year) if args.year else charts_of_site(portfolio)
    return TaskResult(parts={"charts": pack(charts)})


def draw_charts(context: BuildContext, charts: Parts) -> TaskResult:
    """Draw charts as SVG: a task of its own, since it is slow."""
    (wanted,) = context.values(charts)
    drawings = render_svgs(wanted, context.paths)
    return TaskResult(parts={"drawn": pack(tuple(RenderedChart(chart, drawings[chart.id]) for chart in wanted))})


class YearArgs(NamedTuple):
    """A year: its projects and drawn charts."""

    projects: PortfolioArgs
    charts: Parts


def render_year(context: BuildContext, args: YearArgs) -> TaskResult:
    """Render the pages and the downloads of a year; a year with an 一览 but no projects has no downloads."""
    year, summaries, indicators = args.projects
    portfolio = context.portfolio(summaries, indicators)
    exported = tuple(exports.year_files(portfolio, year)) if summaries else ()
    (charts,) = context.values(args.charts)
    downloads = tuple(export.listed for export in exported)
    written = context.composer.year_pages(portfolio, year, context.years, charts, downloads)
    return _rendered(context, written, exported)


class ModuleArgs(NamedTuple):
    """A module of site-wide pages or downloads, with the values its parameters ask for.

    Attributes:
        module: Its name.
        optional: The optional pages of the site.
        projects: All projects; None if not asked for.
        charts: Charts of the whole site; empty if not asked for.
        downloads: Downloads of the site and of its years.
        sample: A project shown as an example; empty if there is none.
    """

    module: str
    optional: OptionalPages
    projects: PortfolioArgs | None = None
    charts: Parts = NO_PARTS
    downloads: tuple[Download, ...] = ()
    sample: Parts = NO_PARTS


def module_args(module: str, maker: Maker, everything: ModuleArgs) -> ModuleArgs:
    """Return those of the arguments `everything` that a module asks for."""
    return ModuleArgs(
        module,
        everything.optional,
        projects=everything.projects if "portfolio" in maker.given else None,
        charts=everything.charts if "charts" in maker.given else NO_PARTS,
        downloads=everything.downloads if "downloads" in maker.given else (),
        sample=everything.sample if "sample" in maker.given else NO_PARTS,
    )


def write_site_files(context: BuildContext, args: ModuleArgs) -> TaskResult:
    """Write the site-wide downloads of one module."""
    maker = exports.registry().site[args.module]
    return _rendered(context, (), tuple(maker.make(**_given(context, maker, args))))


def render_site_pages(context: BuildContext, args: ModuleArgs) -> TaskResult:
    """Render the site-wide pages of one module."""
    given = _given(context, pages.registry().site[args.module], args)
    return _rendered(context, context.composer.site_pages(args.module, given, args.optional))


def _given(context: BuildContext, maker: Maker, args: ModuleArgs) -> Mapping[str, object]:
    given: dict[str, object] = {"book": context.site.book, "downloads": args.downloads, "optional": args.optional}
    if args.projects:
        given["portfolio"] = context.portfolio(*args.projects[1:])
    if "charts" in maker.given:
        (drawn,) = context.values(args.charts)
        given["charts"] = tuple(figure for figure in drawn if figure.chart.page == args.module)
    if "sample" in maker.given:
        given["sample"] = _project(context, args.sample)[0] if args.sample else None
    return {name: value for name, value in given.items() if name in maker.given}


class ManifestArgs(NamedTuple):
    """Day of the newest result (ISO 8601; empty if unknown), and all downloads."""

    day: str
    downloads: tuple[Download, ...]


def write_manifests(context: BuildContext, args: ManifestArgs) -> TaskResult:
    """Write the files that list all downloads."""
    return _rendered(context, (), tuple(exports.manifest_files(context.site.book.site, args.day, args.downloads)))


def write_frame(context: BuildContext, dated: tuple[tuple[str, str], ...]) -> TaskResult:
    """Write static files and sitemap; `dated` holds all pages with their days of change."""
    files = [
        OutputFile(BOTH if address in (STYLES, LICENSES) else SITE, address, data)
        for address, data in context.engine.frame(dated)
    ]
    return TaskResult(files=tuple(files))


def _rendered(context: BuildContext, written: Iterable[tuple[str, str]], exported: Sequence[Export] = ()) -> TaskResult:
    """Render pages from addresses and Markdown, and return them with their downloads."""
    records, files = list[PageRecord](), [OutputFile(BOTH, export.path, export.data) for export in exported]
    for address, markdown in written:
        html, links, changed, listed = context.engine.render(address, markdown)
        files += [OutputFile(DOCS, address, markdown.encode()), OutputFile(SITE, page_address(address), html)]
        records.append(PageRecord(address, changed, links, listed))
    return TaskResult(Rendered(tuple(export.listed for export in exported), tuple(records)), files)
