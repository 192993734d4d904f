"""Figures of 自评与复核 in a few numbers, which add up; the rest stands on the page of its own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.core.adding import Additive
from generator.core.number import ABSENT, HALF_UP, total
from generator.model.sample import Sample
from generator.views.reexamination_totals import CountedShare, pairs_of
from generator.views.summary import ProjectSummary


@dataclass(frozen=True)
class PairFigures(Additive):
    """Figures of the projects of units with both scores, which add up.

    `gaps` is the sum of the gaps of those out of a hundred (`compared`); of those with both grades (`graded`) so many
    gave themselves the best one (`own_best`), were found to be of it. `listed` have both scores or were drawn.
    """

    count: int = 0
    compared: int = 0
    gaps: Decimal = Decimal(0)
    graded: int = 0
    own_best: int = 0
    found_best: int = 0
    listed: tuple[str, ...] = ()

    @property
    def apart(self) -> int:
        """How many are out of another 满分."""
        return self.count - self.compared

    @property
    def mean(self) -> str:
        """平均偏差: the mean of 自评 − 复核."""
        return f"{HALF_UP(Fraction(self.gaps) / self.compared)}" if self.compared else ABSENT

    @property
    def best_own(self) -> CountedShare:
        """优率 of the self-evaluations."""
        return CountedShare(self.own_best, self.graded)

    @property
    def best_found(self) -> CountedShare:
        """优率 of what was found."""
        return CountedShare(self.found_best, self.graded)


def pair_figures(summaries: Iterable[ProjectSummary], samples: Sequence[Sample]) -> PairFigures:
    """The figures of some projects."""
    summaries = tuple(summaries)
    drawn = {project for sample in samples for project in sample.drawn}
    totals = pairs_of(summaries, samples)
    return PairFigures(
        totals.count,
        len(totals.compared),
        total([row.gap for row in totals.compared]),
        len(totals.graded),
        totals.best_own.part,
        totals.best_found.part,
        tuple(one.id for one in summaries if one.has_pair or one.id in drawn),
    )
