"""Problems by category (问题类别): how many of each, at whom, in which years, and which come again at a unit."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from generator.core.number import percent
from generator.model.book import Unit
from generator.model.category import UNDECIDED, Classification
from generator.views.summary import ProjectSummary

WINDOW = 3  # years back from the newest with results, that one included
AGAIN = 2  # in as many of them a category must stand for a unit


class ClassifiedProblem(NamedTuple):
    """A problem of a project: the so-and-so-manieth, its text, its state of rectification, its category."""

    summary: ProjectSummary
    number: int
    text: str
    state: str
    category: Classification

    @property
    def address(self) -> str:
        """Where it stands on the project's page, from the site's root."""
        return f"{self.summary.id}.html#finding-{self.number}"


@dataclass(frozen=True)
class CategoryTotals:
    """The problems of one category."""

    name: str
    problems: tuple[ClassifiedProblem, ...]

    @property
    def count(self) -> int:
        """How many problems there are."""
        return len(self.problems)

    @property
    def projects(self) -> int:
        """In how many projects."""
        return len({one.summary.id for one in self.problems})

    @property
    def units(self) -> int:
        """At how many units."""
        return len({one.summary.unit.slug for one in self.problems})

    @cached_property
    def by_year(self) -> Mapping[int, "CategoryTotals"]:
        """Those of each year, newest first."""
        found: dict[int, list[ClassifiedProblem]] = defaultdict(list)
        for one in self.problems:
            found[one.summary.year].append(one)
        return {year: CategoryTotals(self.name, tuple(found[year])) for year in sorted(found, reverse=True)}


class UnitRecurrence(NamedTuple):
    """A unit that was evaluated in several of some years: the categories it had, and those that came again (屡犯)."""

    unit: Unit
    years: tuple[int, ...]
    seen: tuple[CategoryTotals, ...]

    @property
    def again(self) -> tuple[CategoryTotals, ...]:
        """The categories that it had in two of these years or more."""
        return tuple(one for one in self.seen if len(one.by_year) >= AGAIN)

    @property
    def shown(self) -> str:
        """The count behind 屡犯率: categories that came again of those it had at all, 3/12."""
        return f"{len(self.again)}/{len(self.seen)}"

    @property
    def rate(self) -> str:
        """屡犯率."""
        return percent(Fraction(len(self.again), len(self.seen)) if self.seen else None)


def classified_problems(summaries: Iterable[ProjectSummary]) -> tuple[ClassifiedProblem, ...]:
    """Every problem of some projects, in their order; none where no problem has a category."""
    found = tuple(
        ClassifiedProblem(summary, number, text, state, category)
        for summary in summaries
        for number, ((text, state), category) in enumerate(zip(summary.problems, summary.categories, strict=True), 1)
    )
    return found if any(one.category.category for one in found) else ()


def grouped(problems: Iterable[ClassifiedProblem]) -> tuple[CategoryTotals, ...]:
    """Problems by category: those of most problems first, then of most projects; what is not decided stands last."""
    found: dict[str, list[ClassifiedProblem]] = defaultdict(list)
    for one in problems:
        found[one.category.category or UNDECIDED].append(one)
    groups = (CategoryTotals(name, tuple(some)) for name, some in found.items())
    return tuple(sorted(groups, key=lambda one: (one.name == UNDECIDED, -one.count, -one.projects, one.name)))


def by_category(summaries: Iterable[ProjectSummary]) -> tuple[CategoryTotals, ...]:
    """The problems of some projects by category."""
    return grouped(classified_problems(summaries))


def window(years: Iterable[int]) -> tuple[int, ...]:
    """The last years, newest first: three in a row up to the newest with results."""
    newest = max(years, default=0)
    return tuple(range(newest, newest - WINDOW, -1)) if newest else ()


def recurrences(
    summaries: Iterable[ProjectSummary], problems: Iterable[ClassifiedProblem], years: Sequence[int]
) -> tuple[UnitRecurrence, ...]:
    """The units with results in two of some years or more: those first to whom most categories came again."""
    evaluated: dict[str, dict[int, Unit]] = defaultdict(dict)
    for summary in summaries:
        if summary.year in years:
            evaluated[summary.unit.slug][summary.year] = summary.unit
    found: dict[str, list[ClassifiedProblem]] = defaultdict(list)
    for one in problems:
        if one.summary.year in years and (one.category.category or UNDECIDED) != UNDECIDED:
            found[one.summary.unit.slug].append(one)
    several = (
        UnitRecurrence(next(iter(units.values())), tuple(sorted(units, reverse=True)), grouped(found[slug]))
        for slug, units in evaluated.items()
        if len(units) >= AGAIN
    )
    return tuple(sorted(several, key=lambda one: (-len(one.again), len(one.seen), one.unit.slug)))
