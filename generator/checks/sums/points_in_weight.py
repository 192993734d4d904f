"""得分不能超过权重，也不能小于 0；照录的指标同样如此。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "得分超限"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "得分不符")


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Compare the shown points of each leaf with its weight."""
    for leaf in leaf_scores(score):
        if leaf.points is not None and not 0 <= leaf.points <= leaf.weight:
            text = f"得分 {leaf.points} 应在 0 至权重 {leaf.weight} 之间，请核对得分和权重"
            yield leaf.indicator, "rule", text
    for row in project.sheet.rows if project.sheet else ():
        if row.points is not None and row.weight is not None and not 0 <= row.points <= row.weight:
            yield row, "points", f"得分 {row.points} 应在 0 至分值 {row.weight} 之间，请核对得分和分值"
