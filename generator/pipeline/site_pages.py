"""Stage functions of the pages and downloads of no single project, year or unit: one task a module, from what it asks.

What they tell of all projects is joined from the figures of units, so that a change is felt only as far as it goes.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator import exports, pages
from generator.charts import charts_of_home
from generator.core.registry import Maker
from generator.load import read_bytes
from generator.pipeline.cache import Task, TaskResult
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import Blob, BlobFiles, CacheEntry, blobs_args
from generator.pipeline.examination import examine
from generator.pipeline.persistence import pack, unpack
from generator.pipeline.results import BuiltProject, several_years, summaries_args
from generator.pipeline.stages import drawn, finished_pages
from generator.views import Portfolio
from generator.views.download import Download
from generator.views.site_contents import SiteContents
from generator.views.site_figures import KINDS, joined

FEW = 2000  # projects: above so many a page leads to the tables of the years instead of holding all of them
EXAMPLES = 200  # projects of many that tell what a field may hold, beside those of the newest year
PROJECTS = ("few", "examples", "first", "in_series", "portfolio")
CONTENTS = ("overall", "bodies", "corrections")  # figures that tell what there is on a site
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
    """A module by its name, and what it is given, by the names of its parameters."""

    module: str
    given: tuple[tuple[str, Any], ...]


def known_of_all(
    context: BuildContext,
    projects: Sequence[BuiltProject],
    figures: Sequence[CacheEntry],
    newest: str,
    lists: frozenset[str],
) -> Mapping[str, Any]:
    """What modules may ask for; `newest` is the day of the newest result, `lists` are the tables worth having."""
    by_id = {one.file.id: one for one in projects}
    example = next((one.file for one in projects if one.output.indicators), None)
    years = tuple(sorted({one.year for one in projects}, reverse=True))
    known: dict[str, Any] = {
        "book": None,
        "years": years,
        "newest": newest,
        "few": summaries_args(projects if len(projects) <= FEW else ()),
        "examples": summaries_args(list(_examples(projects, years))),
        "first": summaries_args(projects[:1]),
        "in_series": summaries_args([one for some in several_years(projects) for one in some]),
        "portfolio": summaries_args(projects),
        "sample": (example, read_bytes(example, context.paths.content)) if example else None,
    }
    for kind, entry in zip(KINDS, figures, strict=True):
        known[kind] = blobs_args(entry.blobs)
        known[kind + LISTED] = summaries_args([by_id[project] for project in sorted(set(entry.value))])
    known["charts"] = known["overall"]
    known["contents"] = (*(known[kind] for kind in CONTENTS), newest, tuple(sorted(lists)))
    return known


def _examples(projects: Sequence[BuiltProject], years: Sequence[int]) -> Iterator[BuiltProject]:
    """All projects where these are few, else those of the newest year and some of all others."""
    step = 1 if len(projects) <= FEW else len(projects) // EXAMPLES
    return (one for at, one in enumerate(projects) if at % step == 0 or one.year == years[0])


def site_file_tasks(known: Mapping[str, Any]) -> list[Task]:
    """The downloads of each module that are no joined tables."""
    return _tasks(exports.registry().site, build_site_files, known)


def site_page_tasks(known: Mapping[str, Any], downloads: Sequence[Download]) -> list[Task]:
    """The pages of each module."""
    return _tasks(
        pages.registry().site,
        build_site_pages,
        {**known, "downloads": tuple(file for file in downloads if file.title)},
    )


def _tasks(
    modules: Mapping[str, Maker], func: Callable[[BuildContext, SiteModuleArgs], TaskResult], known: Mapping[str, Any]
) -> list[Task]:
    return [
        Task(name, func, SiteModuleArgs(name, tuple((key, known[key]) for key in sorted(module.given))))
        for name, module in modules.items()
    ]


def build_site_files(context: BuildContext, args: SiteModuleArgs) -> TaskResult:
    """The downloads of one module."""
    made = tuple(exports.registry().site[args.module].make(**_given(context, args)))
    return finished_pages(context, (), made)


def build_site_pages(context: BuildContext, args: SiteModuleArgs) -> TaskResult:
    """The pages of one module."""
    return finished_pages(context, context.composer.site_pages(args.module, _given(context, args)))


def _given(context: BuildContext, args: SiteModuleArgs) -> Mapping[str, object]:
    return {name: _made(context, name, value) for name, value in args.given}


def _made(context: BuildContext, name: str, value: Any) -> object:
    """An argument as the module sees it."""
    if name in KINDS:
        return unpack(value[0].value)
    if name in PROJECTS or name.endswith(LISTED):
        return Portfolio(context.site.book, context.summaries(value))
    match name:
        case "book":
            return context.site.book
        case "charts":
            return drawn(context, charts_of_home(unpack(value[0].value)), "home")
        case "contents":
            *figures, newest, lists = value
            overall, bodies, corrections = (unpack(one[0].value) for one in figures)
            return SiteContents(context.site.book, overall, bodies, corrections, newest, frozenset(lists))
        case "sample":
            return examine(context, *value).detail(context.site.book) if value else None
        case _:
            return value
