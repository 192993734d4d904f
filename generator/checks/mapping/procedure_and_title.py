"""按简易程序做的评价，报告不用普通程序的题名。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "程序与题名"
SEVERITY: Severity = "提示"
NOTABLE = False

ORDINARY = re.compile("(?:财政)?(?:项目|资金|专项)?(?:项目|资金)?支出(?:项目)?绩效评价报告")


def check(project: Project) -> Iterator[Violation]:
    """Compare the procedure with the title on the cover, where that is the ordinary one and nothing else."""
    done = project.evaluation
    if "简易" in done.procedure and ORDINARY.fullmatch(done.report_title):
        text = f"程序是“{done.procedure}”，报告标题却是普通程序的“{done.report_title}”，请核对用的是哪一种程序"
        yield done, "report_title", text
