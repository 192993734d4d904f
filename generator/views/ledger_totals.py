"""Figures of 整改台账: of many items how many were closed, in time, verified; each with its count and what it is of."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.number import HALF_UP, figure, percent, share, total
from generator.model.ledger import CLOSED
from generator.views.ledger import AGES, DONE, STATES, DatedItem
from generator.views.rate import CountedRate, rate_of
from generator.views.summary import ProjectSummary


class LedgerRow(NamedTuple):
    """An item in a list of many: its project, and the item as of the 数据截止日."""

    summary: ProjectSummary
    dated: DatedItem


@dataclass(frozen=True)
class LedgerTotals:
    """Figures of some items; rates are told only of items with a 台账, and only as of a 数据截止日."""

    rows: tuple[LedgerRow, ...]
    cutoff: PartialDate | None

    @property
    def count(self) -> int:
        """How many items there are, with a 台账 or without."""
        return len(self.rows)

    @cached_property
    def tracked(self) -> tuple[DatedItem, ...]:
        """The items with a 台账."""
        return tuple(row.dated for row in self.rows if row.dated.item.tracked)

    @cached_property
    def claimed_done(self) -> int:
        """How many the unit itself says are done."""
        return sum(row.dated.item.claimed == DONE for row in self.rows)

    @property
    def claimed_tracked(self) -> int:
        """How many of those with a 台账 the unit itself says are done."""
        return sum(one.item.claimed == DONE for one in self.tracked)

    @cached_property
    def verified_done(self) -> int:
        """How many were found done when verified."""
        return sum(row.dated.item.verified == DONE for row in self.rows)

    @property
    def verified(self) -> int:
        """How many were verified at all."""
        return sum(bool(row.dated.item.verified) for row in self.rows)

    @cached_property
    def closed(self) -> int:
        """How many are closed."""
        return sum(one.item.state == CLOSED for one in self.tracked)

    @cached_property
    def overdue(self) -> int:
        """How many are over their due date and not settled."""
        return sum(one.overdue for one in self.tracked)

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many items stand in each state, in the order of the states."""
        return _counted((row.dated.item.state for row in self.rows), STATES)

    @property
    def ages(self) -> tuple[tuple[str, int], ...]:
        """How many items lie in each band of 账龄."""
        return _counted((one.age for one in self.tracked), AGES)

    @cached_property
    def rates(self) -> tuple[CountedRate, ...]:
        """Every rate that has something to be of."""
        return tuple(rate for rate in (*self._counts(), *self._money()) if rate) if self.cutoff else ()

    def _counts(self) -> Iterable[CountedRate | None]:
        every = self.tracked
        due = [one for one in every if one.is_due]
        closed = [one for one in every if one.item.state == CLOSED]
        claimed = [one for one in every if one.item.claimed == DONE]
        yield rate_of("销号率", "已销号 ÷ 台账各项", every, lambda one: one.item.state == CLOSED)
        yield rate_of("到期完成率", "已销号 ÷ 原定期限已到", due, lambda one: one.item.state == CLOSED)
        yield rate_of("按期率", "在原定期限前销号 ÷ 已销号且有期限", [one for one in closed if one.item.due],
                    lambda one: one.on_time)  # fmt: skip
        yield rate_of(
            "延期率", "有延期 ÷ 有期限", [one for one in every if one.item.due], lambda one: bool(one.item.extensions)
        )
        yield rate_of("逾期率", "过了现期限还没有了结 ÷ 有期限", [one for one in every if one.item.due],
                    lambda one: one.overdue)  # fmt: skip
        yield rate_of("自报完成率", "单位自报已完成 ÷ 台账各项", every, lambda one: one.item.claimed == DONE)
        yield rate_of("核实完成率", "核实已完成 ÷ 台账各项", every, lambda one: one.item.verified == DONE)
        yield rate_of("核实率", "已核实 ÷ 自报已完成", claimed, lambda one: bool(one.item.verified))
        yield rate_of("有佐证率", "有佐证 ÷ 自报已完成", claimed, lambda one: one.item.proved)
        yield rate_of(
            "重开率", "重开过 ÷ 销号过", [one for one in every if one.item.ever_closed], lambda one: one.item.reopened
        )

    def _money(self) -> Iterable[CountedRate]:
        asked = self.amount
        if asked:
            done = self.amount_done
            rate = percent(share(done, asked))
            yield CountedRate("金额整改率", figure(done), figure(asked), "已整改 ÷ 应整改，万元", rate)

    @property
    def amount(self) -> Decimal:
        """What is to be put right altogether, 万元."""
        return total([one.item.amount for one in self.tracked if one.item.amount is not None])

    @property
    def amount_done(self) -> Decimal:
        """What of that is put right, 万元."""
        done = (one.item.amount_done for one in self.tracked if one.item.amount is not None)
        return total([amount for amount in done if amount is not None])

    @property
    def gap(self) -> str:
        """自报核实差: how much higher the unit's own rate is than the verified one, in percentage points."""
        every = len(self.tracked)
        if not self.cutoff or not every:
            return ""
        return f"{HALF_UP(Fraction((self.claimed_tracked - self.verified_done) * 100, every))}"

    @property
    def days_taken(self) -> tuple[str, int]:
        """中位用时: the median of the days from issue to closing, and of how many items; the text is empty of none."""
        taken = [one.days_taken for one in self.tracked]
        days = [Decimal(one) for one in taken if one is not None] if self.cutoff else []
        return (figure(statistics.median(days)) if days else "", len(days))


def ledger_of(summaries: Iterable[ProjectSummary], cutoff: PartialDate | None) -> LedgerTotals:
    """The items of some projects as of a day, in the order of the projects."""
    return LedgerTotals(tuple(ledger_rows(summaries, cutoff)), cutoff)


def ledger_rows(summaries: Iterable[ProjectSummary], cutoff: PartialDate | None) -> Iterator[LedgerRow]:
    """The same one by one."""
    return (LedgerRow(summary, DatedItem(item, cutoff)) for summary in summaries for item in summary.items)


def _counted(words: Iterable[str], order: Sequence[str]) -> tuple[tuple[str, int], ...]:
    found = Counter(word for word in words if word)
    return tuple((word, found[word]) for word in order if found[word])
