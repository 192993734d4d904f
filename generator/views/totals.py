"""Totals of several projects: those of a year, of a unit."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from generator.core.number import ABSENT, HALF_UP, percent, share, total
from generator.views.summary import ProjectSummary


@dataclass(frozen=True)
class GradeCount:
    """How many projects got a grade: its word, its place from the top (1)."""

    word: str
    grade_rank: int
    count: int


@dataclass(frozen=True)
class Totals:
    """Figures of several projects together; each says what it rests on where something is missing."""

    summaries: tuple[ProjectSummary, ...]

    @property
    def count(self) -> int:
        """How many projects."""
        return len(self.summaries)

    @property
    def with_budget(self) -> tuple[ProjectSummary, ...]:
        """The projects whose budget is published."""
        return tuple(summary for summary in self.summaries if summary.budget is not None)

    @property
    def budget(self) -> Decimal | None:
        """All published budgets, 万元."""
        budgets = [summary.budget for summary in self.summaries if summary.budget is not None]
        return total(budgets) if budgets else None

    @property
    def with_spending(self) -> tuple[ProjectSummary, ...]:
        """The projects whose spending is published."""
        return tuple(summary for summary in self.summaries if summary.spent is not None)

    @property
    def spent(self) -> Decimal | None:
        """All published spending, 万元."""
        spending = [summary.spent for summary in self.summaries if summary.spent is not None]
        return total(spending) if spending else None

    @property
    def execution_rate(self) -> str:
        """Published spending over the budgets of the same projects."""
        both = [
            (one.spent, one.budget) for one in self.with_spending if one.spent is not None and one.budget is not None
        ]
        if not both:
            return ABSENT
        return percent(share(total([spent for spent, _ in both]), total([budget for _, budget in both])))

    @property
    def with_score(self) -> tuple[ProjectSummary, ...]:
        """The projects that publish a score that compares."""
        return tuple(summary for summary in self.summaries if summary.comparable_score is not None)

    @property
    def of_unknown_full(self) -> int:
        """How many of these do not say what their score is out of."""
        return sum(summary.full is None for summary in self.with_score)

    @property
    def mean(self) -> str:
        """The mean of the scores that compare, two places."""
        scores = [summary.comparable_score for summary in self.summaries if summary.comparable_score is not None]
        return str(HALF_UP(Fraction(total(scores)) / len(scores))) if scores else ABSENT

    @property
    def why_incomparable(self) -> str:
        """Why some of these cannot be put beside the others by their score."""
        apart = any(one.total is not None and one.comparable_score is None for one in self.summaries)
        return "未公布评价分值或满分不同" if apart else "未公布评价分值"

    @property
    def good(self) -> int:
        """How many were given one of the two upper grades (优、良)."""
        return sum(summary.grade_rank in (1, 2) for summary in self.summaries)

    @property
    def graded(self) -> int:
        """How many publish a grade at all."""
        return sum(summary.grade_rank > 0 for summary in self.summaries)

    @property
    def good_rate(self) -> str:
        """The share of those among all that publish a grade."""
        return percent(Fraction(self.good, self.graded)) if self.graded else ABSENT

    def grades(self) -> tuple[GradeCount, ...]:
        """Each grade that occurs or, by a scheme, could, from the top."""
        words: dict[int, str] = {}
        for summary in self.summaries:
            for grade_rank, band in enumerate(summary.scheme.grades if summary.scheme else (), 1):
                words.setdefault(grade_rank, band.word)
        for summary in self.summaries:
            if summary.grade_rank:
                words.setdefault(summary.grade_rank, summary.scheme_grade)
        found = [summary.grade_rank for summary in self.summaries]
        return tuple(GradeCount(word, rank, found.count(rank)) for rank, word in sorted(words.items()))
