"""Totals of several projects: those of a year, of a unit."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.core.display import proportion
from generator.core.number import ABSENT, HALF_UP, percent, share, total
from generator.model.project import RECTIFICATION_STATES
from generator.views.summary import ProjectSummary

PUT_RIGHT = "已完成"


def span(years: Iterable[int]) -> str:
    """Some years in words: `2018年`, `2017—2018年`."""
    found = sorted(set(years))
    return "—".join(dict.fromkeys(f"{year}" for year in (*found[:1], *found[-1:]))) + "年" * bool(found)


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
    def years_span(self) -> str:
        """Their years in words: `2017—2018年`."""
        return span(summary.year for summary in self.summaries)

    @cached_property
    def with_budget(self) -> tuple[ProjectSummary, ...]:
        """The projects whose budget is published."""
        return tuple(summary for summary in self.summaries if summary.budget is not None)

    @cached_property
    def budget(self) -> Decimal | None:
        """All published budgets, 万元."""
        budgets = [summary.budget for summary in self.summaries if summary.budget is not None]
        return total(budgets) if budgets else None

    @cached_property
    def with_spending(self) -> tuple[ProjectSummary, ...]:
        """The projects whose spending is published."""
        return tuple(summary for summary in self.summaries if summary.spent is not None)

    @cached_property
    def spent(self) -> Decimal | None:
        """All published spending, 万元."""
        spending = [summary.spent for summary in self.summaries if summary.spent is not None]
        return total(spending) if spending else None

    @property
    def with_rate(self) -> tuple[ProjectSummary, ...]:
        """The projects whose execution rate follows from what is published, lowest first."""
        known = (one for one in self.with_spending if one.budget)
        return tuple(sorted(known, key=lambda one: share(one.spent or Decimal(0), one.budget or Decimal(1)) or 0))

    @cached_property
    def execution_rate(self) -> str:
        """Published spending over the budgets of the same projects."""
        both = [
            (one.spent, one.budget) for one in self.with_spending if one.spent is not None and one.budget is not None
        ]
        if not both:
            return ABSENT
        return percent(share(total([spent for spent, _ in both]), total([budget for _, budget in both])))

    @cached_property
    def with_score(self) -> tuple[ProjectSummary, ...]:
        """The projects that publish a score that compares."""
        return tuple(summary for summary in self.summaries if summary.comparable_score is not None)

    @property
    def of_unknown_full(self) -> int:
        """How many of these do not say what their score is out of."""
        return sum(summary.full is None for summary in self.with_score)

    @cached_property
    def mean(self) -> str:
        """The mean of the scores that compare, two places."""
        scores = [summary.comparable_score for summary in self.summaries if summary.comparable_score is not None]
        return str(HALF_UP(Fraction(total(scores)) / len(scores))) if scores else ABSENT

    @cached_property
    def unlike(self) -> str:
        """Why these scores must not be ranked or averaged without a word, empty where they may."""
        scored = self.with_score
        schemes = {one.scheme.slug if one.scheme else "" for one in scored}
        weights = {one.weights for one in scored if one.weights}
        unknown = sum(not one.weights for one in scored)
        reasons = (
            "评级办法不同" if len(schemes) > 1 else "",
            "一级指标或其权重不同" if len(weights) > 1 else "",
            f"{unknown} 个项目未公布指标权重" if unknown else "",
        )
        return "、".join(filter(None, reasons)) if len(scored) > 1 else ""

    @property
    def why_incomparable(self) -> str:
        """Why some of these cannot be put beside the others by their score."""
        apart = any(one.total is not None and one.comparable_score is None for one in self.summaries)
        return "未公布评价分值或满分不同" if apart else "未公布评价分值"

    @cached_property
    def good(self) -> int:
        """How many were given one of the two upper grades (优、良)."""
        return sum(summary.grade_rank in (1, 2) for summary in self.summaries)

    @cached_property
    def graded(self) -> int:
        """How many publish a grade at all."""
        return sum(summary.grade_rank > 0 for summary in self.summaries)

    @property
    def good_rate(self) -> str:
        """The share of those among all that publish a grade."""
        return percent(Fraction(self.good, self.graded)) if self.graded else ABSENT

    @property
    def good_share(self) -> str:
        """The same as readers are told it: of few projects as a count."""
        return proportion(self.good, self.graded)

    @cached_property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many problems stand in which state of rectification, each state that occurs."""
        found = [dict(summary.states) for summary in self.summaries]
        counts = ((state, sum(one.get(state, 0) for one in found)) for state in RECTIFICATION_STATES)
        return tuple((state, count) for state, count in counts if count)

    @property
    def problems(self) -> int:
        """How many problems were found."""
        return sum(count for _, count in self.states)

    @property
    def put_right(self) -> int:
        """How many of them are put right (已完成)."""
        return dict(self.states).get(PUT_RIGHT, 0)

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
