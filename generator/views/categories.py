"""Problems by category (问题类别): how many of each, at whom, in which years, and which come again at a unit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import NamedTuple

from generator.core.adding import Additive, added
from generator.core.grouping import grouped_by
from generator.core.number import percent
from generator.model.book import Unit
from generator.model.category import UNDECIDED, Classification
from generator.views.recurrence import LossTotals, losses_by_name
from generator.views.summary import ProjectSummary

WINDOW = 3  # years back from the newest with results, that one included
MAX_LISTED = 500  # problems: above so many they stand in the downloads and on the 整改台账 of the units
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
class CategoryYear(Additive):
    """The problems of one category in one year, and in how many projects they are."""

    count: int = 0
    projects: int = 0


@dataclass(frozen=True)
class CategoryTotals(Additive):
    """How many problems are of one category, year by year, and at how many `units`: figures that add up."""

    name: str = ""
    years: Mapping[int, CategoryYear] = field(default_factory=dict)
    units: int = 0

    @property
    def count(self) -> int:
        """How many problems there are."""
        return sum(one.count for one in self.years.values())

    @property
    def projects(self) -> int:
        """In how many projects."""
        return sum(one.projects for one in self.years.values())

    @property
    def by_year(self) -> Mapping[int, CategoryYear]:
        """Those of each year, newest first."""
        return {year: self.years[year] for year in sorted(self.years, reverse=True)}


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


@dataclass(frozen=True)
class UnitProblems(Additive):
    """Of one unit the years with results, in which some have no problem, and its problems by category."""

    years: tuple[int, ...] = ()
    categories: Mapping[str, CategoryTotals] = field(default_factory=dict)


@dataclass(frozen=True)
class ProblemFigures(Additive):
    """Figures of the problems of units, which add up: how many have a category at all, what at which names was lost.

    `declared` have the category that their data file declares, of which the words decide on one for `decided`, the
    `same` for so many; `items` is how many stand in the 整改台账, `projects` are those with problems.
    """

    units: Mapping[str, UnitProblems] = field(default_factory=dict)
    categorised: int = 0
    declared: int = 0
    decided: int = 0
    same: int = 0
    losses: Mapping[str, LossTotals] = field(default_factory=dict)
    items: int = 0
    projects: tuple[str, ...] = ()

    @property
    def listed(self) -> tuple[str, ...]:
        """The projects whose problems are listed where all are told of."""
        return self.projects if self.count <= MAX_LISTED else ()

    @property
    def groups(self) -> tuple[CategoryTotals, ...]:
        """All problems by category; none where none has one."""
        if not self.categorised:
            return ()
        found = added(UnitProblems, [replace(one, years=()) for one in self.units.values()])
        return in_order(found.categories.values())

    @property
    def count(self) -> int:
        """How many problems there are."""
        return sum(one.count for unit in self.units.values() for one in unit.categories.values())


def problem_figures(summaries: Sequence[ProjectSummary]) -> ProblemFigures:
    """The figures of the problems of some projects."""
    found = list(problems_of(summaries))
    years = grouped_by(summaries, lambda one: one.unit.slug)
    of_units = grouped_by(found, lambda one: one.summary.unit.slug)
    declared = [one.category for one in found if one.category.declared]
    return ProblemFigures(
        {
            slug: UnitProblems(tuple(sorted({one.year for one in some})), _totals(of_units.get(slug, ())))
            for slug, some in years.items()
        },
        sum(bool(one.category.category) for one in found),
        len(declared),
        sum(bool(one.by_words) for one in declared),
        sum(one.by_words == one.category for one in declared if one.by_words),
        losses_by_name(summaries),
        sum(len(one.items) for one in summaries),
        tuple(dict.fromkeys(one.summary.id for one in found)),
    )


def classified_problems(summaries: Iterable[ProjectSummary]) -> tuple[ClassifiedProblem, ...]:
    """Every problem of some projects, in their order; none where no problem has a category."""
    found = tuple(problems_of(summaries))
    return found if any(one.category.category for one in found) else ()


def problems_of(summaries: Iterable[ProjectSummary]) -> Iterator[ClassifiedProblem]:
    """Every problem of some projects, in their order, whether it has a category or not."""
    for summary in summaries:
        for number, ((text, state), category) in enumerate(zip(summary.problems, summary.categories, strict=True), 1):
            yield ClassifiedProblem(summary, number, text, state, category)


def by_category(summaries: Iterable[ProjectSummary]) -> tuple[CategoryTotals, ...]:
    """The problems of some projects by category."""
    return in_order(_totals(classified_problems(summaries)).values())


def _totals(problems: Iterable[ClassifiedProblem]) -> Mapping[str, CategoryTotals]:
    """Some problems by category; what is not decided is one too."""
    made = {}
    for name, some in grouped_by(problems, lambda one: one.category.category or UNDECIDED).items():
        years = {
            year: CategoryYear(len(own), len({one.summary.id for one in own}))
            for year, own in grouped_by(some, lambda one: one.summary.year).items()
        }
        made[name] = CategoryTotals(name, years, len({one.summary.unit.slug for one in some}))
    return made


def in_order(groups: Iterable[CategoryTotals]) -> tuple[CategoryTotals, ...]:
    """Those of most problems first, then of most projects; what is not decided stands last."""
    return tuple(sorted(groups, key=lambda one: (one.name == UNDECIDED, -one.count, -one.projects, one.name)))


def window(years: Iterable[int]) -> tuple[int, ...]:
    """The last years, newest first: three in a row up to the newest with results."""
    newest = max(years, default=0)
    return tuple(range(newest, newest - WINDOW, -1)) if newest else ()


def recurrences(
    units: Mapping[str, UnitProblems], known: Mapping[str, Unit], years: Sequence[int]
) -> tuple[UnitRecurrence, ...]:
    """The units with results in two of some years or more: those first to whom most categories came again."""
    several = []
    for slug, unit in units.items():
        evaluated = tuple(year for year in reversed(unit.years) if year in years)
        if len(evaluated) >= AGAIN:
            found = (_within(one, years) for one in unit.categories.values() if one.name != UNDECIDED)
            several.append(UnitRecurrence(known[slug], evaluated, in_order(one for one in found if one.years)))
    return tuple(sorted(several, key=lambda one: (-len(one.again), len(one.seen), one.unit.slug)))


def _within(group: CategoryTotals, years: Sequence[int]) -> CategoryTotals:
    return replace(group, years={year: one for year, one in group.years.items() if year in years})
