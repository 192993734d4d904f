"""自评表的实际完成情况不能照抄预期目标。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "目标照抄"
SEVERITY: Severity = "警告"

MARKS = re.compile(r"\W+")


def check(project: Project) -> Iterator[Violation]:
    """Compare the two columns, punctuation and line breaks aside."""
    for goal in project.sheet.goals if project.sheet else ():
        expected, achieved = (MARKS.sub("", "".join(lines)) for lines in (goal.expected, goal.achieved))
        if expected and expected == achieved:
            yield goal, "achieved", "实际完成情况和预期目标一字不差，请写实际做到了什么、数字是多少"
