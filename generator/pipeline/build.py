"""Build: from content to a published site; task results are cached between runs.

1. Every project file is read, scored, checked and summarised on its own; then all are compared (`examination`).
2. If the content passes, pages and downloads are written from the summaries (`rendering`), each project's page with
   its other years and the versions that were published before.
3. The search index is built from the finished pages, and the new tree replaces the old one (`publish`).

If the content does not pass, nothing is published and the last site stays.
"""

import errno
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from generator import exports, pages
from generator.charts import ChartError
from generator.core.files import FileAltered, wait_for_lock
from generator.core.paths import Paths
from generator.exports import MAX_INDICATOR_ROWS
from generator.load import PROJECTS
from generator.load.versions import Histories, InvalidVersion
from generator.model.book import Unit
from generator.pages import OptionalPages
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import Examination, SummarizedFile, examination_of, examine_all
from generator.pipeline.pool import Pool, WorkerDied
from generator.pipeline.publish import is_published, publish
from generator.pipeline.rendering import (
    ManifestArgs,
    ModuleArgs,
    OptionalArgs,
    PortfolioArgs,
    ProjectArgs,
    Rendered,
    SeriesArgs,
    UnitArgs,
    YearArgs,
    draw_charts,
    make_charts,
    module_args,
    optional_pages,
    render_project,
    render_series,
    render_site_pages,
    render_unit,
    render_year,
    write_frame,
    write_manifests,
    write_site_files,
)
from generator.pipeline.search_index import index_pages
from generator.pipeline.sources import Sources, with_store
from generator.pipeline.store import Result, Store, StoreError
from generator.pipeline.tasks import BOTH, DOCS, NO_PARTS, SITE, Parts, Task, key_of, list_effort
from generator.pipeline.versions import histories, write_histories
from generator.site import SiteError, broken_links, page_address
from generator.views.fields.documents import ALL_RECORDS

DISK_FULL = (errno.ENOSPC, errno.EDQUOT)
UNCHANGED = "已生成的网站没有改动；改正后再运行一次。"


class BuildError(Exception):
    """Obstacle other than the data; the message says what it is and what to do."""


def build_site(paths: Paths, strict: bool = False, parts: Sequence[Path] = ()) -> Examination:
    """Build the site in `paths.out`; if the content does not pass, the last site stays.

    Args:
        paths: The paths of the run, with an output folder.
        strict: Refuse to publish if there are warnings.
        parts: Output folders of `build_years`, from any machine; their results are reused where they fit.

    Raises:
        BuildError: An obstacle other than the data.
    """

    def run(build: "_Build") -> Examination:
        for folder in parts:
            build.store.adopt(folder)
        return build.site(strict)

    return _with_build(paths, run)


def build_years(paths: Paths, years: Collection[str]) -> Examination:
    """Run the tasks of some years that depend on these alone, for a later `build_site` with `parts`."""
    return _with_build(paths, lambda build: build.years(years))


def _with_build(paths: Paths, run: "Callable[[_Build], Examination]") -> Examination:
    """Call `run` with a new build, with the output folder locked. Raises `BuildError` for obstacles."""
    assert paths.out, "a build needs a folder"
    try:
        with wait_for_lock(paths.out):
            context = BuildContext.open(paths)
            return with_store(context, lambda store, sources: run(_Build(context, store, sources)))
    except (ChartError, FileAltered, InvalidVersion, SiteError, WorkerDied) as error:
        raise BuildError(str(error)) from error
    except StoreError as error:
        raise BuildError(f"{error}{UNCHANGED}") from error
    except OSError as error:
        place = f"（{error.filename}）" if error.filename else ""
        reason = "磁盘满了" if error.errno in DISK_FULL else error.strerror or str(error)
        raise BuildError(f"写不了文件{place}：{reason}。{UNCHANGED}") from error


class _Build:
    """One build: the order of its stages."""

    def __init__(self, context: BuildContext, store: Store, sources: Sources) -> None:
        self.context, self.store, self.sources = context, store, sources
        self.pool = Pool(context)
        self.rendered: list[Rendered] = []

    def site(self, strict: bool) -> Examination:
        """Build the whole site."""
        files, diagnostics = self.sources.all(), tuple(map(str, self.context.site.diagnostics))
        released = self.context.site.book.released
        inputs = "" if files is None else key_of(self.store.site_key, diagnostics, files, released)
        last: tuple[Examination, str] | None = self.store.complete(inputs)
        if last and is_published(self.context, last[1]):
            return last[0]

        projects = examine_all(self.store, self.pool, self.context.site.files, self.sources)
        examination = examination_of(self.store, self.pool, projects)
        if not examination.passes(strict):
            return examination

        self._refuse_to_empty()
        replaced = histories(self.context, projects)
        optional = self._optional_pages(projects)
        charts = self._charts(by_year(projects, self.context.years))
        listed = self._years_and_site_files(projects, charts, optional)
        self._other_pages(projects, replaced, listed)
        written = {output.address: output.digest for output in self.store.outputs(SITE)}
        self._manifests_and_frame(newest_day(projects))
        index_pages(self.store, self.pool, {page: digest for page, digest in written.items() if page.endswith(".html")})
        write_histories(self.store, self.pool, replaced, self._addresses(SITE), optional)
        self._check_links(written)
        published = publish(self.context, self.store)
        self.store.drop_unused()
        if inputs and self.sources.is_current():
            self.store.set_complete(inputs, (examination, published))
        return examination

    def _refuse_to_empty(self) -> None:
        """Raise `BuildError` if the last site has projects and the content has none, probably by mistake."""
        context = self.context
        if context.site.files or not context.folder.joinpath("site", ALL_RECORDS.path).exists():
            return
        where = f"{context.paths.content / PROJECTS} 里一个项目也没有，已生成的网站（{context.folder / 'site'}）里却有"
        what = "误移走了、磁盘没有连上的，请恢复后再运行一次；确实不要了的，先运行 make clean"
        raise BuildError(f"{where}，所以没有改动网站。{what}。")

    def years(self, years: Collection[str]) -> Examination:
        """Run the tasks that depend only on the projects of these years."""
        files = [file for file in self.context.site.files if file.year in years]
        projects = examine_all(self.store, self.pool, files, self.sources)
        examination = examination_of(self.store, self.pool, projects).errors_only()
        if examination.sound:
            complete = {year: of_year for year, of_year in by_year(projects, map(int, years)).items() if of_year}
            charts = self._charts(complete)
            self._run("年度", [_year_task(year, of_year, charts[year]) for year, of_year in complete.items()])
            slugs = Counter(file.slug for file in self.context.site.files)
            alone = (project for project in projects if project.series_key[1] and slugs[project.file.slug] == 1)
            replaced = histories(self.context, projects)
            self._run("网页", [_project_task([project], project, replaced) for project in alone])
        self.store.drop_unused()
        return examination

    def _run(self, stage: str, tasks: Sequence[Task]) -> list[Result]:
        """Run rendering tasks and collect the metadata of their pages and downloads."""
        results = self.store.run(self.pool, stage, tasks)
        self.rendered += (result.value for result in results)
        return results

    def _optional_pages(self, projects: Sequence[SummarizedFile]) -> OptionalPages:
        """Decide which optional pages the site has, before any page is rendered."""
        args = OptionalArgs(PortfolioArgs(0, *_portfolio(projects)), self.context.site.book.released)
        task = Task("网页有无", optional_pages, args, effort=list_effort(projects))
        (result,) = self.store.run(self.pool, "网页", [task])
        optional: OptionalPages = result.value
        return optional

    def _charts(self, years: Mapping[int, Sequence[SummarizedFile]]) -> Mapping[int, Parts]:
        """Draw the charts of each year, and those of the whole site under key 0."""
        groups = {0: list(chain.from_iterable(years.values())), **years}
        tasks = [
            Task(
                f"图表 {year or '全站'}", make_charts, PortfolioArgs(year, _summaries(group)), effort=list_effort(group)
            )
            for year, group in groups.items()
        ]
        results = self.store.run(self.pool, "图表", tasks)
        charts = [Parts([result.parts["charts"]]) for result in results]
        drawn = self.store.run(self.pool, "图表", [Task("画图表", draw_charts, part, effort=9) for part in charts])
        return {year: Parts([result.parts["drawn"]]) for year, result in zip(groups, drawn, strict=True)}

    def _years_and_site_files(
        self, projects: Sequence[SummarizedFile], charts: Mapping[int, Parts], optional: OptionalPages
    ) -> ModuleArgs:
        """Write the downloads of the whole site, and the pages and downloads of each year.

        Returns the arguments for pages of the whole site, with all of these downloads.
        """
        years = by_year(projects, self.context.years)
        sample = Parts([project.parts["project"] for project in projects if project.indicators][:1])
        everything = ModuleArgs("", optional, PortfolioArgs(0, *_portfolio(projects)), charts=charts[0], sample=sample)
        tasks = [
            Task(f"下载 {name}", write_site_files, module_args(name, maker, everything), effort=list_effort(projects))
            for name, maker in exports.registry().site.items()
        ]
        tasks += (_year_task(year, of_year, charts[year]) for year, of_year in years.items())
        downloads = (download for result in self._run("年度", tasks) for download in result.value.downloads)
        return everything._replace(downloads=tuple(download for download in downloads if download.title))

    def _other_pages(self, projects: Sequence[SummarizedFile], replaced: Histories, listed: ModuleArgs) -> None:
        """Write all other pages with their downloads."""
        tasks = [
            Task(f"网页 {name}", render_site_pages, module_args(name, maker, listed), effort=list_effort(projects))
            for name, maker in pages.registry().site.items()
        ]
        for slug, of_unit in by_unit(projects, self.context.site.book.units).items():
            unit = UnitArgs(slug, _summaries(of_unit))
            tasks.append(Task(f"单位 {slug}", render_unit, unit, effort=list_effort(of_unit)))
        for series in by_series(projects):
            years = Parts(project.parts["series year"] for project in series if "series year" in project.parts)
            if years and len(series) > 1:
                args = SeriesArgs(_summaries(series), years)
                tasks.append(Task(f"系列 {series[0].series_key[0]}", render_series, args, effort=list_effort(series)))
            tasks += (_project_task(series, project, replaced) for project in series)
        self._run("网页", tasks)

    def _manifests_and_frame(self, day: str) -> None:
        """Write the lists of all downloads, and the static files and sitemap of the site."""
        downloads = tuple(download for rendered in self.rendered for download in rendered.downloads)
        pages = (page for rendered in self.rendered for page in rendered.pages)
        dated = tuple(sorted((page.address, page.changed) for page in pages if page.listed))
        self.store.run(
            self.pool,
            "网页",
            [Task("校验值清单", write_manifests, ManifestArgs(day, downloads)), Task("框架", write_frame, dated)],
        )

    def _addresses(self, *trees: str) -> Mapping[str, str]:
        """Return the digests of the files of some trees by address."""
        return {output.address: output.digest for output in self.store.outputs(*trees, BOTH)}

    def _check_links(self, written: Mapping[str, str]) -> None:
        """Raise `SiteError` if a link has no target."""
        links = {page.address: page.links for rendered in self.rendered for page in rendered.pages if page.links}

        def html(address: str) -> str:
            return self.context.file(written[page_address(address)]).decode()

        if lines := list(broken_links(links, self._addresses(DOCS), html)):
            raise SiteError.of(lines)


def _summaries(projects: Iterable[SummarizedFile]) -> Parts:
    return Parts(project.parts["summary"] for project in projects)


def _portfolio(projects: Sequence[SummarizedFile]) -> tuple[Parts, Parts | None]:
    """Return the summaries of projects, and their indicators if at most `MAX_INDICATOR_ROWS`, else None."""
    few = sum(project.indicators for project in projects) <= MAX_INDICATOR_ROWS
    return _summaries(projects), Parts(project.parts["indicators"] for project in projects) if few else None


def _year_task(year: int, projects: Sequence[SummarizedFile], charts: Parts) -> Task:
    args = YearArgs(PortfolioArgs(year, *_portfolio(projects)), charts)
    return Task(f"年度 {year}", render_year, args, effort=list_effort(projects))


def _project_task(years: Sequence[SummarizedFile], project: SummarizedFile, replaced: Histories) -> Task:
    """Return the task of a project's page; `years` are the project in all its years."""
    versions = len(replaced.get(project.file.id, ()))
    args = ProjectArgs(Parts([project.parts["project"]]), _summaries(years) if len(years) > 1 else NO_PARTS, versions)
    return Task(f"项目 {project.file.id}", render_project, args)


def newest_day(projects: Iterable[SummarizedFile]) -> str:
    """Return the day the newest result was entered or changed (ISO 8601); empty if unknown."""
    return max((project.newest for project in projects), default="")


def by_year(projects: Iterable[SummarizedFile], years: Iterable[int]) -> Mapping[int, Sequence[SummarizedFile]]:
    """Group projects by year; years without projects are included."""
    projects_by_year: dict[int, list[SummarizedFile]] = {year: [] for year in sorted(years)}
    for project in projects:
        projects_by_year[project.year].append(project)
    return projects_by_year


def by_unit(projects: Iterable[SummarizedFile], units: Iterable[Unit]) -> Mapping[str, Sequence[SummarizedFile]]:
    """Group projects by the slug of each unit that carried out or evaluated them; units without any are included."""
    projects_by_slug: dict[str, list[SummarizedFile]] = {}
    agencies: dict[str, list[str]] = defaultdict(list)
    for unit in units:
        projects_by_slug[unit.slug] = []
        for name in dict.fromkeys(unit.names):
            agencies[name].append(unit.slug)
    for project in projects:
        for slug in dict.fromkeys((project.unit, *agencies.get(project.agency, ()))):
            projects_by_slug[slug].append(project)
    return projects_by_slug


def by_series(projects: Iterable[SummarizedFile]) -> Iterator[Sequence[SummarizedFile]]:
    """Yield groups of projects that are one project in several years, oldest first."""
    projects_by_series: dict[tuple[str, str], list[SummarizedFile]] = defaultdict(list)
    for project in projects:
        projects_by_series[project.series_key].append(project)
    return (sorted(series, key=lambda project: project.year) for series in projects_by_series.values())
