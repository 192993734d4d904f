"""复核是对自评的复核：不是单位自评的文件，写了复核也没有可比的自评得分。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "复核无自评"
SEVERITY: Severity = "警告"
NOTABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Look for a reexamination of what the unit did not evaluate itself."""
    own = project.printed.own if project.printed else None
    if project.reexamination and not project.self_evaluated and own is None:
        text = "写了复核，但这份文件不是单位自评，也没有“自评分值”，网页上不列；是自评的，“评价”的“方式”写单位自评"
        yield project, "reexamination", text, ((project.evaluation, "method"),)
