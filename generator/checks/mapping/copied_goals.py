"""自评表的实际完成情况不能照抄预期目标，实际值不能连“≥”一类的符号照抄目标值。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._form_rows import form_rows
from generator.checks.mapping._targets import aim_text, quantity
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "目标照抄"
SEVERITY: Severity = "警告"

MARKS = re.compile(r"\W+")


def check(project: Project) -> Iterator[Violation]:
    """Compare the columns, punctuation and line breaks aside; a number by itself may well be the one aimed at."""
    for row in form_rows(project):
        cells = row.record
        aim, came = quantity(cells.target, cells.sign, cells.unit), quantity(cells.actual, "", cells.unit)
        copied = aim and came and came.way and (aim.way, aim.value) == (came.way, came.value)
        if copied and aim and came and came.unit in ("", aim.unit):
            shown = aim_text(cells.target, cells.sign, cells.unit)
            text = f"实际值“{cells.actual}”连符号照抄目标 {shown}，看不出完成了多少，请对照原件核对"
            yield cells, "actual", text, ((cells, "target"),)
    for goal in project.sheet.goals if project.sheet else ():
        expected, achieved = (MARKS.sub("", "".join(lines)) for lines in (goal.expected, goal.achieved))
        if expected and expected == achieved:
            yield goal, "achieved", "实际完成情况和预期目标一字不差，请写实际做到了什么、数字是多少"
