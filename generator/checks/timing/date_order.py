"""报告日期不能早于评价的开始日期，更新日期不能早于收录日期。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "日期先后"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Compare the two dates of each evaluation and of each entry."""
    began, done = project.evaluation.began, project.evaluation.report_date
    if began and done and done.is_before(began):
        text = f"报告日期 {done.chinese}早于开始日期 {began.chinese}，请核对这两个日期"
        yield project.evaluation, "report_date", text, ((project.evaluation, "began"),)
    if project.entered and project.changed and project.changed.is_before(project.entered):
        text = f"更新日期 {project.changed.chinese}早于收录日期 {project.entered.chinese}，请核对这两个日期"
        yield project, "changed", text, ((project, "entered"),)
