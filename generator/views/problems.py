"""Problems of several projects: counts by category (问题类别), recurring categories of units, recurring losses."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from generator.core.grouping import grouped_by
from generator.core.number import percent, share, total
from generator.model.book import Unit
from generator.model.category import UNDECIDED, Classification
from generator.views.summary import IndicatorResult, ProjectSummary

WINDOW = 3  # years considered for recurring categories, up to the newest with results
MIN_RECURRENCE = 2  # years in which a category must occur to count as recurring


class ClassifiedProblem(NamedTuple):
    """A problem of a project: its 1-based number there, text, state of rectification and category."""

    summary: ProjectSummary
    number: int
    text: str
    state: str
    category: Classification

    @property
    def address(self) -> str:
        """Address on the project's page, relative to the site's root."""
        return f"{self.summary.id}.html#finding-{self.number}"


@dataclass(frozen=True)
class CategoryCount:
    """Number of problems of a category, and of the projects that have them."""

    count: int
    projects: int


@dataclass(frozen=True)
class CategoryTotals:
    """Problems of one category: counts by year, newest first, and the number of units concerned."""

    name: str
    by_year: Mapping[int, CategoryCount]
    units: int

    @property
    def count(self) -> int:
        """Number of problems."""
        return sum(year.count for year in self.by_year.values())

    @property
    def projects(self) -> int:
        """Number of projects that have them."""
        return sum(year.projects for year in self.by_year.values())


class UnitRecurrence(NamedTuple):
    """Categories of a unit that was evaluated in several years, and those of them that recur."""

    unit: Unit
    years: tuple[int, ...]
    seen: tuple[CategoryTotals, ...]

    @property
    def again(self) -> tuple[CategoryTotals, ...]:
        """Categories that occur in several of the years."""
        return tuple(totals for totals in self.seen if len(totals.by_year) >= MIN_RECURRENCE)


class ClassificationTotals:
    """Totals of the classification of problems: how many have a category at all, and how well the word list does."""

    def __init__(self, problems: Iterable[ClassifiedProblem]) -> None:
        self.problems = tuple(problems)

    @property
    def count(self) -> int:
        """Number of problems."""
        return len(self.problems)

    @cached_property
    def by_category(self) -> tuple[CategoryTotals, ...]:
        """Categories with their counts; empty if no problem has a category."""
        return category_totals(self.problems) if self.categorised else ()

    @cached_property
    def categorised(self) -> bool:
        """True if any problem has a category."""
        return any(problem.category.category for problem in self.problems)

    @property
    def declared(self) -> int:
        """Number of problems whose category is declared in the data file."""
        return len(self._declared)

    @property
    def decided(self) -> int:
        """Number of declared categories for which the word list gives a category too."""
        return sum(bool(category.by_words) for category in self._declared)

    @property
    def same(self) -> int:
        """Number of declared categories on which the word list agrees."""
        return sum(category.by_words == category.category for category in self._declared if category.by_words)

    @cached_property
    def _declared(self) -> list[Classification]:
        return [problem.category for problem in self.problems if problem.category.declared]


def problems_of(summaries: Iterable[ProjectSummary]) -> Iterator[ClassifiedProblem]:
    """Yield every problem of the projects, with or without a category."""
    for summary in summaries:
        for number, ((text, state), category) in enumerate(zip(summary.problems, summary.categories, strict=True), 1):
            yield ClassifiedProblem(summary=summary, number=number, text=text, state=state, category=category)


def category_totals(problems: Iterable[ClassifiedProblem]) -> tuple[CategoryTotals, ...]:
    """Group problems by category: most problems first, then most projects; undecided ones last."""
    groups = grouped_by(problems, lambda problem: problem.category.category or UNDECIDED)
    totals = (_totals(name, group) for name, group in groups.items())
    return tuple(sorted(totals, key=lambda entry: (entry.name == UNDECIDED, -entry.count, -entry.projects, entry.name)))


def _totals(name: str, problems: Sequence[ClassifiedProblem]) -> CategoryTotals:
    years = grouped_by(problems, lambda problem: problem.summary.year)
    counts = {
        year: CategoryCount(len(years[year]), len({problem.summary.id for problem in years[year]}))
        for year in sorted(years, reverse=True)
    }
    return CategoryTotals(name, counts, len({problem.summary.unit.slug for problem in problems}))


def window(years: Iterable[int]) -> tuple[int, ...]:
    """Return the last three consecutive years up to the newest, newest first."""
    newest = max(years, default=0)
    return tuple(range(newest, newest - WINDOW, -1)) if newest else ()


def recurrences(summaries: Iterable[ProjectSummary], years: Sequence[int]) -> tuple[UnitRecurrence, ...]:
    """Return the units with results in at least two of the years, most recurring categories first."""
    recent = [summary for summary in summaries if summary.year in years]
    several = []
    for own in grouped_by(recent, lambda summary: summary.unit.slug).values():
        evaluated = tuple(sorted({summary.year for summary in own}, reverse=True))
        if len(evaluated) >= MIN_RECURRENCE:
            decided = (totals for totals in category_totals(problems_of(own)) if totals.name != UNDECIDED)
            several.append(UnitRecurrence(own[0].unit, evaluated, tuple(decided)))
    return tuple(sorted(several, key=lambda own: (-len(own.again), len(own.seen), own.unit.slug)))


# ---- recurring losses ----


@dataclass(frozen=True)
class RecurringLoss:
    """Losses on the indicators of one name, with the projects that lost points there."""

    name: str
    losses: tuple[tuple[ProjectSummary, IndicatorResult], ...]

    @property
    def count(self) -> int:
        """Number of projects."""
        return len(self.losses)

    @cached_property
    def lost(self) -> Decimal:
        """Points lost by all of them."""
        return total([leaf.lost for _, leaf in self.losses if leaf.lost is not None])

    @cached_property
    def weight(self) -> Decimal:
        """Sum of the weights of these indicators."""
        return total([leaf.weight for _, leaf in self.losses if leaf.weight is not None])

    @cached_property
    def lost_rate(self) -> Fraction:
        """Lost points as a share of the weights."""
        return share(self.lost, self.weight) or Fraction(0)

    @property
    def lost_share(self) -> str:
        """Lost points as a percentage of the weights."""
        return percent(self.lost_rate)


def recurring_losses(summaries: Iterable[ProjectSummary]) -> tuple[RecurringLoss, ...]:
    """Return the indicators on which at least two projects lost points, by number of projects, then by share lost."""
    recurring = [RecurringLoss(name, tuple(own)) for name, own in _losses(summaries).items() if len(own) > 1]
    return tuple(sorted(recurring, key=lambda loss: (-loss.count, -loss.lost_rate, loss.name)))


def _losses(summaries: Iterable[ProjectSummary]) -> Mapping[str, list[tuple[ProjectSummary, IndicatorResult]]]:
    by_name: dict[str, list[tuple[ProjectSummary, IndicatorResult]]] = defaultdict(list)
    for summary in summaries:
        leaves = (leaf for leaf in summary.losses if summary.has_sublevels and (leaf.lost or 0) > 0)
        # A name that a project has twice counts once: where most points were lost.
        for name, leaf in {leaf.name: leaf for leaf in reversed(tuple(leaves))}.items():
            by_name[name].append((summary, leaf))
    return by_name
