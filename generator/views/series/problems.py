"""Problems of one year beside those of the next: put right, found again, or not mentioned, and what decides it.

What the papers say goes before what the site compares, and a problem that stands in the next paper again is found
again, whatever was said of it; what cannot be decided is 未提及.
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
    """A problem of one year, with its items (of a problem without 台账 the one that its answer makes)."""

    number: int
    items: tuple[TrackedItem, ...]

    @property
    def text(self) -> str:
        """The problem in the paper's words."""
        return self.items[0].problem

    @property
    def category(self) -> str:
        """问题类别, empty where none is declared: what our word list says is too little to call two problems one."""
        category = self.items[0].category
        return category.category if category.declared else ""

    @property
    def place(self) -> str:
        """Its anchor on the page of its project."""
        return self.items[0].place

    @property
    def states(self) -> str:
        """Each state its items are in, in words."""
        return "、".join(dict.fromkeys(item.state for item in self.items))

    @property
    def solved(self) -> str:
        """Why it is put right: its whole 台账 is closed, or without one its answer counts as done; else empty."""
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
    again: tuple[YearProblem, ...] = ()

    @property
    def compared(self) -> bool:
        """True if the site compared the texts and no paper states the outcome."""
        return self.basis.startswith(COMPARED_HERE)


def year_problems(summary: ProjectSummary) -> tuple[YearProblem, ...]:
    """The problems of a project, in the paper's order."""
    return tuple(
        YearProblem(number, tuple(items)) for number, items in groupby(summary.items, lambda item: item.finding)
    )


class ProblemYears(NamedTuple):
    """The problems of two neighbouring years: what became of the earlier ones, and which of the later ones are new."""

    then: ProjectSummary
    now: ProjectSummary
    outcomes: tuple[ProblemOutcome, ...]
    others: tuple[YearProblem, ...]


def problem_years(summaries: Sequence[ProjectSummary]) -> tuple[ProblemYears, ...]:
    """Each year with the next of those given, the newest first; nothing where neither has a problem."""
    known = [(one.year, year_problems(one)) for one in summaries]
    found = []
    for place, (then, now) in enumerate(pairwise(summaries), 1):
        outcomes = tuple(_outcome(one, known[place:]) for one in known[place - 1][1])
        again = {problem.number for one in outcomes if one.year == now.year for problem in one.again}
        others = tuple(one for one in known[place][1] if one.number not in again)
        if outcomes or others:
            found.append(ProblemYears(then, now, outcomes, others))
    return tuple(reversed(found))


def outcomes_of(then: ProjectSummary, later: Sequence[ProjectSummary]) -> tuple[ProblemOutcome, ...]:
    """Return the outcome of each problem of a year; `later` holds at least one later year, oldest first."""
    known = [(one.year, year_problems(one)) for one in later]
    return tuple(_outcome(one, known) for one in year_problems(then))


def _outcome(problem: YearProblem, later: Sequence[tuple[int, tuple[YearProblem, ...]]]) -> ProblemOutcome:
    """Decide the outcome of a problem: by link, by words, by state, by category, in this order."""
    (year, next_problems), solved, state = later[0], problem.solved, f"当年写的整改状态：{problem.states}"
    although = f"；{state}" if solved else ""
    if linked := _linked(problem, later):
        again_in, again, numbers = linked
        basis = f"{again_in}年度台账 {'、'.join(numbers)} 写明上年同类"
        return ProblemOutcome(problem=problem, outcome="再次出现", basis=basis + although, year=again_in, again=again)
    like = [(_likeness(problem.text, one.text), one) for one in next_problems]
    share, nearest = max(like, key=lambda pair: pair[0], default=(Fraction(0), None))
    if nearest and share >= ALIKE:
        basis = f"{COMPARED_HERE}：文字相近（{percent(share, 0)}）{although}"
        return ProblemOutcome(problem=problem, outcome="再次出现", basis=basis, year=year, again=(nearest,))
    if solved:
        return ProblemOutcome(problem, "已解决", solved, year)
    if same := tuple(one for one in next_problems if problem.category and one.category == problem.category):
        basis = f"{COMPARED_HERE}：问题类别同为“{problem.category}”"
        return ProblemOutcome(problem=problem, outcome="再次出现", basis=basis, year=year, again=same)
    return ProblemOutcome(problem, "未提及", state, year)


def _linked(
    problem: YearProblem, later: Iterable[tuple[int, tuple[YearProblem, ...]]]
) -> tuple[int, tuple[YearProblem, ...], tuple[str, ...]] | None:
    """The first later year whose 台账 names an item of this problem as 上年同类, the problems there, their numbers.

    Of a number that several years have, the newest before the link is meant.
    """
    meant = {item.number for item in problem.items if item.number}
    for year, problems in later if meant else ():
        if again := tuple(one for one in problems if any(item.last_year in meant for item in one.items)):
            numbers = (item.number for one in again for item in one.items if item.last_year in meant)
            return year, again, tuple(dict.fromkeys(numbers))
        meant -= {item.number for one in problems for item in one.items}
    return None


def _likeness(one: str, other: str) -> Fraction:
    """Return the Dice coefficient of the pairs of neighbouring characters of two texts."""
    (size, pairs), (other_size, other_pairs) = _pairs(one), _pairs(other)
    if min(size, other_size) < MIN_CHARS - 1:
        return Fraction(0)
    shared = sum(min(pairs[pair], other_pairs[pair]) for pair in pairs.keys() & other_pairs.keys())
    return Fraction(2 * shared, size + other_size)


@lru_cache(1000)
def _pairs(text: str) -> tuple[int, Counter[str]]:
    """Count the pairs of neighbouring characters of a text (cached)."""
    signs = SIGNS.sub("", text)
    return max(len(signs) - 1, 0), Counter(map(add, signs, signs[1:]))
