"""“对应目标”写分解目标表里有的目标，“对应指标”写指标体系里有的编号或名称。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.checks.mapping._match import likeness, words
from generator.checks.mapping._rows import rows_of
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "对应不存在"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Ask of each name whether it is there, and offer the nearest that is."""
    rows = [row.levels[-1] for row in rows_of(project)]
    for node in all_nodes(project):
        for n, name in enumerate(node.goals):
            if words(name) not in map(words, rows):
                yield node, ("goals", n), f"分解目标表里没有“{name}”，{_advice(name, rows, '目标')}", ((node, "goals"),)
    yield from _of_findings(project)


def _of_findings(project: Project) -> Iterator[Violation]:
    nodes = tuple(all_nodes(project))
    known = {word for node in nodes for word in (node.code, node.name, node.title) if word}
    for finding in project.findings:
        for n, name in enumerate(finding.indicators):
            if name not in known:
                advice = _advice(name, [node.name for node in nodes], "编号或名称")
                text = f"指标体系里没有“{name}”，{advice}"
                yield finding, ("indicators", n), text, ((finding, "indicators"),)


def _advice(name: str, there: list[str], what: str) -> str:
    closest = max(there, key=lambda other: likeness(name, other), default="")
    if closest and likeness(name, closest):
        return f"是不是“{closest}”？请照那里的{what}写"
    return f"请照那里的{what}写，或删去这一项"
