"""Year tasks: the pages, charts and downloads of one year, made from the summaries of its projects."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator import exports
from generator.charts import charts_of_year
from generator.exports import MAX_INDICATOR_ROWS
from generator.pipeline.cache import BOTH, OutputFile, Task, TaskResult, effort_of_list
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import Blob, BlobFiles, blobs_args
from generator.pipeline.persistence import unpack
from generator.pipeline.results import BuiltProject, summaries_args
from generator.pipeline.stages import PageRecord, PageRecords, drawn, finished
from generator.views import Portfolio
from generator.views.download import Download

Years = Mapping[int, Sequence[BuiltProject]]


class PortfolioArgs(NamedTuple):
    """Projects as an argument of a task: their summaries, their indicators (None where these are too many)."""

    summaries: Sequence[Blob]
    indicators: Sequence[Blob] | None

    @classmethod
    def of(cls, projects: Sequence[BuiltProject]) -> "PortfolioArgs":
        """Collect the blobs of some projects."""
        few = sum(project.output.indicators for project in projects) <= MAX_INDICATOR_ROWS
        leaves = blobs_args([project.leaves for project in projects]) if few else None
        return cls(summaries_args(projects), leaves)

    def portfolio(self, context: BuildContext) -> Portfolio:
        """Read the projects."""
        files, blobs = BlobFiles(), self.indicators
        indicators = None if blobs is None else [row for blob in blobs for row in unpack(files.whole(blob))]
        return Portfolio(context.site.book, context.summaries(self.summaries), indicators=indicators)


class YearArgs(NamedTuple):
    """A year and its projects."""

    year: int
    projects: PortfolioArgs


def build_year(context: BuildContext, args: YearArgs) -> TaskResult:
    """A year's pages, charts and downloads; of a year that has an 一览 and no projects the page alone."""
    downloads, pages = list[Download](), list[PageRecord]()
    return TaskResult(PageRecords(downloads, pages), _files_of_year(context, args, downloads, pages))


def _files_of_year(
    context: BuildContext, args: YearArgs, downloads: list[Download], pages: list[PageRecord]
) -> Iterator[OutputFile]:
    """The files of a year, which may be large: each is let go of before the next is made."""
    year, portfolio = args.year, args.projects.portfolio(context)
    for export in exports.year_files(portfolio, year) if portfolio.summaries else ():
        yield OutputFile(BOTH, export.path, export.data)
        downloads.append(export.listed)
    charts = drawn(context, charts_of_year(portfolio, year) if portfolio.summaries else (), f"{year}")
    for address, markdown in context.composer.year_pages(portfolio, year, context.years, charts, tuple(downloads)):
        files, page = finished(context, address, markdown)
        yield from files
        pages.append(page)


def year_tasks(years: Years) -> dict[str, list[Task]]:
    """Page, charts and tables of each year; groups of their own, so that years made apart can be joined."""
    return {
        f"year-{year}": [
            Task(str(year), build_year, YearArgs(year, PortfolioArgs.of(projects)), effort=effort_of_list(projects))
        ]
        for year, projects in years.items()
    }
