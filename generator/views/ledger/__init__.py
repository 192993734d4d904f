"""整改台账 as published: items with the values derived from their dates and the 数据截止日.

An item is overdue by its current due date; its age counts from the original one, so that extensions hide nothing.
Values that depend on the day do not exist without a 数据截止日.
"""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.record import Record
from generator.model.category import Classification
from generator.model.ledger import CLOSED, ITEM_STATES, SETTLED, ItemKind, ItemOrigin, LedgerItem
from generator.model.project import NOT_STATED, RECTIFICATION_STATES, Finding, Project, Rectification
from generator.model.result import RectificationState

DONE = "已完成"
BANDS = ((30, "超期 30 天以内"), (90, "超期 31—90 天"), (180, "超期 91—180 天"), (365, "超期 181—365 天"))
LONGEST, NOT_DUE, NO_DUE, NOTHING_LEFT = "超期 365 天以上", "未到期", "没有期限", "已了结"
AGES = (NOT_DUE, *(word for _, word in BANDS), LONGEST, NO_DUE, NOTHING_LEFT)
REPORTED = RECTIFICATION_STATES[:3]  # states that a unit reports itself; the others are our reading of its answer
OPEN, OVERDUE = "未了结", "逾期"
STATES: tuple[str, ...] = (*ITEM_STATES, *RECTIFICATION_STATES)  # in this order, wherever states are listed


class TrackedItem(NamedTuple):
    """Summary of an item of 整改台账, or of the answer to a problem without 台账 (`tracked` False).

    `place` is its anchor on the project's page; `finding` the 1-based index of its problem; `last_year` the number of
    the same problem in an earlier year. `claimed` is the state reported by the unit, `verified` the verified result;
    `classified` is our classification of an answer without 台账. Amounts are 万元.
    """

    place: str
    finding: int
    number: str
    problem: str
    advice: str
    category: Classification
    tracked: bool = False
    origin: ItemOrigin | None = None
    kind: ItemKind | None = None
    responsible: str = ""
    issued: PartialDate | None = None
    due: PartialDate | None = None
    present_due: PartialDate | None = None
    extensions: int = 0
    recorded: str = ""
    since: PartialDate | None = None
    reopened: bool = False
    ever_closed: bool = False
    classified: RectificationState = NOT_STATED
    claimed: str = ""
    claimed_on: PartialDate | None = None
    proved: bool = False
    verified: str = ""
    verified_on: PartialDate | None = None
    verified_by: str = ""
    verified_how: str = ""
    amount: Decimal | None = None
    amount_done: Decimal | None = None
    last_year: str = ""

    @property
    def state(self) -> str:
        """State recorded in the 台账, else our classification of the answer."""
        return self.recorded or self.classified

    @property
    def settled(self) -> bool:
        """True if nothing is left to be done; with a 台账, the unit's own statement does not count."""
        return self.state in SETTLED if self.tracked else self.classified == DONE


@dataclass(frozen=True)
class DatedItem:
    """An item as of the 数据截止日."""

    item: TrackedItem
    cutoff: PartialDate | None

    @cached_property
    def overdue(self) -> bool:
        """True if the current due date has passed and the item is still open."""
        due = self.item.present_due
        return bool(self.cutoff and due and not self.item.settled and due.latest < self.cutoff.latest)

    @property
    def progress(self) -> tuple[str, ...]:
        """Filter words in lists: 已了结, else 未了结, also 逾期 if overdue."""
        if self.item.settled:
            return (NOTHING_LEFT,)
        return (OPEN, OVERDUE) if self.overdue else (OPEN,)

    @cached_property
    def days_over(self) -> int | None:
        """账龄: days since the original due date; None if settled, or without due date or 数据截止日."""
        if not self.cutoff or not self.item.due or self.item.settled:
            return None
        return max((self.cutoff.latest - self.item.due.latest).days, 0)

    @cached_property
    def age(self) -> str:
        """Band of 账龄; empty without a 数据截止日 or a 台账."""
        if not self.cutoff or not self.item.tracked:
            return ""
        days = self.days_over
        if days is None:
            return NOTHING_LEFT if self.item.settled else NO_DUE
        if not days:
            return NOT_DUE
        return next((word for most, word in BANDS if days <= most), LONGEST)

    @property
    def is_due(self) -> bool:
        """True if the original due date has passed."""
        return bool(self.cutoff and self.item.due and self.item.due.latest <= self.cutoff.latest)

    @property
    def on_time(self) -> bool:
        """True if the item was closed by its original due date."""
        item = self.item
        return bool(item.state == CLOSED and item.due and item.since and item.since.latest <= item.due.latest)

    @property
    def days_taken(self) -> int | None:
        """用时: days from issue to closing; None unless closed with both dates."""
        item = self.item
        if item.state != CLOSED or not item.since or not item.issued:
            return None
        return (item.since.latest - item.issued.latest).days


def tracked_items(project: Project, categories: Sequence[Classification]) -> Iterator[TrackedItem]:
    """Yield the items of a project, with the categories of its problems; a problem without 台账 is one item."""
    counted_as = [category.alone for category in categories]
    for number, (finding, category) in enumerate(zip(project.findings, counted_as, strict=True), 1):
        if not finding.ledger:
            yield _of_answer(number, finding, category)
        for place, item in enumerate(finding.ledger, 1):
            yield tracked_item(number, place, finding, item, category)


def _of_answer(number: int, finding: Finding, category: Classification) -> TrackedItem:
    statement = finding.rectification
    return TrackedItem(
        place=f"finding-{number}",
        finding=number,
        number="",
        problem=finding.problem,
        advice=finding.advice,
        category=category,
        classified=statement.state if statement else NOT_STATED,
        claimed_on=statement.date if statement else None,
        proved=bool(statement and statement.proof),
    )


def tracked_item(number: int, place: int, finding: Finding, item: LedgerItem, category: Classification) -> TrackedItem:
    """Summarize an item of 台账; `number` is the 1-based index of its problem, `place` its own within the problem."""
    statement: Rectification | None = item.statement or finding.rectification
    last, verified = item.last, item.verification
    states = [entry.state for entry in item.entries]
    return TrackedItem(
        place=f"item-{number}-{place}",
        finding=number,
        number=item.number,
        problem=finding.problem,
        advice=item.advice or finding.advice,
        category=category,
        tracked=True,
        origin=item.origin,
        kind=item.kind,
        responsible="、".join(item.responsible),
        issued=item.issued,
        due=item.due,
        present_due=item.present_due,
        extensions=len(item.extensions),
        recorded=last.state if last else "",
        since=last.date if last else None,
        reopened="重开" in states,
        ever_closed=CLOSED in states,
        claimed=statement.state if statement and statement.state in REPORTED else "",
        claimed_on=statement.date if statement else None,
        proved=bool(item.evidence or (statement and statement.proof)),
        verified=verified.result if verified else "",
        verified_on=verified.date if verified else None,
        verified_by=verified.body if verified else "",
        verified_how=verified.how if verified else "",
        amount=item.amount.value if item.amount else None,
        amount_done=item.amount_done.value if item.amount_done else None,
        last_year=item.last_year,
    )


def tracked(finding: Finding, number: int, cutoff: PartialDate | None) -> tuple[tuple[LedgerItem, DatedItem], ...]:
    """Return the items of the problem with this 1-based index: as declared, and as of a day."""
    placed = enumerate(finding.ledger, 1)
    none = Classification()  # the page shows it with the problem
    return tuple((item, DatedItem(tracked_item(number, place, finding, item, none), cutoff)) for place, item in placed)


class HistoryLine(NamedTuple):
    """A line of an item's history: day, event, details, and the record it comes from."""

    day: PartialDate | None
    what: str
    words: str
    record: Record


def history(item: LedgerItem) -> tuple[HistoryLine, ...]:
    """Return the history of an item by date, undated entries last."""
    lines = [HistoryLine(entry.date, entry.state, entry.text, entry) for entry in item.entries]
    for delay in item.extensions:
        since = f"{delay.before.chinese} → " if delay.before else "到 "
        words = [f"{since}{delay.until.chinese}", delay.reason, f"批准：{delay.approver}" if delay.approver else ""]
        lines.append(HistoryLine(delay.approved, "延期", "；".join(word.rstrip("。") for word in words if word), delay))
    if done := item.verification:
        words = [done.body, done.how]
        lines.append(HistoryLine(done.date, f"核实：{done.result}", "，".join(filter(None, words)), done))
    return tuple(sorted(lines, key=lambda line: line.day.latest if line.day else datetime.date.max))
