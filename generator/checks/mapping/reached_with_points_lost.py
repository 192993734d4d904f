"""实际值达到目标（数字、日期达到，或与目标值同文）而没有得满分的，要写明偏差原因。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._scored_lines import JUDGED, lines
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "达标失分"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("权重不符", "得分不符", "实际值不符")

DIGIT = re.compile(r"\d")


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Compare target and actual, by the rule where it knows them, else as they are printed; rows of 其中 count too."""
    for line in lines(score, project):
        if not line.lost or line.explained:
            continue
        if (line.reached if line.method in {*JUDGED, ""} else line.rule_reached) and line.actual:
            same = line.actual == line.target and not DIGIT.search(line.actual)
            what = f"实际值与目标值同为“{line.actual}”" if same else f"实际 {line.actual} 达到目标 {line.aim}"
        elif line.rows_reached and not line.own_target:
            what = "其中各行都达到目标"
        else:
            continue
        lost = f"{what}，却只得 {line.points} 分（满分 {line.weight}）"
        yield line.record, "actual", f"{lost}，请对照原件核对得分；原件写了原因的，补写“偏差原因”", line.values
