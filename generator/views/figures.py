"""Figures of several projects together, which add up: those of units make those of all; each says what it rests on."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from generator.core.adding import Additive
from generator.core.display import proportion
from generator.core.number import ABSENT, percent, share, total
from generator.model.project import RECTIFICATION_STATES
from generator.views.summary import ProjectSummary

PUT_RIGHT = "已完成"


def span(years: Iterable[int]) -> str:
    """Some years in words: `2018年`, `2017—2018年`."""
    found = sorted(set(years))
    return "—".join(dict.fromkeys(f"{year}" for year in (*found[:1], *found[-1:]))) + "年" * bool(found)


@dataclass(frozen=True)
class Figures(Additive):
    """How many projects in which years, their published budgets and spending (万元), grades and problems.

    `budgeted` publish a budget, `told` their spending, `both` sums are of those that publish both; `graded` publish a
    grade at all, `good` one of the two upper ones (优、良).
    """

    years: Mapping[int, int] = field(default_factory=dict)
    budget: Decimal | None = None
    budgeted: int = 0
    spent: Decimal | None = None
    told: int = 0
    both_spent: Decimal | None = None
    both_budget: Decimal | None = None
    good: int = 0
    graded: int = 0
    by_state: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many projects."""
        return sum(self.years.values())

    @property
    def years_span(self) -> str:
        """Their years in words: `2017—2018年`."""
        return span(self.years)

    @property
    def execution_rate(self) -> str:
        """Published spending over the budgets of the same projects."""
        if self.both_spent is None or self.both_budget is None:
            return ABSENT
        return percent(share(self.both_spent, self.both_budget))

    @property
    def good_rate(self) -> str:
        """The share of those of the two upper grades among all that publish one."""
        return percent(Fraction(self.good, self.graded)) if self.graded else ABSENT

    @property
    def good_share(self) -> str:
        """The same as readers are told it: of few projects as a count."""
        return proportion(self.good, self.graded)

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many problems stand in which state of rectification, each state that occurs."""
        return tuple((state, self.by_state[state]) for state in RECTIFICATION_STATES if self.by_state.get(state))

    @property
    def problems(self) -> int:
        """How many problems were found."""
        return sum(count for _, count in self.states)

    @property
    def put_right(self) -> int:
        """How many of them are put right (已完成)."""
        return self.by_state.get(PUT_RIGHT, 0)


def figures_of(summaries: Iterable[ProjectSummary]) -> Figures:
    """The figures of some projects."""
    summaries = tuple(summaries)
    budgets = [one.budget for one in summaries if one.budget is not None]
    spending = [one.spent for one in summaries if one.spent is not None]
    both = [(one.spent, one.budget) for one in summaries if one.spent is not None and one.budget is not None]
    states: Counter[str] = Counter()
    for one in summaries:
        states.update(dict(one.states))
    return Figures(
        Counter(one.year for one in summaries),
        total(budgets) if budgets else None,
        len(budgets),
        total(spending) if spending else None,
        len(spending),
        total([spent for spent, _ in both]) if both else None,
        total([budget for _, budget in both]) if both else None,
        sum(one.grade_rank in (1, 2) for one in summaries),
        sum(one.grade_rank > 0 for one in summaries),
        states,
    )
