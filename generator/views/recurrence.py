"""Recurring losses: indicators of one name on which several projects lost points."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.core.number import percent, share, total
from generator.views.summary import IndicatorResult, ProjectSummary


@dataclass(frozen=True)
class RecurringLoss:
    """Losses on the indicators of one name, with the projects that lost points there."""

    name: str
    losses: tuple[tuple[ProjectSummary, IndicatorResult], ...]

    @property
    def count(self) -> int:
        """Number of projects."""
        return len(self.losses)

    @cached_property
    def lost(self) -> Decimal:
        """Points lost by all of them."""
        return total([leaf.lost for _, leaf in self.losses if leaf.lost is not None])

    @cached_property
    def weight(self) -> Decimal:
        """Sum of the weights of these indicators."""
        return total([leaf.weight for _, leaf in self.losses if leaf.weight is not None])

    @cached_property
    def lost_rate(self) -> Fraction:
        """Lost points as a share of the weights."""
        return share(self.lost, self.weight) or Fraction(0)

    @property
    def lost_share(self) -> str:
        """Lost points as a percentage of the weights."""
        return percent(self.lost_rate)


def recurring_losses(summaries: Iterable[ProjectSummary]) -> tuple[RecurringLoss, ...]:
    """Indicators on which at least two projects lost points, by number of projects, then by share lost."""
    recurring = [RecurringLoss(name, tuple(own)) for name, own in _losses(summaries).items() if len(own) > 1]
    return tuple(sorted(recurring, key=lambda one: (-one.count, -one.lost_rate, one.name)))


def _losses(summaries: Iterable[ProjectSummary]) -> Mapping[str, list[tuple[ProjectSummary, IndicatorResult]]]:
    by_name: dict[str, list[tuple[ProjectSummary, IndicatorResult]]] = defaultdict(list)
    for summary in summaries:
        leaves = (leaf for leaf in summary.losses if summary.has_sublevels and (leaf.lost or 0) > 0)
        # A name that a project has twice counts once: where most points were lost.
        for name, leaf in {leaf.name: leaf for leaf in reversed(tuple(leaves))}.items():
            by_name[name].append((summary, leaf))
    return by_name
