"""复核得分低于自评得分的，要写明扣分原因。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "扣分无原因"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("复核超限",)


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Compare each indicator's points with those that the unit gave itself."""
    for leaf in leaf_scores(score):
        told, own = leaf.indicator.reexamined, leaf.points
        if told and told.points is not None and own is not None and told.points < own and not told.reason:
            yield told, "points", f"复核得分 {told.points} 低于自评得分 {own}，没有写“扣分原因”，请补写"
