"""已经发生的事，日期不应晚于收录日期和更新日期：报告、来源、访谈、问卷，以及已完成的整改。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.date import PartialDate
from generator.core.diagnostic import Severity
from generator.core.record import Record
from generator.model.project import Project

NAME = "日期未到"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("日期先后",)


def check(project: Project) -> Iterator[Violation]:
    """The program has no clock: what is recorded tells the time."""
    entered = project.newest
    kept = "更新日期" if project.changed else "收录日期"
    for record, field, word, day in _dates(project):
        if entered and day and entered.is_before(day):
            text = f"{word} {day.chinese}晚于{kept} {entered.chinese}，请核对；后来补录的请写上更新日期"
            yield record, field, text, ((project, "entered"), (project, "changed"))


def _dates(project: Project) -> Iterator[tuple[Record, str, str, PartialDate | None]]:
    evaluation = project.evaluation
    yield evaluation, "began", "开始日期", evaluation.began
    yield evaluation, "report_date", "报告日期", evaluation.report_date
    for source in project.sources:
        yield source, "date", "来源日期", source.date
    for talk in evaluation.collection.interviews if evaluation.collection else ():
        yield talk, "when", "访谈时间", talk.when
    for survey in evaluation.collection.surveys if evaluation.collection else ():
        yield survey, "when", "问卷时间", survey.when
    for finding in project.findings:
        answer = finding.rectification
        if answer and answer.state == "已完成":
            yield answer, "date", "整改时间", answer.date
