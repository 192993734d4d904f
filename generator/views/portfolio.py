"""Portfolio: the projects of a book as readers see them, by year, by unit, by who evaluated them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.model.book import Book, Unit
from generator.views.overview import OverviewDetail, overviews_of
from generator.views.result_lines import ResultUseLine, result_lines
from generator.views.summary import ProjectSummary
from generator.views.totals import Totals

Place = tuple[int, Decimal, str]


class YearTotals(NamedTuple):
    """A year with the totals of its projects."""

    year: int
    totals: Totals


class UnitProjects(NamedTuple):
    """A unit with the projects it carried out and those it evaluated, newest year first."""

    unit: Unit
    carried_out: Totals
    evaluated: Totals

    @property
    def by_year(self) -> tuple[YearTotals, ...]:
        """What it carried out, year by year, the newest first."""
        return totals_by_year(self.carried_out.summaries)


@dataclass(frozen=True)
class Portfolio:
    """The projects of a book as readers see them, in the order of their addresses.

    Where they are some of a site, those that stand `beside` them are asked for what they say of these, and not shown.
    """

    book: Book
    summaries: tuple[ProjectSummary, ...]
    beside: tuple[ProjectSummary, ...] = ()

    @cached_property
    def _by_year(self) -> Mapping[int, Totals]:
        return dict(totals_by_year(self.summaries))

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[ProjectSummary, ...]]:
        found: dict[str, list[ProjectSummary]] = defaultdict(list)
        for summary in self.newest_first:
            found[summary.unit.slug].append(summary)
        return {slug: tuple(summaries) for slug, summaries in found.items()}

    @cached_property
    def _by_agency(self) -> Mapping[str, tuple[ProjectSummary, ...]]:
        found: dict[str, list[ProjectSummary]] = defaultdict(list)
        for summary in self.summaries:
            found[summary.agency].append(summary)
        return {name: tuple(summaries) for name, summaries in found.items()}

    @property
    def result_lines(self) -> Iterator[ResultUseLine]:
        """The use of results (结果应用) of every project of which anything is known, newest year first."""
        return result_lines(self.newest_first, self.book, self.beside)

    @property
    def years(self) -> tuple[int, ...]:
        """The years there are results for, newest first."""
        return tuple(self._by_year)

    @cached_property
    def overviews(self) -> tuple[OverviewDetail, ...]:
        """Every 一览, newest year first."""
        return overviews_of(self.book.overviews)

    @cached_property
    def newest_first(self) -> tuple[ProjectSummary, ...]:
        """All projects, newest year first, those of a year in the order of their addresses."""
        return newest_first(self.summaries)

    @property
    def by_score(self) -> tuple[ProjectSummary, ...]:
        """All projects, newest year first, those of a year highest score first."""
        return tuple(summary for _, totals in self.totals_by_year() for summary in totals.summaries)

    def totals_of(self, year: int) -> Totals:
        """The projects of a year, highest score first; equals in the order of their addresses."""
        return self._by_year.get(year, Totals(()))

    def totals_by_year(self) -> Iterator[YearTotals]:
        """Every year, newest first."""
        return (YearTotals(year, totals) for year, totals in self._by_year.items())

    def projects_of(self, unit: Unit) -> UnitProjects:
        """What a unit carried out and what it evaluated."""
        if unit.slug not in self._of_units:
            evaluated = (one for name in dict.fromkeys(unit.names) for one in self._by_agency.get(name, ()))
            own = Totals(self._by_unit.get(unit.slug, ()))
            self._of_units[unit.slug] = UnitProjects(unit, own, Totals(newest_first(evaluated)))
        return self._of_units[unit.slug]

    @cached_property
    def _of_units(self) -> dict[str, UnitProjects]:
        return {}


def totals_by_year(summaries: Iterable[ProjectSummary]) -> tuple[YearTotals, ...]:
    """The years of some projects, newest first, those of a year highest score first."""
    found: dict[int, list[ProjectSummary]] = defaultdict(list)
    for summary in summaries:
        found[summary.year].append(summary)
    return tuple(
        YearTotals(year, Totals(tuple(sorted(found[year], key=by_score)))) for year in sorted(found, reverse=True)
    )


def by_score(one: ProjectSummary) -> Place:
    """The place of a project among others: the newest year first, in a year the highest score, then by address."""
    return -one.year, -(one.comparable_score or Decimal(0)), one.id


def newest_first(summaries: Iterable[ProjectSummary]) -> tuple[ProjectSummary, ...]:
    """Projects by year, the newest first, those of a year in the order of their addresses."""
    return tuple(sorted(summaries, key=lambda summary: (-summary.year, summary.id)))
