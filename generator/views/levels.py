"""Indicators of the first level over several projects: the mean rate of each, and which is the weakest."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from generator.views.summary import ProjectSummary


@dataclass(frozen=True)
class LevelRates:
    """A name of the first level, with the rates of the projects that have it."""

    name: str
    rates: tuple[Fraction, ...]

    @cached_property
    def mean(self) -> Fraction:
        """The mean of the rates, each project counted alike."""
        counts = Counter(self.rates)  # few differ, and fractions are slow to add
        return sum((rate * count for rate, count in counts.items()), Fraction(0)) / len(self.rates)


def level_rates(summaries: Iterable[ProjectSummary]) -> tuple[LevelRates, ...]:
    """Each name in the order in which it first stands."""
    found: dict[str, list[Fraction]] = defaultdict(list)
    for summary in summaries:
        for level in summary.levels:
            if (rate := level.rate) is not None:
                found[level.name].append(rate)
    return tuple(LevelRates(name, tuple(rates)) for name, rates in found.items())


def weakest(levels: Iterable[LevelRates]) -> LevelRates | None:
    """Of those that two projects or more have, the one of the lowest mean; None where there are not two to compare."""
    shared = [one for one in levels if len(one.rates) > 1]
    return min(shared, key=lambda one: one.mean) if len(shared) > 1 else None
