"""得分不能超过权重，也不能小于 0；照录的指标同样如此。权重只印在上级的，下级得分之和不能超过它。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_scores, leaf_scores
from generator.checks._uses import computed_from, points_from
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "得分超限"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "得分不符")


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Compare the shown points of each leaf with its weight."""
    for leaf in leaf_scores(score):
        if leaf.points is None:
            continue
        if leaf.weight is None and leaf.points < 0:
            yield leaf.indicator, "rule", f"得分 {leaf.points} 小于 0，请核对得分", points_from(project, leaf)
        elif leaf.weight is not None and not 0 <= leaf.points <= leaf.weight:
            text = f"得分 {leaf.points} 应在 0 至权重 {leaf.weight} 之间，请核对得分和权重"
            yield leaf.indicator, "rule", text, (*points_from(project, leaf), (leaf.indicator, "weight"))
    for node in all_scores(score):
        if not node.children or all(child.weight is not None for child in node.children):
            continue
        if node.weight is not None and node.computed is not None and node.computed > node.weight:
            text = f"下级得分合计 {node.computed}，超过权重 {node.weight}，请核对得分和权重"
            yield node.indicator, "weight", text, computed_from(project, node)
    for row in project.sheet.rows if project.sheet else ():
        if row.points is not None and row.weight is not None and not 0 <= row.points <= row.weight:
            yield row, "points", f"得分 {row.points} 应在 0 至分值 {row.weight} 之间，请核对得分和分值"
