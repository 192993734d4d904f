"""访谈是评价的一部分：时间应在评价开始之后、报告日期之前；没有开始日期的，也不应早于所评价的年度。"""

from collections.abc import Iterator
from dataclasses import replace

from generator.checks import Violation
from generator.core.date import PartialDate
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "访谈时间"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("日期先后",)


def check(project: Project) -> Iterator[Violation]:
    """Hold each talk against the time of its evaluation; a year exactly one off is named as what it may be."""
    collection = project.evaluation.collection
    for talk in collection.interviews if collection else ():
        if talk.when and (wrong := _outside(project, talk.when)):
            shifted = (replace(talk.when, year=talk.when.year + step) for step in (1, -1))
            off_by_a_year = any(not _outside(project, day) for day in shifted)
            advice = "年份可能差了一年，请核对" if off_by_a_year else "请核对"
            uses = ((project.evaluation, "began"), (project.evaluation, "report_date"))
            yield talk, "when", f"访谈时间 {talk.when.chinese}{wrong}，{advice}", uses


def _outside(project: Project, when: PartialDate) -> str:
    began, done = project.evaluation.began, project.evaluation.report_date
    if began and when.is_before(began):
        return f"早于评价的开始日期 {began.chinese}"
    if done and done.is_before(when):
        return f"晚于报告日期 {done.chinese}"
    if not began and when.latest.year < project.year:
        return f"早于所评价的 {project.year} 年度"
    return ""
