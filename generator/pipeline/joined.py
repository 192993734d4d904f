"""Joined tables: the rows of a few projects are made together and kept, and joined for their year and for all.

A task of rows is given the projects of one year that follow each other, and beside them those of the year after in the
same series: what is decided by a result shows there.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from generator import exports
from generator.charts import charts_of_year
from generator.exports import MAX_INDICATOR_ROWS, JoinedTable, JoinScope
from generator.pipeline.cache import BOTH, OutputFile, Task, TaskResult, effort_of_list
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import Blob, BlobFiles, CacheEntry, blobs_args
from generator.pipeline.made import made_parts
from generator.pipeline.persistence import pack, unpack
from generator.pipeline.results import BuiltProject, summaries_args
from generator.pipeline.stages import PageRecord, PageRecords, drawn, finished, kept_pieces
from generator.search import cut
from generator.views import Portfolio, newest_day
from generator.views.download import Download, Export

ROWS = "rows/"  # what some projects add to a table; no part of any tree
ROWS_GROUP = "rows-"  # before a year
MOST_PROJECTS = 32  # whose rows are made together

Years = Mapping[int, Sequence[BuiltProject]]


class RowsArgs(NamedTuple):
    """Some projects of a year: their summaries, those beside them, their indicators (None where these are too many)."""

    summaries: Sequence[Blob]
    beside: Sequence[Blob]
    indicators: Sequence[Blob] | None


def row_tasks(years: Years) -> dict[str, list[Task]]:
    """The rows of all projects, a group for each year."""
    return {f"{ROWS_GROUP}{year}": list(_of_year(some, years.get(year + 1, ()))) for year, some in years.items()}


def _of_year(projects: Sequence[BuiltProject], after: Iterable[BuiltProject]) -> Iterator[Task]:
    series: dict[str, list[BuiltProject]] = defaultdict(list)
    for one in after:
        series[one.output.links.series[0]].append(one)
    listed = indicators_told(projects)
    for some in cut(projects, lambda one: one.file.id, MOST_PROJECTS):
        beside = [later for one in some for later in series.get(one.output.links.series[0], ())]
        indicators = blobs_args([one.leaves for one in some]) if listed else None
        args = RowsArgs(summaries_args(some), summaries_args(beside), indicators)
        yield Task(some[0].file.slug, build_rows, args, effort=effort_of_list(some))


def indicators_told(projects: Iterable[BuiltProject]) -> bool:
    """Whether the scored indicators of some projects are few enough for a table of all of them."""
    return sum(project.output.indicators for project in projects) <= MAX_INDICATOR_ROWS


def build_rows(context: BuildContext, args: RowsArgs) -> TaskResult:
    """What some projects add to each table, a file for each."""
    portfolio = Portfolio(context.site.book, context.summaries(args.summaries), context.summaries(args.beside))
    files = BlobFiles()
    listed = args.indicators
    indicators = None if listed is None else [row for blob in listed for row in unpack(files.whole(blob))]
    tables = exports.registry().joined.values()
    made = [(table, table.part(portfolio, indicators)) for table in tables]
    there = frozenset(table.name for table, parts in made if parts and table.there(portfolio))
    return TaskResult(there, (file for table, parts in made for file in _files(table, parts or ())))


def _files(table: JoinedTable, parts: Iterable[Any]) -> Iterator[OutputFile]:
    for at, part in enumerate(parts):
        yield OutputFile(ROWS, f"{table.name} {at}", part if isinstance(part, bytes) else pack(part))


def tables_there(rows: Iterable[CacheEntry]) -> frozenset[str]:
    """The tables that are worth having, by the tasks that made their rows."""
    return frozenset[str]().union(*(entry.value for entry in rows))


def _parts_of(rows: Iterable[CacheEntry]) -> dict[str, list[str]]:
    """The parts for each file of each table that some tasks made, in their order."""
    found: dict[str, list[str]] = defaultdict(list)
    for entry in rows:
        for stamp in entry.files:
            found[stamp.address].append(stamp.sum)
    return found


class YearArgs(NamedTuple):
    """A year: its summaries, the parts for each file of its tables, whether its indicators are told."""

    year: int
    summaries: Sequence[Blob]
    parts: tuple[tuple[str, int, Sequence[str]], ...]
    indicators: bool


def build_year(context: BuildContext, args: YearArgs) -> TaskResult:
    """A year's pages, charts and downloads; of a year that has an 一览 and no projects the page alone."""
    downloads, pages = list[Download](), list[PageRecord]()
    return TaskResult(PageRecords(downloads, pages), _files_of_year(context, args, downloads, pages))


def _files_of_year(
    context: BuildContext, args: YearArgs, downloads: list[Download], pages: list[PageRecord]
) -> Iterator[OutputFile]:
    """The files of a year, which may be large: each is let go of before the next is made."""
    year, views = args.year, Portfolio(context.site.book, context.summaries(args.summaries))
    for export in chain(_joined(context, views, args), exports.year_files(views, year) if args.summaries else ()):
        yield OutputFile(BOTH, export.path, export.data)
        downloads.append(export.listed)
    charts = drawn(context, charts_of_year(views, year) if args.summaries else (), f"{year}")
    for address, markdown in context.composer.year_pages(views, year, context.years, charts, tuple(downloads)):
        files, page = finished(context, address, markdown)
        yield from files
        pages.append(page)


def _joined(context: BuildContext, views: Portfolio, args: YearArgs) -> Iterator[Export]:
    """The tables of a year, from their parts."""
    for name, at, sums in args.parts:
        make = exports.registry().joined[name].year_files[at]
        with kept_pieces(context, f"{name}-{at}-{args.year}") as pieces:
            scope = JoinScope(context.site.book, newest_day(views.summaries), args.indicators, pieces)
            yield from make(made_parts(context, sums), scope, args.year) if make else ()


def year_tasks(years: Years, rows: Mapping[str, Sequence[CacheEntry]]) -> dict[str, list[Task]]:
    """Page, charts and tables of each year; groups of their own, so that years made apart can be joined."""
    return {f"year-{year}": [_year_task(year, some, rows[f"{ROWS_GROUP}{year}"])] for year, some in years.items()}


def _year_task(year: int, projects: Sequence[BuiltProject], rows: Sequence[CacheEntry]) -> Task:
    made, joined = _parts_of(rows), exports.registry().joined.values()
    parts = tuple(
        (one.name, at, sums)
        for one in joined
        for at, make in enumerate(one.year_files)
        if make and (sums := made.get(f"{one.name} {at}"))
    )
    args = YearArgs(year, summaries_args(projects), parts, indicators_told(projects))
    return Task(str(year), build_year, args, effort=effort_of_list(projects))


class JoinArgs(NamedTuple):
    """A table of all projects: its name, which of its files, the parts, the newest day, whether indicators are told."""

    name: str
    at: int
    parts: Sequence[str]
    day: str
    indicators: bool


def join_tasks(
    years: Years, rows: Mapping[str, Sequence[CacheEntry]], projects: Sequence[BuiltProject], day: str
) -> list[Task]:
    """The files of the tables of all projects that are worth having, newest year first."""
    listed = [entry for year in sorted(years, reverse=True) for entry in rows[f"{ROWS_GROUP}{year}"]]
    parts, there = _parts_of(listed), tables_there(listed)
    told, effort = indicators_told(projects), effort_of_list(projects)
    return [
        Task(address, build_joined, JoinArgs(name, at, parts[address], day, told), effort=effort)
        for name, table in sorted(exports.registry().joined.items())
        if name in there
        for at in range(len(table.site_files))
        if (address := f"{name} {at}") in parts
    ]


def build_joined(context: BuildContext, args: JoinArgs) -> TaskResult:
    """Files of a table, which are large: each is let go of before the next is made."""
    make, downloads = exports.registry().joined[args.name].site_files[args.at], list[Download]()

    def files() -> Iterator[OutputFile]:
        with kept_pieces(context, f"{args.name}-{args.at}") as pieces:
            scope = JoinScope(context.site.book, args.day, args.indicators, pieces)
            for export in make(made_parts(context, args.parts), scope):
                yield OutputFile(BOTH, export.path, export.data)
                downloads.append(export.listed)

    return TaskResult(PageRecords(downloads), files())
