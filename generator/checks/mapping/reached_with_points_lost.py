"""实际值达到目标而没有得满分的，要写明偏差原因。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._scored_lines import JUDGED, lines
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "达标失分"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("权重不符", "得分不符", "总分不符", "实际值不符", "超额未说明")


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Compare target and actual, by the rule where it knows them, else as they are printed."""
    for line in lines(project, score):
        if not line.lost or line.explained:
            continue
        if line.reached if line.method in {*JUDGED, ""} else line.rule_reached:
            text = (
                f"实际 {line.actual} 达到目标 {line.aim}，却只得 {line.points} 分（满分 {line.weight}），"
                "请核对得分，或补写“偏差原因”"
            )
            yield line.record, "actual", text
