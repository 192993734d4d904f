"""Totals of 整改台账 items: counts by state and age, and rates with the counts behind them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.number import HALF_UP, figure, percent, share, total
from generator.model.ledger import CLOSED
from generator.views.ledger import AGES, DONE, STATES, DatedItem
from generator.views.statistics import median
from generator.views.summary import ProjectSummary
from generator.views.totals import CountedRate, counted_rate


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
    _Rate("逾期率", "已过现行期限、尚未销号 ÷ 有期限", _with_due, lambda one: one.overdue),
    _Rate("自报完成率", "单位自报已完成 ÷ 台账各项", lambda _: True, _claimed),
    _Rate("核实完成率", "核实已完成 ÷ 台账各项", lambda _: True, lambda one: one.item.verified == DONE),
    _Rate("核实率", "已核实 ÷ 自报已完成", _claimed, lambda one: one.item.verified),
    _Rate("有佐证率", "有佐证 ÷ 自报已完成", _claimed, lambda one: one.item.proved),
    _Rate("重开率", "重开过 ÷ 销号过", lambda one: one.item.ever_closed, lambda one: one.item.reopened),
)  # fmt: skip


@dataclass(frozen=True)
class LedgerTotals:
    """Totals of some items as of the 数据截止日 (`cutoff`).

    Rates, ages and overdue items exist only for items with a 台账 (`tracked`) and a cutoff. Amounts are 万元.
    """

    items: tuple[DatedItem, ...]
    cutoff: PartialDate | None = None

    @property
    def count(self) -> int:
        """Number of items."""
        return len(self.items)

    @cached_property
    def reported(self) -> int:
        """Number of items whose unit reports on them."""
        return sum(bool(one.item.claimed) for one in self.items)

    @cached_property
    def claimed_done(self) -> int:
        """Number of items that the unit reports as done."""
        return sum(map(_claimed, self.items))

    @cached_property
    def verified(self) -> int:
        """Number of items that were verified."""
        return sum(bool(one.item.verified) for one in self.items)

    @cached_property
    def verified_done(self) -> int:
        """Number of items that were verified as done."""
        return sum(one.item.verified == DONE for one in self.items)

    @cached_property
    def dated(self) -> int:
        """Number of items whose state has a date."""
        return sum(bool(one.item.since) for one in self.items)

    @property
    def tracked(self) -> int:
        """Number of items with a 台账."""
        return len(self._tracked)

    @cached_property
    def closed(self) -> int:
        """Number of items with a 台账 that are closed (已销号)."""
        return sum(map(_closed, self._tracked))

    @cached_property
    def overdue(self) -> int:
        """Number of items with a 台账 that are overdue (逾期)."""
        return sum(one.overdue for one in self._tracked)

    @cached_property
    def open(self) -> int:
        """Number of items that are not settled (未了结)."""
        return sum(not one.item.settled for one in self.items)

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """Number of items by state, in the order of the states."""
        counts = Counter(one.item.state for one in self.items)
        return tuple((word, counts[word]) for word in STATES if word in counts)

    @property
    def ages(self) -> tuple[tuple[str, int], ...]:
        """Number of items with a 台账 by band of 账龄."""
        counts = Counter(one.age for one in self._tracked)
        return tuple((word, counts[word]) for word in AGES if word in counts)

    @cached_property
    def rates(self) -> tuple[CountedRate, ...]:
        """Rates that have a whole; none without a cutoff."""
        if not self.cutoff:
            return ()
        return (*filter(None, map(self._rate, RATES)), *self._amount_rate())

    def _rate(self, rate: _Rate) -> CountedRate | None:
        whole = [one for one in self._tracked if rate.whole(one)]
        return counted_rate(rate.name, rate.of, sum(bool(rate.part(one)) for one in whole), len(whole))

    def _amount_rate(self) -> Iterator[CountedRate]:
        items = [one.item for one in self._tracked if one.item.amount is not None]
        amount = total([item.amount for item in items if item.amount is not None])
        done = total([item.amount_done for item in items if item.amount_done is not None])
        if amount:
            yield CountedRate(
                name="金额整改率",
                part=figure(done),
                whole=figure(amount),
                of="已整改 ÷ 应整改，万元",
                rate=percent(share(done, amount)),
            )

    @property
    def gap(self) -> str:
        """自报核实差: rate reported by the unit minus verified rate, in percentage points."""
        if not self.cutoff or not self.tracked:
            return ""
        return f"{HALF_UP(Fraction((self.claimed_done - self.verified_done) * 100, self.tracked))}"

    @property
    def days_taken(self) -> tuple[str, int]:
        """中位用时: median of the days from issue to closing (empty if there are none), and the number of items."""
        known = [one.days_taken for one in self._tracked] if self.cutoff else []
        days = [Decimal(taken) for taken in known if taken is not None]
        return (figure(median(days)) if days else "", len(days))

    @cached_property
    def _tracked(self) -> list[DatedItem]:
        return [one for one in self.items if one.item.tracked]


def ledger_totals(rows: Iterable[LedgerRow], cutoff: PartialDate | None) -> LedgerTotals:
    """Return the totals of some rows."""
    return LedgerTotals(tuple(row.dated for row in rows), cutoff)


def open_first(rows: Iterable[LedgerRow]) -> tuple[LedgerRow, ...]:
    """Sort rows: overdue ones, then those that are open, then the settled; each in the order given."""
    return tuple(sorted(rows, key=lambda row: (not row.dated.overdue, row.dated.item.settled)))


def ledger_rows(summaries: Iterable[ProjectSummary], cutoff: PartialDate | None) -> Iterator[LedgerRow]:
    """Yield the items of the projects, project by project."""
    return (LedgerRow(summary, DatedItem(item, cutoff)) for summary in summaries for item in summary.items)
