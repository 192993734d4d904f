"""一张指标表里的权重，要么都印作百分数，要么都印作分值。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.core.diagnostic import Severity
from generator.model.project import Indicator, Project

NAME = "权重写法不一"
SEVERITY: Severity = "提示"
NOTABLE = False
REQUIRES_CLEAN = ("权重不符",)


def check(project: Project) -> Iterator[Violation]:
    """One diagnostic for a tree; its levels may be printed alike and its leaves otherwise."""
    percents = [node for node in all_nodes(project) if _percent(node)]
    points = next(_points(project), None)
    if percents and points:
        first = percents[0]
        text = (
            f"“{first.title}”等 {len(percents)} 项的权重印作百分数（{_weight(first)}），“{points.title}”等印作分值"
            f"（{_weight(points)}），请对照原件核对"
        )
        yield project, "indicators", text, [(node, "printed") for node in percents]


def _percent(node: Indicator) -> bool:
    return bool(node.printed and node.printed.weight and node.printed.weight.is_percent)


def _weight(node: Indicator) -> str:
    """A weight as it is printed, else as it counts."""
    return node.printed.weight.text if node.printed and node.printed.weight else node.written("weight")


def _points(project: Project) -> Iterator[Indicator]:
    """The indicators printed without a sign, and the leaves of which only the level above is given as printed."""
    for node in all_nodes(project):
        if node.printed and node.printed.weight and not node.printed.weight.is_percent:
            yield node
        for child in node.children if _percent(node) else ():
            if not child.children and child.weight is not None and not (child.printed and child.printed.weight):
                yield child
