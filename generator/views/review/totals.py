"""Totals of 自评与复核: differences of the two scores, and numbers of best grades.

Means include only scores out of 100.
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
    """A project with both scores, and the slug of its 抽样记录."""

    summary: ProjectSummary
    pair: ScorePair
    sample: str = ""

    @property
    def gap(self) -> Decimal:
        """偏差: own score − reexamined score."""
        assert self.pair.gap is not None, "both scores exist"
        return self.pair.gap

    @property
    def full(self) -> Decimal:
        """Full marks of both scores; 100 if not stated, as lists then note."""
        return HUNDRED if self.pair.full is None else self.pair.full


@dataclass(frozen=True)
class ReexaminationTotals:
    """Totals of projects with both scores."""

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
        """Number of projects not scored out of 100."""
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
        return tuple(row for row in self.rows if row.pair.own.grade_rank and row.pair.reexamined.grade_rank)

    @property
    def best_own(self) -> int:
        """Number of these with the best grade in their self-evaluation."""
        return sum(row.pair.own.grade_rank == BEST for row in self.graded)

    @property
    def best_reexamined(self) -> int:
        """Number of these with the best grade in the reexamination."""
        return sum(row.pair.reexamined.grade_rank == BEST for row in self.graded)

    @property
    def best_gap(self) -> str:
        """优秀率之差: share of best grades in self-evaluations − share in reexaminations, percentage points."""
        if not self.graded:
            return ABSENT
        return f"{HALF_UP(Fraction((self.best_own - self.best_reexamined) * 100, len(self.graded)))}"


def pairs_of(summaries: Iterable[ProjectSummary], samples: Sequence[Sample]) -> ReexaminationTotals:
    """Return the projects that have both scores, in their order."""
    drawn = {project: sample.slug for sample in samples for project in sample.drawn}
    pairs = ((summary, summary.pair) for summary in summaries if summary.has_pair)
    return ReexaminationTotals(
        tuple(PairRow(summary, pair, drawn.get(summary.id, "")) for summary, pair in pairs if pair)
    )
