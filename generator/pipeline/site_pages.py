"""Stage functions of the pages of no single project, year or unit: one task a module, from what this one asks for.

What they tell of all projects is joined from the figures of units, so that a change is felt only as far as it goes.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from generator.charts import charts_of_home
from generator.load import read_bytes
from generator.pages import registry
from generator.pipeline.cache import Task, TaskResult
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import Blob, BlobFiles, CacheEntry
from generator.pipeline.examination import examine
from generator.pipeline.persistence import pack, unpack
from generator.pipeline.results import BuiltProject, blobs_args, several_years, summaries_args
from generator.pipeline.stages import drawn, finished_pages
from generator.views import Portfolio
from generator.views.download import Download
from generator.views.site_figures import KINDS, joined

FEW = 2000  # projects: above so many a page leads to the tables of the years instead of holding all of them
PROJECTS = ("few", "in_series", "portfolio")
LISTED = "_listed"  # behind the name of a kind of figures: the projects that are listed by name beside them


class FiguresArgs(NamedTuple):
    """Figures of a kind, of each unit."""

    kind: str
    units: Sequence[Blob]


def figures_tasks(units: Sequence[CacheEntry]) -> list[Task]:
    """The figures of each kind of all units together."""
    return [
        Task(kind, join_figures, FiguresArgs(kind, blobs_args([unit.blobs[at] for unit in units])))
        for at, kind in enumerate(KINDS)
    ]


def join_figures(_: BuildContext, args: FiguresArgs) -> TaskResult:
    """The figures of one kind of all units; the value names the projects that are listed beside them."""
    files = BlobFiles()
    made = joined(args.kind, [unpack(files.whole(one)) for one in args.units])
    return TaskResult(getattr(made, "listed", ()), (), (pack(made),))


class SiteModuleArgs(NamedTuple):
    """A module by its name, and what its pages are given, by the names of their parameters."""

    module: str
    given: tuple[tuple[str, Any], ...]


def site_page_tasks(
    context: BuildContext,
    projects: Sequence[BuiltProject],
    figures: Sequence[CacheEntry],
    downloads: Sequence[Download],
    newest: str,
) -> list[Task]:
    """The pages of each module, given what they ask for; `newest` is the day of the newest result."""
    by_id = {one.file.id: one for one in projects}
    example = next((one.file for one in projects if one.output.indicators), None)
    known: dict[str, Any] = {
        "years": tuple(sorted({one.year for one in projects}, reverse=True)),
        "newest": newest,
        "few": summaries_args(projects if len(projects) <= FEW else ()),
        "in_series": summaries_args([one for some in several_years(projects) for one in some]),
        "portfolio": summaries_args(projects),
        "sample": (example, read_bytes(example, context.paths.content)) if example else None,
        "downloads": tuple(file for file in downloads if file.title),
    }
    for kind, entry in zip(KINDS, figures, strict=True):
        known[kind] = blobs_args(entry.blobs)
        known[kind + LISTED] = summaries_args([by_id[project] for project in sorted(set(entry.value))])
    known["charts"] = known["overall"]
    return [
        Task(
            name,
            build_site_pages,
            SiteModuleArgs(name, tuple((key, known[key]) for key in sorted(known) if key in module.given)),
        )
        for name, module in registry().site.items()
    ]


def build_site_pages(context: BuildContext, args: SiteModuleArgs) -> TaskResult:
    """The pages of one module."""
    given = {name: _made(context, name, value) for name, value in args.given}
    if "book" in registry().site[args.module].given:
        given["book"] = context.site.book
    return finished_pages(context, context.composer.site_pages(args.module, given))


def _made(context: BuildContext, name: str, value: Any) -> object:
    """An argument as the module sees it."""
    if name in KINDS:
        return unpack(value[0].value)
    if name in PROJECTS or name.endswith(LISTED):
        return Portfolio(context.site.book, context.summaries(value))
    match name:
        case "charts":
            return drawn(context, charts_of_home(unpack(value[0].value)))
        case "sample":
            return examine(context, *value).detail(context.site.book) if value else None
        case _:
            return value
