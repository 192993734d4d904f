"""Totals of several projects: those of a year, of a unit."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.core.number import ABSENT, HALF_UP, share, total
from generator.views.figures import Figures, figures_of
from generator.views.peers import PeerGroup, peer_groups
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

    @cached_property
    def figures(self) -> Figures:
        """What adds up of them."""
        return figures_of(self.summaries)

    @property
    def count(self) -> int:
        """How many projects."""
        return len(self.summaries)

    @property
    def years_span(self) -> str:
        """Their years in words: `2017—2018年`."""
        return self.figures.years_span

    @property
    def budget(self) -> Decimal | None:
        """All published budgets, 万元."""
        return self.figures.budget

    @property
    def spent(self) -> Decimal | None:
        """All published spending, 万元."""
        return self.figures.spent

    @property
    def execution_rate(self) -> str:
        """Published spending over the budgets of the same projects."""
        return self.figures.execution_rate

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many problems stand in which state of rectification, each state that occurs."""
        return self.figures.states

    @property
    def problems(self) -> int:
        """How many problems were found."""
        return self.figures.problems

    @property
    def put_right(self) -> int:
        """How many of them are put right (已完成)."""
        return self.figures.put_right

    @cached_property
    def with_budget(self) -> tuple[ProjectSummary, ...]:
        """The projects whose budget is published."""
        return tuple(summary for summary in self.summaries if summary.budget is not None)

    @cached_property
    def with_spending(self) -> tuple[ProjectSummary, ...]:
        """The projects whose spending is published."""
        return tuple(summary for summary in self.summaries if summary.spent is not None)

    @property
    def with_rate(self) -> tuple[ProjectSummary, ...]:
        """The projects whose execution rate follows from what is published, lowest first."""
        known = (one for one in self.with_spending if one.budget)
        return tuple(sorted(known, key=lambda one: share(one.spent or Decimal(0), one.budget or Decimal(1)) or 0))

    @cached_property
    def with_score(self) -> tuple[ProjectSummary, ...]:
        """The projects that publish a score that compares."""
        return tuple(summary for summary in self.summaries if summary.comparable_score is not None)

    @property
    def of_unknown_full(self) -> int:
        """How many of these do not say what their score is out of."""
        return sum(summary.full is None for summary in self.with_score)

    @cached_property
    def peer_groups(self) -> tuple[PeerGroup, ...]:
        """Those of them whose scores may be put side by side, group by group."""
        return peer_groups(self.summaries)

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
