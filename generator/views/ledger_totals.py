"""Figures of 整改台账: of many items how many were closed, in time, verified; each with its count and what it is of."""

import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import chain, repeat
from typing import NamedTuple

from generator.core.adding import Additive, added
from generator.core.date import PartialDate
from generator.core.grouping import Group, grouped_by
from generator.core.number import HALF_UP, figure, percent, share, total
from generator.model.ledger import CLOSED
from generator.views.ledger import AGES, DONE, STATES, DatedItem
from generator.views.rate import CountedRate, counted_rate
from generator.views.summary import ProjectSummary

MAX_LISTED = 500  # items: above so many the whole is told in figures, and the items stand on the pages of the units


class LedgerRow(NamedTuple):
    """An item in a list of many: its project, and the item as of the 数据截止日."""

    summary: ProjectSummary
    dated: DatedItem


class _Rate(NamedTuple):
    """A rate of items with a 台账: what it is called, what it is of, which are the whole, which of these the part."""

    name: str
    of: str
    whole: Callable[[DatedItem], object]
    part: Callable[[DatedItem], object]


def _claimed(one: DatedItem) -> bool:
    return one.item.claimed == DONE


def _closed(one: DatedItem) -> bool:
    return one.item.state == CLOSED


def _with_due(one: DatedItem) -> bool:
    return one.item.due is not None


RATES = (
    _Rate("销号率", "已销号 ÷ 台账各项", lambda _: True, _closed),
    _Rate("到期完成率", "已销号 ÷ 原定期限已到", lambda one: one.is_due, _closed),
    _Rate("按期率", "在原定期限前销号 ÷ 已销号且有期限", lambda one: _closed(one) and _with_due(one),
          lambda one: one.on_time),
    _Rate("延期率", "有延期 ÷ 有期限", _with_due, lambda one: one.item.extensions),
    _Rate("逾期率", "过了现期限还没有了结 ÷ 有期限", _with_due, lambda one: one.overdue),
    _Rate("自报完成率", "单位自报已完成 ÷ 台账各项", lambda _: True, _claimed),
    _Rate("核实完成率", "核实已完成 ÷ 台账各项", lambda _: True, lambda one: one.item.verified == DONE),
    _Rate("核实率", "已核实 ÷ 自报已完成", _claimed, lambda one: one.item.verified),
    _Rate("有佐证率", "有佐证 ÷ 自报已完成", _claimed, lambda one: one.item.proved),
    _Rate("重开率", "重开过 ÷ 销号过", lambda one: one.item.ever_closed, lambda one: one.item.reopened),
)  # fmt: skip


@dataclass(frozen=True)
class LedgerTotals(Additive):
    """Figures of some items, which add up; rates are told only of items with a 台账, and only as of a 数据截止日.

    `count` are all items; of all of them the unit itself says that `claimed_done` are done, `verified` were verified
    at all and `verified_done` found done. The rest is of those with a 台账: how many these are (`tracked`), are said
    by the unit to be done, are closed, overdue; how many are the whole of each rate and how many the part; the amounts
    to be put right, 万元; how many took so many days from issue to closing.
    """

    cutoff: PartialDate | None = None
    count: int = 0
    claimed_done: int = 0
    verified: int = 0
    verified_done: int = 0
    by_state: Mapping[str, int] = field(default_factory=dict)
    tracked: int = 0
    claimed_tracked: int = 0
    closed: int = 0
    overdue: int = 0
    by_age: Mapping[str, int] = field(default_factory=dict)
    wholes: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, int] = field(default_factory=dict)
    amount: Decimal = Decimal(0)
    amount_done: Decimal = Decimal(0)
    by_days: Mapping[int, int] = field(default_factory=dict)

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many items stand in each state, in the order of the states."""
        return tuple((word, self.by_state[word]) for word in STATES if word in self.by_state)

    @property
    def ages(self) -> tuple[tuple[str, int], ...]:
        """How many items lie in each band of 账龄."""
        return tuple((word, self.by_age[word]) for word in AGES if word in self.by_age)

    @property
    def rates(self) -> tuple[CountedRate, ...]:
        """Every rate that has something to be of."""
        if not self.cutoff:
            return ()
        counted = (
            counted_rate(rate.name, rate.of, self.parts.get(rate.name, 0), self.wholes.get(rate.name, 0))
            for rate in RATES
        )
        return (*filter(None, counted), *self._money())

    def _money(self) -> Iterable[CountedRate]:
        if self.amount:
            rate = percent(share(self.amount_done, self.amount))
            yield CountedRate(
                "金额整改率", figure(self.amount_done), figure(self.amount), "已整改 ÷ 应整改，万元", rate
            )

    @property
    def gap(self) -> str:
        """自报核实差: how much higher the unit's own rate is than the verified one, in percentage points."""
        if not self.cutoff or not self.tracked:
            return ""
        return f"{HALF_UP(Fraction((self.claimed_tracked - self.verified_done) * 100, self.tracked))}"

    @property
    def days_taken(self) -> tuple[str, int]:
        """中位用时: the median of the days from issue to closing, and of how many items; the text is empty of none."""
        each = (repeat(Decimal(days), self.by_days[days]) for days in sorted(self.by_days)) if self.cutoff else ()
        days = list(chain.from_iterable(each))
        return (figure(statistics.median(days)) if days else "", len(days))


def ledger_totals(rows: Iterable[LedgerRow], cutoff: PartialDate | None) -> LedgerTotals:
    """The figures of some items as of a day."""
    every = [row.dated for row in rows]
    tracked = [one for one in every if one.item.tracked]
    amounts = [one.item for one in tracked if one.item.amount is not None]
    days = (one.days_taken for one in tracked)
    wholes = {rate.name: [one for one in tracked if rate.whole(one)] for rate in RATES}
    return LedgerTotals(
        cutoff,
        count=len(every),
        claimed_done=sum(map(_claimed, every)),
        verified=sum(bool(one.item.verified) for one in every),
        verified_done=sum(one.item.verified == DONE for one in every),
        by_state=Counter(one.item.state for one in every if one.item.state),
        tracked=len(tracked),
        claimed_tracked=sum(map(_claimed, tracked)),
        closed=sum(map(_closed, tracked)),
        overdue=sum(one.overdue for one in tracked),
        by_age=Counter(one.age for one in tracked if one.age),
        wholes={rate.name: len(wholes[rate.name]) for rate in RATES},
        parts={rate.name: sum(bool(rate.part(one)) for one in wholes[rate.name]) for rate in RATES},
        amount=total([one.amount for one in amounts if one.amount is not None]),
        amount_done=total([one.amount_done for one in amounts if one.amount_done is not None]),
        by_days=Counter(one for one in days if one is not None),
    )


@dataclass(frozen=True)
class LedgerFigures(Additive):
    """Figures of the items of units, years and categories, which add up; of how many the state is dated (`followed`).

    `projects` are those that have any.
    """

    units: Mapping[str, LedgerTotals] = field(default_factory=dict)
    years: Mapping[int, LedgerTotals] = field(default_factory=dict)
    categories: Mapping[str, LedgerTotals] = field(default_factory=dict)
    followed: int = 0
    projects: tuple[str, ...] = ()

    @cached_property
    def all(self) -> LedgerTotals:
        """All items together."""
        return added(LedgerTotals, list(self.units.values()))

    @property
    def listed(self) -> tuple[str, ...]:
        """The projects whose items are listed where all are told of."""
        return self.projects if self.all.count <= MAX_LISTED else ()


def ledger_figures(summaries: Iterable[ProjectSummary], cutoff: PartialDate | None) -> LedgerFigures:
    """The figures of the items of some projects."""
    rows = list(ledger_rows(summaries, cutoff))

    def totals_by(of: Callable[[LedgerRow], Group]) -> Mapping[Group, LedgerTotals]:
        return {word: ledger_totals(some, cutoff) for word, some in grouped_by(rows, of).items()}

    return LedgerFigures(
        totals_by(lambda row: row.summary.unit.slug),
        totals_by(lambda row: row.summary.year),
        totals_by(lambda row: row.dated.item.category.category),
        sum(bool(row.dated.item.since) for row in rows),
        tuple(dict.fromkeys(row.summary.id for row in rows)),
    )


def ledger_of(summaries: Iterable[ProjectSummary], cutoff: PartialDate | None) -> LedgerTotals:
    """The figures of the items of some projects as of a day."""
    return ledger_totals(ledger_rows(summaries, cutoff), cutoff)


def ledger_rows(summaries: Iterable[ProjectSummary], cutoff: PartialDate | None) -> Iterator[LedgerRow]:
    """The items of some projects as of a day, in the order of the projects, one by one."""
    return (LedgerRow(summary, DatedItem(item, cutoff)) for summary in summaries for item in summary.items)
