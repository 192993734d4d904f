"""Totals of several projects: sums, means, rates and counts, each with the number of projects it is based on."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.core.display import proportion
from generator.core.number import ABSENT, percent, share, total
from generator.model.project import RECTIFICATION_STATES
from generator.views.peers import PeerGroup, peer_groups
from generator.views.statistics import mean_text
from generator.views.summary import ProjectSummary

COMPLETED = "已完成"
GOOD_RANKS = (1, 2)  # 优 and 良, counted from the top


def span(years: Iterable[int]) -> str:
    """Format years as a span: `2018年`, `2017—2018年`."""
    ordered = sorted(set(years))
    return "—".join(dict.fromkeys(f"{year}" for year in (*ordered[:1], *ordered[-1:]))) + "年" * bool(ordered)


@dataclass(frozen=True)
class GradeCount:
    """Number of projects with a grade: its word, its rank from the top (1)."""

    word: str
    grade_rank: int
    count: int


@dataclass(frozen=True)
class Totals:
    """Totals of `summaries`, which keep the order in which they are listed. Amounts are 万元."""

    summaries: tuple[ProjectSummary, ...]

    @property
    def count(self) -> int:
        """Number of projects."""
        return len(self.summaries)

    @property
    def years_span(self) -> str:
        """Years of the projects in words: `2017—2018年`."""
        return span(summary.year for summary in self.summaries)

    # ---- money ----

    @cached_property
    def with_budget(self) -> tuple[ProjectSummary, ...]:
        """Projects whose budget is published."""
        return tuple(summary for summary in self.summaries if summary.budget is not None)

    @cached_property
    def with_spending(self) -> tuple[ProjectSummary, ...]:
        """Projects whose spending is published."""
        return tuple(summary for summary in self.summaries if summary.spent is not None)

    @cached_property
    def budget(self) -> Decimal | None:
        """Sum of the published budgets; None if there are none."""
        return _sum(summary.budget for summary in self.summaries)

    @cached_property
    def spent(self) -> Decimal | None:
        """Sum of the published spending; None if there is none."""
        return _sum(summary.spent for summary in self.summaries)

    @cached_property
    def execution_rate(self) -> str:
        """预算执行率: published spending over the budgets of the same projects."""
        both = [summary for summary in self.with_spending if summary.budget is not None]
        spent, budget = _sum(project.spent for project in both), _sum(project.budget for project in both)
        return ABSENT if spent is None or budget is None else percent(share(spent, budget))

    @property
    def with_rate(self) -> tuple[ProjectSummary, ...]:
        """Projects that publish both spending and a budget above zero, lowest execution rate first."""
        rated = (project for project in self.with_spending if project.budget)
        return tuple(sorted(rated, key=lambda own: share(own.spent or Decimal(0), own.budget or Decimal(1)) or 0))

    # ---- grades ----

    @cached_property
    def by_rank(self) -> Mapping[int, int]:
        """Number of projects by the rank of their grade; rank 0 for projects without one."""
        return Counter(summary.grade_rank for summary in self.summaries)

    @property
    def graded(self) -> int:
        """Number of projects that publish a grade."""
        return self.count - self.by_rank.get(0, 0)

    @property
    def good(self) -> int:
        """Number of projects with one of the two best grades (优、良)."""
        return sum(self.by_rank.get(rank, 0) for rank in GOOD_RANKS)

    @property
    def good_rate(self) -> str:
        """优良率: projects with one of the two best grades among those that publish a grade, as a percentage."""
        return percent(share(self.good, self.graded))

    @property
    def good_share(self) -> str:
        """优良率 for readers: a percentage, or a count (`3/4`) where few projects publish a grade."""
        return proportion(self.good, self.graded)

    @property
    def rank_words(self) -> tuple[tuple[int, str], ...]:
        """Every (rank, word) that the projects or their schemes use, in order of first use."""
        return tuple(dict.fromkeys(pair for summary in self.summaries for pair in _rank_words(summary)))

    def grades(self) -> tuple[GradeCount, ...]:
        """Count the projects of each grade that occurs or that a scheme defines, best grade first."""
        words: dict[int, str] = {}
        for summary in self.summaries:
            for rank, band in enumerate(summary.scheme.grades if summary.scheme else (), 1):
                words.setdefault(rank, band.word)
        for summary in self.summaries:
            if summary.grade_rank:
                words.setdefault(summary.grade_rank, summary.scheme_grade)
        return tuple(GradeCount(word, rank, self.by_rank.get(rank, 0)) for rank, word in sorted(words.items()))

    # ---- problems ----

    @cached_property
    def by_state(self) -> Mapping[str, int]:
        """Number of problems by state of rectification (整改状态)."""
        states: Counter[str] = Counter()
        for summary in self.summaries:
            states.update(dict(summary.states))
        return states

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """States of rectification that occur, in their order, with the number of problems."""
        return tuple((state, self.by_state[state]) for state in RECTIFICATION_STATES if self.by_state.get(state))

    @property
    def problems(self) -> int:
        """Number of problems."""
        return sum(count for _, count in self.states)

    @property
    def put_right(self) -> int:
        """Number of problems whose rectification is completed (已完成)."""
        return self.by_state.get(COMPLETED, 0)

    # ---- scores ----

    @cached_property
    def with_score(self) -> tuple[ProjectSummary, ...]:
        """Projects with a comparable score."""
        return tuple(summary for summary in self.summaries if summary.comparable_score is not None)

    @property
    def of_unknown_full(self) -> int:
        """Number of projects with a comparable score whose full marks are not stated."""
        return sum(summary.full is None for summary in self.with_score)

    @cached_property
    def mean(self) -> str:
        """Mean of the comparable scores, rounded to two decimals."""
        return mean_text(
            [project.comparable_score for project in self.summaries if project.comparable_score is not None]
        )

    @property
    def comparable_mean(self) -> str:
        """Mean of the scores if these can be compared."""
        return ABSENT if self.unlike else self.mean

    @cached_property
    def unlike(self) -> str:
        """Reasons why the scores should not be ranked or averaged; empty if there is none."""
        scored = self.with_score
        schemes = {project.scheme.slug if project.scheme else "" for project in scored}
        weights = {project.weights for project in scored if project.weights}
        unknown = sum(not project.weights for project in scored)
        reasons = (
            "评级办法不同" if len(schemes) > 1 else "",
            "一级指标或其权重不同" if len(weights) > 1 else "",
            f"{unknown} 个项目未公布指标权重" if unknown else "",
        )
        return "、".join(filter(None, reasons)) if len(scored) > 1 else ""

    @property
    def why_incomparable(self) -> str:
        """Reason why some projects have no comparable score."""
        apart = any(project.total is not None and project.comparable_score is None for project in self.summaries)
        return "未公布评价分值或满分不同" if apart else "未公布评价分值"

    @cached_property
    def peer_groups(self) -> tuple[PeerGroup, ...]:
        """Groups of projects whose scores can be compared."""
        return peer_groups(self.summaries)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    present = [amount for amount in amounts if amount is not None]
    return total(present) if present else None


def _rank_words(summary: ProjectSummary) -> Iterator[tuple[int, str]]:
    """Yield the grades of the project's scheme, then its own."""
    yield from enumerate((band.word for band in (summary.scheme.grades if summary.scheme else ())), 1)
    if summary.grade_rank:
        yield summary.grade_rank, summary.scheme_grade


# ---- rates ----


@dataclass(frozen=True)
class CountedRate:
    """A rate and its count: the name, part and whole as shown, what they are, the percentage."""

    name: str
    part: str
    whole: str
    of: str
    rate: str

    @property
    def shown(self) -> str:
        """Count as readers see it: 12/18, 657/1,068."""
        return "/".join(f"{Decimal(number):,f}" for number in (self.part, self.whole))


def counted_rate(name: str, of: str, part: int, whole: int) -> CountedRate | None:
    """Return the rate of a part; None if the whole is empty."""
    if not whole:
        return None
    return CountedRate(name=name, part=str(part), whole=str(whole), of=of, rate=percent(Fraction(part, whole)))
