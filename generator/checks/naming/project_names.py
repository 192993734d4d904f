"""一个项目在信息表、报告、各年数据里应是同一个名称；写法不同的，两处都看一看，确有更名的写明豁免。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.checks.naming._names import plain, without_year
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ScoreBook

NAME = "项目名称不一"
SEVERITY: Severity = "提示"


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Compare with what the documents print, and with the year before."""
    before: dict[str, Project] = {}
    for project in sorted(book.projects, key=lambda one: one.year):
        yield from _documents(project)
        earlier = before.get(project.series) if project.series else None
        if earlier and earlier.year < project.year and without_year(earlier.name) != without_year(project.name):
            told = f"{earlier.year} 年的名称是“{earlier.name}”，与本年的“{project.name}”写法不同"
            yield project, "name", f"{told}，请核对"
        if project.series:
            before[project.series] = project


def _documents(project: Project) -> Iterator[Finding]:
    told = "与项目名称“{}”写法不同，请核对"
    name = project.evaluation.report_name
    if name and plain(name) != plain(project.name):
        yield project.evaluation, "report_name", f"报告中的名称“{name}”{told.format(project.name)}"
    for source in project.sources:
        states = source.states
        if states and states.name and plain(states.name) not in (plain(project.name), plain(name)):
            yield states, "name", f"这份文件中的名称“{states.name}”{told.format(project.name)}"
