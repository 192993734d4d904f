"""评分所需的数据要齐全、合理，能算出得分。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.checks._uses import computed_from
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "无法计分"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Ask each leaf whether its rule gave points."""
    for leaf in leaf_scores(score):
        # A weight below 0 gives no points either; 权重不符 tells that.
        if leaf.working and leaf.working.points is None and (leaf.weight is None or leaf.weight >= 0):
            yield leaf.indicator, "rule", leaf.working.line, computed_from(project, leaf)
