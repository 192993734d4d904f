"""Indicators of the first level over several projects: the mean rate of each, and which is the weakest."""

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from generator.views.summary import ProjectSummary


class LevelRates(NamedTuple):
    """A name of the first level, with the rates of the projects that have it, lowest first."""

    name: str
    rates: tuple[Fraction, ...]

    @property
    def mean(self) -> Fraction:
        """The mean of the rates, each project counted alike."""
        return sum(self.rates, Fraction(0)) / len(self.rates)


def level_rates(summaries: Iterable[ProjectSummary]) -> tuple[LevelRates, ...]:
    """Each name in the order in which it first stands."""
    found: dict[str, list[Fraction]] = defaultdict(list)
    for summary in summaries:
        for level in summary.levels:
            if (rate := level.rate) is not None:
                found[level.name].append(rate)
    return tuple(LevelRates(name, tuple(sorted(rates))) for name, rates in found.items())


def weakest(levels: Iterable[LevelRates]) -> LevelRates | None:
    """Of those that two projects or more have, the one of the lowest mean; None where there are not two to compare."""
    shared = [one for one in levels if len(one.rates) > 1]
    return min(shared, key=lambda one: one.mean) if len(shared) > 1 else None
