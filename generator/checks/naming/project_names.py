"""一个项目在信息表、报告、各年数据里应是同一个名称；写法不同的，两处都看一看，确有更名的写明豁免。"""

from collections.abc import Iterator

from generator.checks import Discrepancy, Fact, Violation
from generator.checks._facts import Anchor, ProjectKey, anchor
from generator.checks.naming._names import plain, without_year
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "项目名称不一"
SEVERITY: Severity = "提示"
Name = tuple[str, Anchor]  # and where it stands


def check(project: Project) -> Iterator[Violation]:
    """Compare with what the documents print."""
    yield from _documents(project)


def extract(project: Project) -> Name | None:
    """The name, and where it stands."""
    return (project.name, anchor(project, project, "name")) if project.series else None


def compare(facts: list[Fact[Name]]) -> Iterator[Discrepancy]:
    """Compare with the year before."""
    before: dict[str, tuple[ProjectKey, str]] = {}
    for who, (name, where) in sorted(facts, key=lambda fact: fact[0].year):
        if who.series in before:
            earlier, other = before[who.series]
            if earlier.year < who.year and without_year(other) != without_year(name):
                yield where, f"{earlier.year} 年的名称是“{other}”，与本年的“{name}”写法不同，请核对"
        before[who.series] = who, name


def _documents(project: Project) -> Iterator[Violation]:
    text = "与项目名称“{}”写法不同，请核对"
    name = project.evaluation.report_name
    if name and plain(name) != plain(project.name):
        message = f"报告中的名称“{name}”{text.format(project.name)}"
        yield project.evaluation, "report_name", message, ((project, "name"),)
    for source in project.sources:
        states = source.states
        if states and states.name and plain(states.name) not in (plain(project.name), plain(name)):
            message = f"这份文件中的名称“{states.name}”{text.format(project.name)}"
            yield states, "name", message, ((project, "name"), (project.evaluation, "report_name"))
