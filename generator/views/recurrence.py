"""Recurring losses: indicators of one name at which several projects lost points; what fails again and again."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from generator.core.adding import Additive
from generator.core.number import percent, share, total
from generator.views.summary import IndicatorResult, ProjectSummary


@dataclass(frozen=True)
class LossTotals(Additive):
    """Indicators of one name: how many projects lost points at them, how many, of what weight; figures that add up."""

    name: str = ""
    count: int = 0
    lost: Decimal = Decimal(0)
    weight: Decimal = Decimal(0)

    @property
    def lost_rate(self) -> Fraction:
        """The share of their weight that they lost."""
        return share(self.lost, self.weight) or Fraction(0)

    @property
    def lost_share(self) -> str:
        """The same as readers see it."""
        return percent(self.lost_rate)


class RecurringLoss(NamedTuple):
    """What was lost at an indicator, and what it cost each of the projects that lost points at it."""

    totals: LossTotals
    found: tuple[tuple[ProjectSummary, IndicatorResult], ...]


def recurring_losses(summaries: Iterable[ProjectSummary]) -> tuple[RecurringLoss, ...]:
    """Those at which two projects or more lost points: most projects first, then the largest share lost."""
    found = _found(summaries)
    totals = {name: _totals(name, some) for name, some in found.items() if len(some) > 1}
    return tuple(RecurringLoss(one, tuple(found[one.name])) for one in in_several(totals.values()))


def losses_by_name(summaries: Iterable[ProjectSummary]) -> Mapping[str, LossTotals]:
    """What was lost at the indicators of each name, by one project or more."""
    return {name: _totals(name, some) for name, some in _found(summaries).items()}


def in_several(losses: Iterable[LossTotals]) -> tuple[LossTotals, ...]:
    """Those of two projects or more: most projects first, then the largest share lost."""
    several = (one for one in losses if one.count > 1)
    return tuple(sorted(several, key=lambda one: (-one.count, -one.lost_rate, one.name)))


def _totals(name: str, found: Sequence[tuple[ProjectSummary, IndicatorResult]]) -> LossTotals:
    return LossTotals(
        name,
        len(found),
        total([leaf.lost for _, leaf in found if leaf.lost is not None]),
        total([leaf.weight for _, leaf in found if leaf.weight is not None]),
    )


def _found(summaries: Iterable[ProjectSummary]) -> Mapping[str, list[tuple[ProjectSummary, IndicatorResult]]]:
    found: dict[str, list[tuple[ProjectSummary, IndicatorResult]]] = defaultdict(list)
    for summary in summaries:
        leaves = (leaf for leaf in summary.losses if summary.has_sublevels and (leaf.lost or 0) > 0)
        # A name that stands twice in one project is one indicator there: the place that lost most.
        for name, leaf in {leaf.name: leaf for leaf in reversed(tuple(leaves))}.items():
            found[name].append((summary, leaf))
    return found
