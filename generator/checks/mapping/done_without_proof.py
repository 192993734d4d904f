"""状态写“已完成”的整改，情况里要看得出已经做了，或写明时间、佐证。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._answers import shown_done
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "完成无据"
SEVERITY: Severity = "提示"
NOTABLE = False


def check(project: Project) -> Iterator[Violation]:
    """The state is sorted from the wording, so the wording must bear it."""
    for finding in project.findings:
        answer = finding.rectification
        if answer and answer.state == "已完成" and not shown_done(answer):
            text = "状态是“已完成”，整改情况看不出已经做了，请写明做了什么、何时完成，或改状态"
            yield answer, "state", text
