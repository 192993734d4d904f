"""States of ledger items: their order, their dates and the conditions for closing an item."""

from collections.abc import Iterator
from itertools import pairwise

from generator.checks import Violation, check
from generator.checks.records import every
from generator.checks.timing.dates import out_of_order
from generator.core.date import PartialDate
from generator.core.record import Record
from generator.model.book import Book
from generator.model.ledger import CLOSED, SETTLED, LedgerItem, StateEntry
from generator.model.project import Project


@check("状态倒序", "错误")
def entry_order(project: Project) -> Iterator[Violation]:
    """状态记录照日期先后排列：后一条不早于前一条，第一条不早于下达日期。"""
    for item in every(LedgerItem, project):
        for before, entry in pairwise(item.entries):
            last = (before, "date", f"前一条“{before.state}”的")
            yield from out_of_order((entry, "date", f"“{entry.state}”的日期"), last, "请核对日期，或照先后重排")
        for first in item.entries[:1]:
            yield from out_of_order((first, "date", f"“{first.state}”的日期"), (item, "issued", "下达日期"))


EXPLAINED = ("不采纳", "重开")


@check("状态不接", "错误")
def entry_states(project: Project) -> Iterator[Violation]:
    """状态一步接一步：销号、不采纳以后只能重开，重开只能在销号、不采纳以后，待反馈只在开头；不采纳、重开要写理由。"""
    for item in every(LedgerItem, project):
        last: StateEntry | None = None
        for entry in item.entries:
            if wrong := _wrong_state(entry, last):
                yield entry, "state", wrong, ((last, "state"),) if last else ()
            if entry.state in EXPLAINED and not entry.text:
                yield entry, "text", f"“{entry.state}”没有写理由，请补写“情况”"
            last = entry


def _wrong_state(entry: StateEntry, last: StateEntry | None) -> str:
    if entry.state == "重开":
        settled = last is not None and last.state in SETTLED
        return "" if settled else "还没有销号，谈不上重开，请改为“整改中”，或补上前面的“已销号”"
    if last and last.state in SETTLED:
        return f"“{last.state}”以后又写“{entry.state}”，要接着整改的，请在中间补一条“重开”并写理由"
    if entry.state == "待反馈" and last and last.state != "待反馈":
        return f"“{last.state}”以后又写“待反馈”，单位已经反馈过，请改为“整改中”"
    return ""


@check("截止日以后", "错误")
def after_cutoff(project: Project, book: Book) -> Iterator[Violation]:
    """台账里已经发生的事，日期不晚于 site.yml 的数据截止日：状态、延期的批准、自报、核实。"""
    # Overdue items and rates are as of that day: a later event would be counted before it happened.
    cutoff = book.site.cutoff if every(LedgerItem, project) else None
    if not cutoff:
        return
    last = cutoff.latest
    for item in every(LedgerItem, project):
        for record, field, day in _dated_events(item):
            if day and last < day.earliest:
                text = (
                    f"{day.chinese}晚于 site.yml 的数据截止日 {cutoff.chinese}，请核对日期；数据更新了的，改数据截止日"
                )
                yield record, field, text


def _dated_events(item: LedgerItem) -> Iterator[tuple[Record, str, PartialDate | None]]:
    yield item, "issued", item.issued
    yield from ((entry, "date", entry.date) for entry in item.entries)
    yield from ((extension, "approved", extension.approved) for extension in item.extensions)
    if item.statement:
        yield item.statement, "date", item.statement.date
    if item.verification:
        yield item.verification, "date", item.verification.date


@check("销号无佐证", "错误")
def closed_unproved(project: Project, book: Book) -> Iterator[Violation]:
    """销号要求里写明“须佐证”的，销号前要有佐证。"""
    # The proof that a statement names is evidence too.
    rule = book.closing_rule(project.body)
    if not rule.proved:
        return
    source = f"（{rule.rule}）" if rule.rule else ""
    for finding in project.findings:
        for item in finding.ledger:
            statement = item.statement or finding.rectification
            if (last := _closing(item)) and not item.evidence and not (statement and statement.proof):
                text = f"已销号，却没有佐证，销号要求{source}须有佐证，请补写“佐证”；不宜公开的材料可以只写内容和校验和"
                yield last, "state", text, ((item, "evidence"),)


@check("销号无核实", "错误")
def closed_unverified(project: Project, book: Book) -> Iterator[Violation]:
    """销号要求里写明“须核实”的，销号前要有核实；核实过的，结论是“已完成”、日期不晚于销号，才能销号。"""
    rule = book.closing_rule(project.body)
    for item in every(LedgerItem, project):
        last, verified = _closing(item), item.verification
        if not last:
            continue
        if verified is None:
            if rule.verified:
                source = f"（{rule.rule}）" if rule.rule else ""
                text = (
                    f"已销号，却没有核实，销号要求{source}须核实，请补写"
                    "“核实: {结论: 已完成, 单位: …, 方式: …, 日期: …}”；还没有核实的，把这条状态改为“申请销号”"
                )
                yield last, "state", text, ((item, "verification"),)
        elif verified.result != "已完成":
            text = f"已销号，核实的结论却是“{verified.result}”，请核对；没有整改完的不能销号，状态写“整改中”"
            yield last, "state", text, ((verified, "result"),)
        elif verified.date and last.date.is_before(verified.date):
            text = f"{last.date.chinese}销号，早于核实的日期 {verified.date.chinese}，先核实后销号，请核对这两个日期"
            yield last, "date", text, ((verified, "date"),)


def _closing(item: LedgerItem) -> StateEntry | None:
    """Return the newest entry of a closed item."""
    return item.last if item.last and item.last.state == CLOSED else None
