"""报告日期不能早于评价的开始日期，更新日期和更正不能早于收录日期，更正先写的在前。"""

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
    before = project.entered
    for one in project.corrections:
        if before and one.date.is_before(before):
            word = "收录日期" if before is project.entered else "前一条更正"
            yield one, "date", f"更正的日期 {one.date.chinese}早于{word} {before.chinese}，请核对，后更正的写在后面"
        before = one.date
