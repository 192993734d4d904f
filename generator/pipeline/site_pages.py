"""Stage functions of the pages of no single project, year or unit: one task a module, from what this one asks for."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generator.charts import charts_of_home
from generator.load import read_bytes
from generator.pages import registry
from generator.pipeline.cache import Task, TaskResult
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import examine
from generator.pipeline.results import BuiltProject, summaries_args
from generator.pipeline.stages import drawn, finished_pages
from generator.views import Portfolio
from generator.views.download import Download


class SiteModuleArgs(NamedTuple):
    """A module by its name, and what its pages are given, by the names of their parameters."""

    module: str
    given: tuple[tuple[str, object], ...]


def site_page_tasks(
    context: BuildContext, projects: Sequence[BuiltProject], downloads: Sequence[Download], newest: str
) -> list[Task]:
    """The pages of each module, given what they ask for; `newest` is the day of the newest result."""
    summaries = summaries_args(projects)
    example = next((one.file for one in projects if one.output.indicators), None)
    known: Mapping[str, object] = {
        "portfolio": summaries,
        "years": tuple(sorted({one.year for one in projects}, reverse=True)),
        "newest": newest,
        "charts": summaries,
        "downloads": tuple(file for file in downloads if file.title),
        "sample": (example, read_bytes(example, context.paths.content)) if example else None,
    }
    given = {
        name: tuple((key, known[key]) for key in sorted(known) if key in module.given)
        for name, module in registry().site.items()
    }
    return [Task(name, build_site_pages, SiteModuleArgs(name, some)) for name, some in given.items()]


def build_site_pages(context: BuildContext, args: SiteModuleArgs) -> TaskResult:
    """The pages of one module."""
    given = {name: _made(context, name, value) for name, value in args.given}
    if "book" in registry().site[args.module].given:
        given["book"] = context.site.book
    return finished_pages(context, context.composer.site_pages(args.module, given))


def _made(context: BuildContext, name: str, value: Any) -> object:
    """An argument as the module sees it."""
    match name:
        case "portfolio":
            return Portfolio(context.site.book, context.summaries(value))
        case "charts":
            return drawn(context, charts_of_home(Portfolio(context.site.book, context.summaries(value))))
        case "sample":
            return examine(context, *value).detail(context.site.book) if value else None
        case _:
            return value
