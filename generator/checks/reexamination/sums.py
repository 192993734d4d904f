"""复核的总分应与各项复核得分之和相等。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.core.diagnostic import Severity
from generator.core.number import total
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.model.totals import TotalRules

NAME = "复核合计"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("复核超限",)


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Add the points of all indicators up, where every one has some and the total is nothing but their sum."""
    told, rules = project.reexamination, project.total_rules or TotalRules()
    if not told or told.points is None or rules.convert or rules.caps or rules.vetoes:
        return
    leaves = [leaf.indicator for leaf in leaf_scores(score) if not leaf.unscored]
    points = [leaf.reexamined_points for leaf in leaves]
    known = [one for one in points if one is not None]
    if known and len(known) == len(points) and total(known) != told.points:
        text = f"复核的总分 {told.points}，各项复核得分相加是 {total(known)}，请核对"
        yield told, "points", text, [(leaf.reexamined, "points") for leaf in leaves if leaf.reexamined]
