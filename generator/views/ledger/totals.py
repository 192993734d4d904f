"""Totals of 整改台账 items: counts by state and age, and rates with the counts behind them."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from statistics import median
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.number import HALF_UP, figure, percent, share, total
from generator.model.ledger import CLOSED
from generator.views.ledger import AGES, DONE, STATES, DatedItem
from generator.views.summary import ProjectSummary
from generator.views.totals import CountedRate, counted_rate


class LedgerRow(NamedTuple):
    """An item in a list of many: its project, and the item as of the 数据截止日."""

    summary: ProjectSummary
    dated: DatedItem


class _Rate(NamedTuple):
    """A rate of items with a 台账: name, description, predicates of the whole and of its part."""

    name: str
    of: str
    whole: Callable[[DatedItem], object]
    part: Callable[[DatedItem], object]


def _claimed(dated: DatedItem) -> bool:
    return dated.item.claimed == DONE


def _closed(dated: DatedItem) -> bool:
    return dated.item.state == CLOSED


def _with_due(dated: DatedItem) -> bool:
    return dated.item.due is not None


RATES = (
    _Rate("销号率", "已销号 ÷ 台账各项", lambda _: True, _closed),
    _Rate("到期完成率", "已销号 ÷ 原定期限已到", lambda dated: dated.is_due, _closed),
    _Rate("按期率", "在原定期限前销号 ÷ 已销号且有期限", lambda dated: _closed(dated) and _with_due(dated),
          lambda dated: dated.on_time),
    _Rate("延期率", "有延期 ÷ 有期限", _with_due, lambda dated: dated.item.extensions),
    _Rate("逾期率", "已过现行期限、尚未销号 ÷ 有期限", _with_due, lambda dated: dated.overdue),
    _Rate("自报完成率", "单位自报已完成 ÷ 台账各项", lambda _: True, _claimed),
    _Rate("核实完成率", "核实已完成 ÷ 台账各项", lambda _: True, lambda dated: dated.item.verified == DONE),
    _Rate("核实率", "已核实 ÷ 自报已完成", _claimed, lambda dated: dated.item.verified),
    _Rate("有佐证率", "有佐证 ÷ 自报已完成", _claimed, lambda dated: dated.item.proved),
    _Rate("重开率", "重开过 ÷ 销号过", lambda dated: dated.item.ever_closed, lambda dated: dated.item.reopened),
)  # fmt: skip


@dataclass(frozen=True)
class LedgerTotals:
    """Totals of items as of the 数据截止日 (`cutoff`).

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
        return sum(bool(dated.item.claimed) for dated in self.items)

    @cached_property
    def claimed_done(self) -> int:
        """Number of items that the unit reports as done."""
        return sum(map(_claimed, self.items))

    @cached_property
    def verified(self) -> int:
        """Number of items that were verified."""
        return sum(bool(dated.item.verified) for dated in self.items)

    @cached_property
    def verified_done(self) -> int:
        """Number of items that were verified as done."""
        return sum(dated.item.verified == DONE for dated in self.items)

    @cached_property
    def dated(self) -> int:
        """Number of items whose state has a date."""
        return sum(bool(dated.item.since) for dated in self.items)

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
        return sum(dated.overdue for dated in self._tracked)

    @cached_property
    def open(self) -> int:
        """Number of items that are not settled (未了结)."""
        return sum(not dated.item.settled for dated in self.items)

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """Number of items by state, in the order of the states."""
        counts = Counter(dated.item.state for dated in self.items)
        return tuple((word, counts[word]) for word in STATES if word in counts)

    @property
    def ages(self) -> tuple[tuple[str, int], ...]:
        """Number of items with a 台账 by band of 账龄."""
        counts = Counter(dated.age for dated in self._tracked)
        return tuple((word, counts[word]) for word in AGES if word in counts)

    @cached_property
    def rates(self) -> tuple[CountedRate, ...]:
        """Rates that have a whole; none without a cutoff."""
        if not self.cutoff:
            return ()
        return (*filter(None, map(self._rate, RATES)), *self._amount_rate())

    def _rate(self, rate: _Rate) -> CountedRate | None:
        whole = [dated for dated in self._tracked if rate.whole(dated)]
        return counted_rate(rate.name, rate.of, sum(bool(rate.part(dated)) for dated in whole), len(whole))

    def _amount_rate(self) -> Iterator[CountedRate]:
        items = [dated.item for dated in self._tracked if dated.item.amount is not None]
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
        durations = [dated.days_taken for dated in self._tracked] if self.cutoff else []
        days = [Decimal(taken) for taken in durations if taken is not None]
        return (figure(median(days)) if days else "", len(days))

    @cached_property
    def _tracked(self) -> list[DatedItem]:
        return [dated for dated in self.items if dated.item.tracked]


def ledger_totals(rows: Iterable[LedgerRow], cutoff: PartialDate | None) -> LedgerTotals:
    """Return the totals of rows."""
    return LedgerTotals(tuple(row.dated for row in rows), cutoff)


def open_first(rows: Iterable[LedgerRow]) -> tuple[LedgerRow, ...]:
    """Sort rows: overdue, then open, then settled; stable."""
    return tuple(sorted(rows, key=lambda row: (not row.dated.overdue, row.dated.item.settled)))


def ledger_rows(summaries: Iterable[ProjectSummary], cutoff: PartialDate | None) -> Iterator[LedgerRow]:
    """Yield the items of the projects, project by project."""
    return (LedgerRow(summary, DatedItem(item, cutoff)) for summary in summaries for item in summary.items)
