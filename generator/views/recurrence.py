"""Recurring losses: indicators of one name at which several projects lost points; what fails again and again."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.core.number import percent, share, total
from generator.views.summary import IndicatorResult, ProjectSummary


@dataclass(frozen=True)
class RecurringLoss:
    """An indicator by its name, and what it cost each of the projects that lost points at it."""

    name: str
    found: tuple[tuple[ProjectSummary, IndicatorResult], ...]

    @property
    def count(self) -> int:
        """How many projects lost points at it."""
        return len(self.found)

    @cached_property
    def lost(self) -> Decimal:
        """The points they lost together."""
        return total([leaf.lost for _, leaf in self.found if leaf.lost is not None])

    @cached_property
    def weight(self) -> Decimal:
        """What these indicators weigh together."""
        return total([leaf.weight for _, leaf in self.found if leaf.weight is not None])

    @cached_property
    def lost_rate(self) -> Fraction:
        """The share of their weight that they lost."""
        return share(self.lost, self.weight) or Fraction(0)

    @property
    def lost_share(self) -> str:
        """The same as readers see it."""
        return percent(self.lost_rate)


def recurring_losses(summaries: Iterable[ProjectSummary]) -> tuple[RecurringLoss, ...]:
    """Those at which two projects or more lost points: most projects first, then the largest share lost."""
    found: dict[str, list[tuple[ProjectSummary, IndicatorResult]]] = defaultdict(list)
    for summary in summaries:
        leaves = (leaf for leaf in summary.losses if summary.has_sublevels and (leaf.lost or 0) > 0)
        # A name that stands twice in one project is one indicator there: the place that lost most.
        for name, leaf in {leaf.name: leaf for leaf in reversed(tuple(leaves))}.items():
            found[name].append((summary, leaf))
    several = (RecurringLoss(name, tuple(some)) for name, some in found.items() if len(some) > 1)
    return tuple(sorted(several, key=lambda one: (-one.count, -one.lost_rate, one.name)))
