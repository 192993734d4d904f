"""Stage functions of the pages and downloads of the whole site: one task a module."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from generator import exports, pages
from generator.charts import charts_of_home
from generator.core.registry import Maker
from generator.load import read_bytes
from generator.pipeline.cache import Task, TaskResult
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import examine
from generator.pipeline.results import BuiltProject, summaries_args
from generator.pipeline.stages import drawn, finished_pages
from generator.pipeline.year_stages import PortfolioArgs
from generator.views import Portfolio
from generator.views.download import Download


class SiteModuleArgs(NamedTuple):
    """A module by its name, and its arguments by the names of its parameters."""

    module: str
    given: tuple[tuple[str, Any], ...]


def arguments_of(context: BuildContext, projects: Sequence[BuiltProject]) -> Mapping[str, Any]:
    """Arguments of site modules, as tasks are given them."""
    example = next((one.file for one in projects if one.output.indicators), None)
    summaries = summaries_args(projects)
    return {
        "book": None,
        "portfolio": PortfolioArgs(summaries, None),
        "charts": summaries,
        "sample": (example, read_bytes(example, context.paths.content)) if example else None,
    }


def site_file_tasks(known: Mapping[str, Any], projects: Sequence[BuiltProject]) -> list[Task]:
    """Tasks that make the downloads of each module."""
    with_indicators = {**known, "portfolio": PortfolioArgs.of(projects)}
    return _tasks(exports.registry().site, build_site_files, with_indicators)


def site_page_tasks(known: Mapping[str, Any], downloads: Sequence[Download]) -> list[Task]:
    """Tasks that make the pages of each module."""
    titled = tuple(file for file in downloads if file.title)
    return _tasks(pages.registry().site, build_site_pages, {**known, "downloads": titled})


def _tasks(
    modules: Mapping[str, Maker], func: Callable[[BuildContext, SiteModuleArgs], TaskResult], known: Mapping[str, Any]
) -> list[Task]:
    return [
        Task(name, func, SiteModuleArgs(name, tuple((key, known[key]) for key in sorted(module.given))))
        for name, module in modules.items()
    ]


def build_site_files(context: BuildContext, args: SiteModuleArgs) -> TaskResult:
    """Make the downloads of one module."""
    files = tuple(exports.registry().site[args.module].make(**_given(context, args)))
    return finished_pages(context, (), files)


def build_site_pages(context: BuildContext, args: SiteModuleArgs) -> TaskResult:
    """Make the pages of one module."""
    return finished_pages(context, context.composer.site_pages(args.module, _given(context, args)))


def _given(context: BuildContext, args: SiteModuleArgs) -> Mapping[str, object]:
    return {name: _argument(context, name, value) for name, value in args.given}


def _argument(context: BuildContext, name: str, value: Any) -> object:
    """Return an argument as the module sees it."""
    match name:
        case "book":
            return context.site.book
        case "portfolio":
            return value.portfolio(context)
        case "charts":
            return drawn(context, charts_of_home(Portfolio(context.site.book, context.summaries(value))), "home")
        case "sample":
            return examine(context, *value).detail(context.site.book) if value else None
        case _:
            return value
