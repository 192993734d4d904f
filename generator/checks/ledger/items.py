"""Items of the ledger: numbers, amounts, evidence, due dates and links to earlier years."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.checks import Discrepancy, Fact, Violation, check, comparison
from generator.checks.facts import Anchor, anchor
from generator.checks.records import every, repeated
from generator.checks.timing.dates import out_of_order
from generator.core.date import PartialDate
from generator.core.grouping import grouped_by
from generator.model.book import Book
from generator.model.ledger import Evidence, LedgerItem
from generator.model.project import Project


@check("台账编号", "错误")
def item_numbers(project: Project) -> Iterator[Violation]:
    """一个文件里台账的编号不重；一个问题分几项的，每项写明编号和各自的建议，一条一事。"""
    numbered = (item for item in every(LedgerItem, project) if item.number)
    for item, first in repeated(numbered, lambda item: item.number):
        text = f"台账编号“{item.number}”与第 {first.at('number').line} 行重复，请改为未用过的编号"
        yield item, "number", text, ((first, "number"),)
    for finding in project.findings:
        for item in finding.ledger if len(finding.ledger) > 1 else ():
            if not item.advice:
                yield item, "advice", f"这个问题的台账有 {len(finding.ledger)} 项，每项要写各自的“建议”，一条一事"
            if not item.number:
                yield item, "number", f"这个问题的台账有 {len(finding.ledger)} 项，每项要写“编号”，免得混淆"


@check("整改金额", "错误")
def money_rectified(project: Project) -> Iterator[Violation]:
    """已整改金额不能多于应整改金额；写了已整改金额的，要写应整改金额。"""
    for item in every(LedgerItem, project):
        if item.amount_done and not item.amount:
            yield item, "amount", f"已整改 {item.written('amount_done')}，没有写应整改多少，请补写“应整改金额”"
        elif item.amount_done and item.amount and item.amount_done.value > item.amount.value:
            done, due = item.written("amount_done"), item.written("amount")
            yield item, "amount_done", f"已整改 {done}，多于应整改的 {due}，请核对这两个数", ((item, "amount"),)


@check("佐证不符", "错误")
def evidence(project: Project, book: Book) -> Iterator[Violation]:
    """佐证要写明是什么：内容、附件、校验和至少有一样；写了校验和又附了文件的，两者要相符。"""
    for piece in every(Evidence, project):
        if not (piece.text or piece.files or piece.checksum):
            yield piece, "text", "佐证没有写是什么材料，请补写“内容”或“附件”；不公开的材料写内容和校验和"
        digests = [book.files[file.name].digest for file in piece.files if file.name in book.files]
        complete = len(digests) == len(piece.files) > 0
        if complete and piece.checksum and piece.checksum.text not in digests:
            names = "、".join(file.name for file in piece.files)
            text = f"校验和与“{names}”算出的 {digests[0][:12]}… 不符，文件可能换过，请核对文件，或重写校验和"
            yield piece, "checksum", text


@check("期限不接", "错误")
def due_dates(project: Project) -> Iterator[Violation]:
    """期限前后接得上：期限不早于下达日期，每次延期从上一个期限起、往后延，现期限就是最后一次延到的那一天。"""
    for item in every(LedgerItem, project):
        yield from out_of_order((item, "due", "原定期限"), (item, "issued", "下达日期"))
        yield from _extensions(item)
        last = item.extensions[-1] if item.extensions else None
        if last and item.due_now and _differ(item.due_now, last.until):
            text = f"现期限 {item.due_now.chinese}与最后一次延到的 {last.until.chinese}不同，请核对，或删去“现期限”一行"
            yield item, "due_now", text, ((last, "until"),)


def _extensions(item: LedgerItem) -> Iterator[Violation]:
    due = item.due
    for extension in item.extensions:
        if due and extension.before and _differ(extension.before, due):
            text = f"原期限 {extension.before.chinese}与此前的期限 {due.chinese}不同，请核对；漏了一次延期的请补上"
            yield extension, "before", text
        since = extension.before or due
        if since and not since.is_before(extension.until):
            text = f"新期限 {extension.until.chinese}不晚于原期限 {since.chinese}，不是延期，请核对这两个日期"
            yield extension, "until", text
        due = extension.until


def _differ(date: PartialDate, other: PartialDate) -> bool:
    """Return whether two dates cannot be one day."""
    return date.is_before(other) or other.is_before(date)


@check("延期无理由", "错误")
def extension_unexplained(project: Project, book: Book) -> Iterator[Violation]:
    """期限改了就是延期：每次延期要写理由；销号要求里写明“延期须批准”的，还要写批准单位。"""
    approved = book.closing_rule(project.body).approved
    for item in every(LedgerItem, project):
        if item.due and item.due_now and item.due.key != item.due_now.key and not item.extensions:
            text = (
                f"现期限 {item.due_now.chinese}与原定期限 {item.due.chinese}不同，却没有延期记录，请补写"
                f"“延期: [{{原期限: {item.due.text}, 新期限: {item.due_now.text}, 理由: …}}]”，或改正期限"
            )
            yield item, "due_now", text, ((item, "due"),)
        for extension in item.extensions:
            if not extension.reason:
                yield extension, "reason", f"延期到 {extension.until.chinese}，没有写理由，请补写“理由”"
            if approved and not extension.approver:
                text = f"延期到 {extension.until.chinese}，没有写批准单位，销号要求延期须批准，请补写“批准单位”"
                yield extension, "approver", text


class LinkedItems(NamedTuple):
    """Numbers of a project's items, and the links to earlier ones with their places."""

    numbers: tuple[str, ...]
    links: tuple[tuple[str, Anchor], ...]


def _linked_items(project: Project) -> LinkedItems | None:
    items = every(LedgerItem, project)
    links = tuple((item.last_year, anchor(project, item, "last_year")) for item in items if item.last_year)
    return LinkedItems(tuple(item.number for item in items if item.number), links) if items else None


@comparison("上年同类失联", "错误", extract=_linked_items)
def same_last_year(facts: list[Fact[LinkedItems]]) -> Iterator[Discrepancy]:
    """“上年同类”写的编号，在同一系列以前年度的台账里要找得到；找不到的，是编号改过，或那一项从台账里失去了。"""
    by_series = grouped_by(facts, lambda fact: fact[0].series)
    for project, own in facts:
        if not project.series:
            for number, where in own.links:
                yield where, f"项目没有写“系列”，不知道“{number}”在哪一年的台账里，请补写“系列”"
            continue
        earlier = [(other, items) for other, items in by_series[project.series] if other.year < project.year]
        numbers = set[str]().union(*(items.numbers for _, items in earlier))
        for number, where in own.links:
            if number not in numbers:
                years = "、".join(sorted(str(other.year) for other, _ in earlier))
                missing = f"同一系列 {years} 年度的台账里没有" if years else "同一系列以前年度没有台账，找不到"
                yield where, f"{missing}“{number}”这一项，请核对编号；那一项被删去的，请在原来的文件里补回"
