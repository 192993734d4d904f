"""Figures of 自评与复核: of the projects with both scores how far these differ, how many have the best grade.

Means are only of scores out of 100.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from generator.core.number import ABSENT, HALF_UP, HUNDRED
from generator.model.sample import Sample
from generator.views.review import ScorePair
from generator.views.statistics import mean_text
from generator.views.summary import ProjectSummary

BEST = 1


class PairRow(NamedTuple):
    """A project with both of its scores, and the 抽样记录 it was drawn by."""

    summary: ProjectSummary
    pair: ScorePair
    sample: str = ""

    @property
    def gap(self) -> Decimal:
        """偏差: the unit's own score − the one that was found."""
        assert self.pair.gap is not None, "both are there"
        return self.pair.gap

    @property
    def full(self) -> Decimal:
        """Full marks of both scores; 100 if not stated, which lists then say."""
        return HUNDRED if self.pair.full is None else self.pair.full


@dataclass(frozen=True)
class ReexaminationTotals:
    """Figures of some projects with both scores."""

    rows: tuple[PairRow, ...]

    @property
    def count(self) -> int:
        """Number of projects."""
        return len(self.rows)

    @cached_property
    def compared(self) -> tuple[PairRow, ...]:
        """Projects scored out of 100, on which means are based."""
        return tuple(row for row in self.rows if row.full == HUNDRED)

    @property
    def apart(self) -> int:
        """Number of projects with other full marks."""
        return len(self.rows) - len(self.compared)

    @property
    def lowered(self) -> int:
        """Number of projects whose second score is lower than their own."""
        return sum(row.gap > 0 for row in self.rows)

    @property
    def raised(self) -> int:
        """Number of projects whose second score is higher than their own."""
        return sum(row.gap < 0 for row in self.rows)

    @property
    def mean(self) -> str:
        """Mean of 自评 − 复核."""
        return mean_text([row.gap for row in self.compared])

    @property
    def by_distance(self) -> tuple[PairRow, ...]:
        """Projects whose scores differ most first, then the newest."""
        return tuple(sorted(self.rows, key=lambda row: (-abs(row.gap), -row.summary.year, row.summary.id)))

    @cached_property
    def graded(self) -> tuple[PairRow, ...]:
        """Projects that have both grades."""
        return tuple(row for row in self.rows if row.pair.own.grade_rank and row.pair.found.grade_rank)

    @property
    def best_own(self) -> int:
        """Number of these with the best grade in their self-evaluation."""
        return sum(row.pair.own.grade_rank == BEST for row in self.graded)

    @property
    def best_found(self) -> int:
        """Number of these with the best grade when looked at again."""
        return sum(row.pair.found.grade_rank == BEST for row in self.graded)

    @property
    def best_gap(self) -> str:
        """优秀率之差: share of the best grade in self-evaluations − share when looked at again, percentage points."""
        if not self.graded:
            return ABSENT
        return f"{HALF_UP(Fraction((self.best_own - self.best_found) * 100, len(self.graded)))}"


def pairs_of(summaries: Iterable[ProjectSummary], samples: Sequence[Sample]) -> ReexaminationTotals:
    """The projects that have both scores, in their order."""
    drawn = {project: sample.slug for sample in samples for project in sample.drawn}
    found = ((one, one.pair) for one in summaries if one.has_pair)
    return ReexaminationTotals(tuple(PairRow(one, pair, drawn.get(one.id, "")) for one, pair in found if pair))
