"""一个年度的绩效要到年度（或实施期）结束才能评价：报告日期不应更早，开始日期不应早于年度开始。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "报告过早"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("日期先后",)
MONTH = re.compile(r"([0-9]{4})\s*[年.\-/]\s*([0-9]{1,2})")


def check(project: Project) -> Iterator[Violation]:
    """Compare by the month; a report in the year's last month may be the year's."""
    evaluation = project.evaluation
    began, done = evaluation.began, evaluation.report_date
    if done and (done.latest.year, done.latest.month) < _end(project):
        text = f"报告日期 {done.chinese}，这时 {project.year} 年度的项目还没有结束，请核对报告日期和年度"
        yield evaluation, "report_date", text, ((project, "printed_year"), (project, "period"))
    elif began and began.year < project.year:
        text = f"开始日期 {began.chinese}早于所评价的 {project.year} 年度，请核对开始日期和年度"
        yield evaluation, "began", text, ((project, "printed_year"),)


def _end(project: Project) -> tuple[int, int]:
    """The month the year's work ends in: that of the 实施期 where it ends within the year."""
    year = int(project.year)
    months = [(int(y), int(m)) for y, m in MONTH.findall(project.period)]
    return min(max(months, default=(year, 12)), (year, 12))
