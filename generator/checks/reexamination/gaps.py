"""复核底稿有的指标写了复核得分、有的没有写，又没有写总分的，总分合计不出来。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "复核缺项"
SEVERITY: Severity = "警告"
NOTABLE = False


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Look for indicators that were left out."""
    told, printed = project.reexamination, project.printed
    if (told and told.points is not None) or (printed and printed.reviewed is not None):
        return
    leaves = [leaf.indicator for leaf in leaf_scores(score) if not leaf.unscored]
    if not any(leaf.reexamined and leaf.reexamined.points is not None for leaf in leaves):
        return
    for leaf in leaves:
        if leaf.reexamined_points is None:
            text = "别的指标有复核得分，这一项没有，复核的总分合计不出来，请补写“复核”里的“得分”"
            yield leaf, "reexamined" if leaf.reexamined else "name", text
