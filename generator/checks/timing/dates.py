"""Dates of the evaluation, the report, its sources and the answers, in their order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.checks import Violation, check
from generator.checks.records import every
from generator.core.date import PartialDate
from generator.core.record import Record
from generator.model.project import Project, Rectification
from generator.model.report import Interview, Survey

Dated = tuple[Record, str, str]  # a record, its date field, the words for the date


def out_of_order(later: Dated, earlier: Dated, advice: str = "请核对这两个日期") -> Iterator[Violation]:
    """Report a date that is before the one it should follow; nothing where either is missing."""
    (record, field, word), (other, other_field, other_word) = later, earlier
    date, since = getattr(record, field), getattr(other, other_field)
    if date and since and date.is_before(since):
        text = f"{word} {date.chinese}早于{other_word} {since.chinese}，{advice}"
        yield record, field, text, ((other, other_field),)


@check("日期先后", "错误")
def date_order(project: Project) -> Iterator[Violation]:
    """报告日期不能早于评价的开始日期，更新日期和更正不能早于收录日期，更正先写的在前。"""
    evaluation = project.evaluation
    yield from out_of_order((evaluation, "report_date", "报告日期"), (evaluation, "began", "开始日期"))
    yield from out_of_order((project, "changed", "更新日期"), (project, "entered", "收录日期"))
    yield from _correction_order(project)


def _correction_order(project: Project) -> Iterator[Violation]:
    before = project.entered
    for correction in project.corrections:
        if before and correction.date.is_before(before):
            word = "收录日期" if before is project.entered else "前一条更正"
            text = f"更正的日期 {correction.date.chinese}早于{word} {before.chinese}，请核对，后更正的写在后面"
            yield correction, "date", text
        before = correction.date


PERIOD_MONTH = re.compile(r"([0-9]{4})\s*[年.\-/]\s*([0-9]{1,2})")


@check("报告过早", "警告", requires_clean=("日期先后",))
def early_reports(project: Project) -> Iterator[Violation]:
    """一个年度的绩效要到年度（或实施期）结束才能评价：报告日期不应更早，开始日期不应早于年度开始。"""
    # Compared by the month: a report of the year's last month may be on the year.
    evaluation = project.evaluation
    began, done = evaluation.began, evaluation.report_date
    if done and (done.latest.year, done.latest.month) < _last_month(project):
        text = f"报告日期 {done.chinese}，这时 {project.year} 年度的项目还没有结束，请核对报告日期和年度"
        yield evaluation, "report_date", text, ((project, "printed_year"), (project, "period"))
    elif began and began.year < project.year:
        text = f"开始日期 {began.chinese}早于所评价的 {project.year} 年度，请核对开始日期和年度"
        yield evaluation, "began", text, ((project, "printed_year"),)


def _last_month(project: Project) -> tuple[int, int]:
    """Return the month the year's work ends in: that of the 实施期 where it ends within the year."""
    year = int(project.year)
    months = [(int(y), int(m)) for y, m in PERIOD_MONTH.findall(project.period)]
    return min(max(months, default=(year, 12)), (year, 12))


@check("整改过早", "提示", requires_clean=("日期先后",))
def early_answers(project: Project) -> Iterator[Violation]:
    """整改是对报告的回应，时间一般不早于报告日期；没有报告日期的，看评价的开始日期。"""
    field, word = ("report_date", "报告日期") if project.evaluation.report_date else ("began", "评价的开始日期")
    for answer in every(Rectification, project):
        yield from out_of_order((answer, "date", "整改时间"), (project.evaluation, field, word), "请核对年份")


@check("公开过早", "警告", requires_clean=("日期先后",))
def publication_dates(project: Project) -> Iterator[Violation]:
    """结果不会先于报告公开：来源中报告、信息表的日期不应早于报告日期。"""
    # The date of the evaluation is that of one report; of several the others may be older.
    done = (project.evaluation, "report_date", "“评价”的报告日期")
    reports = sum(1 for source in project.sources if source.kind == "报告")
    for source in project.sources:
        if source.kind == "信息表" or (source.kind == "报告" and reports == 1):
            yield from out_of_order((source, "date", f"来源中{source.kind}的日期"), done, "请核对")


@check("访谈时间", "警告", requires_clean=("日期先后",))
def interview_dates(project: Project) -> Iterator[Violation]:
    """访谈是评价的一部分：时间应在评价开始之后、报告日期之前；没有开始日期的，也不应早于所评价的年度。"""
    for talk in every(Interview, project):
        if talk.when and (wrong := _out_of_time(project, talk.when)):
            shifted = (replace(talk.when, year=talk.when.year + step) for step in (1, -1))
            off_by_a_year = any(not _out_of_time(project, day) for day in shifted)
            advice = "年份可能差了一年，请核对" if off_by_a_year else "请核对"
            uses = ((project.evaluation, "began"), (project.evaluation, "report_date"))
            yield talk, "when", f"访谈时间 {talk.when.chinese}{wrong}，{advice}", uses


def _out_of_time(project: Project, when: PartialDate) -> str:
    began, done = project.evaluation.began, project.evaluation.report_date
    if began and when.is_before(began):
        return f"早于评价的开始日期 {began.chinese}"
    if done and done.is_before(when):
        return f"晚于报告日期 {done.chinese}"
    if not began and when.latest.year < project.year:
        return f"早于所评价的 {project.year} 年度"
    return ""


@check("日期未到", "警告", requires_clean=("日期先后",))
def future_dates(project: Project) -> Iterator[Violation]:
    """已经发生的事，日期不应晚于收录日期和更新日期：报告、来源、访谈、问卷，以及已完成的整改。"""
    # The program has no clock: the dates of entry and change tell the time.
    entered = project.newest
    word_of_entry = "更新日期" if project.changed else "收录日期"
    for record, field, word, day in _past_events(project):
        if entered and day and entered.is_before(day):
            text = f"{word} {day.chinese}晚于{word_of_entry} {entered.chinese}，请核对；后来补录的请写上更新日期"
            yield record, field, text, ((project, "entered"), (project, "changed"))


def _past_events(project: Project) -> Iterator[tuple[Record, str, str, PartialDate | None]]:
    evaluation = project.evaluation
    yield evaluation, "began", "开始日期", evaluation.began
    yield evaluation, "report_date", "报告日期", evaluation.report_date
    for source in project.sources:
        yield source, "date", "来源日期", source.date
    for talk in every(Interview, project):
        yield talk, "when", "访谈时间", talk.when
    for survey in every(Survey, project):
        yield survey, "when", "问卷时间", survey.when
    for finding in project.findings:
        answer = finding.rectification
        if answer and answer.state == "已完成":
            yield answer, "date", "整改时间", answer.date


DatedRow = tuple[Record, PartialDate | None]


@check("日期缺漏", "提示", notable=False)
def missing_dates(project: Project) -> Iterator[Violation]:
    """同一张表的各行大多写了时间，个别行没有，多半是漏填：访谈、问卷，以及已完成的整改。"""
    # One dated row alone makes no custom.
    for table, field, rows in _dated_tables(project):
        dated = sum(1 for _, day in rows if day)
        if dated < 2 or 2 * dated <= len(rows):
            continue
        for number, (record, day) in enumerate(rows, 1):
            if not day:
                text = f"{table}共 {len(rows)} 行，{dated} 行写了时间，第 {number} 行没有，请对照原件核对"
                yield record, field, text


def _dated_tables(project: Project) -> Iterator[tuple[str, str, Sequence[DatedRow]]]:
    """Yield the dated tables, without the sources: a sheet on a website bears no date where its report does."""
    collection = project.evaluation.collection
    if collection:
        yield "访谈", "when", [(row, row.when) for row in collection.interviews]
        yield "问卷", "when", [(row, row.when) for row in collection.surveys]
    answers = [finding.rectification for finding in project.findings if finding.rectification]
    yield "已完成的整改", "date", [(answer, answer.date) for answer in answers if answer.state == "已完成"]
