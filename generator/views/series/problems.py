"""Outcomes of the problems of one year in the next: solved, recurring or not mentioned, with the basis.

Statements of papers take precedence over comparisons by the site; a problem printed again recurs, whatever its state.
Undecided ones are 未提及.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import groupby, pairwise
from operator import add
from typing import Literal, NamedTuple

from generator.core.number import percent
from generator.model.ledger import CLOSED
from generator.views.ledger import DONE, TrackedItem
from generator.views.summary import ProjectSummary

Outcome = Literal["已解决", "再次出现", "未提及"]
OUTCOMES: tuple[Outcome, ...] = ("已解决", "再次出现", "未提及")
COMPARED_HERE = "本站比对"
ALIKE = Fraction(3, 4)  # of the pairs of neighbouring characters of two problems
MIN_CHARS = 8  # shorter problems are alike by chance
SIGNS = re.compile(r"\W")


class YearProblem(NamedTuple):
    """A problem of one year with its items; without 台账, the one item of its answer."""

    number: int
    items: tuple[TrackedItem, ...]

    @property
    def text(self) -> str:
        """Text of the problem as printed."""
        return self.items[0].problem

    @property
    def category(self) -> str:
        """Declared 问题类别, else empty: a category by word list is too weak to identify problems."""
        category = self.items[0].category
        return category.category if category.declared else ""

    @property
    def place(self) -> str:
        """Anchor on the page of its project."""
        return self.items[0].place

    @property
    def states(self) -> str:
        """Distinct states of its items, in words."""
        return "、".join(dict.fromkeys(item.state for item in self.items))

    @property
    def solved(self) -> str:
        """Reason why it is solved: 台账 closed, or without one, answer classified as done; else empty."""
        if not all(item.settled and item.state in (CLOSED, DONE) for item in self.items):
            return ""
        if not self.items[0].tracked:
            return f"整改情况归为{DONE}（本站归类）"
        return "；".join(
            f"台账 {item.number} {CLOSED}".replace("  ", " ") + (f"（{item.since.chinese}）" if item.since else "")
            for item in self.items
        )


class ProblemOutcome(NamedTuple):
    """Outcome of a problem in a later year: the year, the basis of the decision, the problems it reappears as."""

    problem: YearProblem
    outcome: Outcome
    basis: str
    year: int
    recurrences: tuple[YearProblem, ...] = ()

    @property
    def compared(self) -> bool:
        """True if the site compared the texts and no paper states the outcome."""
        return self.basis.startswith(COMPARED_HERE)


def year_problems(summary: ProjectSummary) -> tuple[YearProblem, ...]:
    """Return the problems of a project, in the paper's order."""
    return tuple(
        YearProblem(number, tuple(items)) for number, items in groupby(summary.items, lambda item: item.finding)
    )


class ProblemYears(NamedTuple):
    """Problems of two consecutive years: outcomes of the earlier ones, and the new ones (`others`)."""

    then: ProjectSummary
    now: ProjectSummary
    outcomes: tuple[ProblemOutcome, ...]
    others: tuple[YearProblem, ...]


def problem_years(summaries: Sequence[ProjectSummary]) -> tuple[ProblemYears, ...]:
    """Pair each year with the next one given, newest first; pairs without problems are left out."""
    problems_by_year = [(summary.year, year_problems(summary)) for summary in summaries]
    pairs_of_years = []
    for place, (then, now) in enumerate(pairwise(summaries), 1):
        outcomes = tuple(_outcome(problem, problems_by_year[place:]) for problem in problems_by_year[place - 1][1])
        recurring = {later.number for outcome in outcomes if outcome.year == now.year for later in outcome.recurrences}
        others = tuple(problem for problem in problems_by_year[place][1] if problem.number not in recurring)
        if outcomes or others:
            pairs_of_years.append(ProblemYears(then, now, outcomes, others))
    return tuple(reversed(pairs_of_years))


def outcomes_of(then: ProjectSummary, later: Sequence[ProjectSummary]) -> tuple[ProblemOutcome, ...]:
    """Return the outcome of each problem of a year; `later` holds at least one later year, oldest first."""
    problems_by_year = [(summary.year, year_problems(summary)) for summary in later]
    return tuple(_outcome(problem, problems_by_year) for problem in year_problems(then))


def _outcome(problem: YearProblem, later: Sequence[tuple[int, tuple[YearProblem, ...]]]) -> ProblemOutcome:
    """Decide the outcome of a problem: by link, by words, by state, by category, in this order."""
    (year, next_problems), solved, state = later[0], problem.solved, f"当年写的整改状态：{problem.states}"
    although = f"；{state}" if solved else ""
    if linked := _linked(problem, later):
        again_in, recurrences, numbers = linked
        basis = f"{again_in}年度台账 {'、'.join(numbers)} 写明上年同类"
        return ProblemOutcome(problem, "再次出现", basis + although, again_in, recurrences=recurrences)
    like = [(_likeness(problem.text, candidate.text), candidate) for candidate in next_problems]
    share, nearest = max(like, key=lambda pair: pair[0], default=(Fraction(0), None))
    if nearest and share >= ALIKE:
        basis = f"{COMPARED_HERE}：文字相近（{percent(share, 0)}）{although}"
        return ProblemOutcome(problem=problem, outcome="再次出现", basis=basis, year=year, recurrences=(nearest,))
    if solved:
        return ProblemOutcome(problem, "已解决", solved, year)
    if same := tuple(other for other in next_problems if problem.category and other.category == problem.category):
        basis = f"{COMPARED_HERE}：问题类别同为“{problem.category}”"
        return ProblemOutcome(problem=problem, outcome="再次出现", basis=basis, year=year, recurrences=same)
    return ProblemOutcome(problem, "未提及", state, year)


def _linked(
    problem: YearProblem, later: Iterable[tuple[int, tuple[YearProblem, ...]]]
) -> tuple[int, tuple[YearProblem, ...], tuple[str, ...]] | None:
    """Return the first later year whose 台账 links to the problem (上年同类), its problems and their item numbers.

    A number used in several years refers to the newest one before the link.
    """
    meant = {item.number for item in problem.items if item.number}
    for year, problems in later if meant else ():
        if recurrences := tuple(other for other in problems if any(item.last_year in meant for item in other.items)):
            numbers = (item.number for other in recurrences for item in other.items if item.last_year in meant)
            return year, recurrences, tuple(dict.fromkeys(numbers))
        meant -= {item.number for other in problems for item in other.items}
    return None


def _likeness(text: str, other: str) -> Fraction:
    """Return the Dice coefficient of the pairs of neighbouring characters of two texts."""
    (size, pairs), (other_size, other_pairs) = _pairs(text), _pairs(other)
    if min(size, other_size) < MIN_CHARS - 1:
        return Fraction(0)
    shared = sum(min(pairs[pair], other_pairs[pair]) for pair in pairs.keys() & other_pairs.keys())
    return Fraction(2 * shared, size + other_size)


@lru_cache(1000)
def _pairs(text: str) -> tuple[int, Counter[str]]:
    """Count the pairs of neighbouring characters of a text (cached)."""
    signs = SIGNS.sub("", text)
    return max(len(signs) - 1, 0), Counter(map(add, signs, signs[1:]))
