"""一级指标的权重与上年不同，得分就不宜直接相比：先比同一系列的上年，上年没有指标体系的，比同一单位上年其他项目共同的权重。"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.checks.between._years import with_last
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "权重变动"
SEVERITY: Severity = "提示"
Weights = dict[str, Decimal]
Tree = tuple[Weights, bool, Anchor]  # the weights, whether there are any indicators, where


def extract(project: Project) -> Tree | None:
    """The weights of the first level."""
    if not project.series and not project.indicators:
        return None
    return _weights(project), bool(project.indicators), anchor(project, project, "indicators")


def compare(facts: list[Fact[Tree]]) -> Iterator[Discrepancy]:
    """Compare where the indicators of the first level bear the same names; other names are another framework."""
    before = {who.id: (last, tree) for (who, _), (last, tree) in with_last(facts) if who.year - last.year == 1}
    by_unit: dict[tuple[str, int], list[Weights]] = defaultdict(list)
    for who, (weights, is_tree, _at) in facts:
        if is_tree:
            by_unit[who.body, who.year].append(weights)
    common = {key: _common(trees) for key, trees in by_unit.items()}
    for who, (now, _is_tree, where) in facts:
        if not now:
            continue
        last = before.get(who.id)
        if last and last[1][1]:
            word, then = f"{last[0].year} 年度同一项目", last[1][0]
        else:
            word, then = f"该单位 {who.year - 1} 年度其他项目", common.get((who.body, who.year - 1), {})
        if then and then.keys() == now.keys() and then != now:
            shown = f"一级指标权重是 {_shown(now, now)}，{word}是 {_shown(then, now)}"
            yield where, f"{shown}，得分不宜直接相比，请核对权重；确已变动的写明缘由"


def _weights(project: Project) -> Weights:
    weights = {node.name: node.weight for node in project.indicators if node.weight is not None}
    return weights if len(weights) == len(project.indicators) else {}


def _common(trees: list[Weights]) -> Weights:
    """The weights that all projects with indicators share; none where they differ, or where one alone has any."""
    return trees[0] if len(trees) > 1 and all(tree == trees[0] for tree in trees) else {}


def _shown(weights: Weights, order: Weights) -> str:
    return "、".join(f"{weights[name]:f}" for name in order)
