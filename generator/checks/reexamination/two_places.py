"""同一个复核得分写在两处的（复核底稿，表上的复核得分一栏），两处应当相同。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "复核不一"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Compare the working paper with the column of the form."""
    told, printed = project.reexamination, project.printed
    if told and printed and None not in (told.points, printed.reviewed) and told.points != printed.reviewed:
        text = f"复核的总分 {told.points}，“公布”里的复核分值 {printed.reviewed}，请核对两处"
        yield told, "points", text, ((printed, "reviewed"),)
    for leaf in all_leaves(project):
        one = leaf.reexamined
        if one and None not in (one.points, leaf.reviewed) and one.points != leaf.reviewed:
            text = f"复核得分 {one.points}，这项指标的“复核分” {leaf.reviewed}，请核对两处"
            yield one, "points", text, ((leaf, "reviewed"),)
