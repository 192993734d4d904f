"""实际值没有达到目标，或日期晚于目标的，不能得满分。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._scored_lines import JUDGED, lines
from generator.checks.mapping._targets import quantity
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "未达标满分"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("权重不符", "得分不符", "实际值不符")


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Compare target and actual as printed, where the points do not follow from them; rows of 其中 count too."""
    for line in lines(score, project):
        if not line.full:
            continue
        if line.rows_missed and not line.explained:
            problem = f"其中的“{line.rows_missed[0]}”没有达到目标"
        elif line.method in {*JUDGED, ""} and line.reached is False:
            how = "没有达到" if quantity(line.actual, "", line.unit) else "晚于"
            problem = f"实际 {line.actual} {how}目标 {line.aim}"
        else:
            continue
        yield line.record, "actual", f"{problem}，却得满分 {line.points} 分，请核对目标值、实际值和得分", line.values
