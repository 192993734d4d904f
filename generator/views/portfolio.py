"""Portfolio: the projects of a site or part of one, with all their totals and lists for pages and downloads."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlencode

from generator.core.grouping import grouped_by
from generator.core.number import ABSENT
from generator.model.book import Book, RatingScheme, Unit
from generator.views.corrections import CorrectionLine, correction_lines, of_project
from generator.views.detail import IndicatorRow
from generator.views.ledger.totals import LedgerRow, LedgerTotals, ledger_rows, ledger_totals
from generator.views.overview import OverviewDetail, overviews_of
from generator.views.problems import CategoryTotals, ClassificationTotals, problems_of
from generator.views.results.lines import ResultUseLine, result_lines
from generator.views.results.totals import ResultUseTotals
from generator.views.review.totals import ReexaminationTotals, pairs_of
from generator.views.series import by_series
from generator.views.summary import ProjectSummary, newest_day
from generator.views.totals import Totals

Place = tuple[int, Decimal, str]

# Limits: above these numbers a page that would list everything lists a part and leads to the rest.
FEW_PROJECTS = 2000
EXAMPLE_PROJECTS = 200  # looked at for example values, besides the newest year
NEWEST_PROJECTS = 5
MIN_COMPARED = 2
MAX_LEDGER_ROWS = 2000


class UnitProjects(NamedTuple):
    """A unit with the projects it carried out and those it evaluated, newest year first."""

    unit: Unit
    carried_out: "Portfolio"
    evaluated: "Portfolio"


@dataclass(frozen=True)
class Portfolio:
    """Projects of a book, in the order in which they are listed.

    `context` holds next year's projects, needed to evaluate 结果应用 and never listed.
    `indicators` are the scored ones, in the paper's order within a project; None if too many or not needed.
    """

    book: Book
    summaries: tuple[ProjectSummary, ...]
    context: tuple[ProjectSummary, ...] = ()
    indicators: Sequence[IndicatorRow] | None = None

    # ---- projects ----

    @property
    def count(self) -> int:
        """Number of projects."""
        return len(self.summaries)

    @cached_property
    def newest_first(self) -> tuple[ProjectSummary, ...]:
        """Projects by year, newest first, those of a year by address."""
        return newest_first(self.summaries)

    @property
    def by_score(self) -> tuple[ProjectSummary, ...]:
        """Projects by year, newest first, those of a year by score, highest first."""
        return tuple(sorted(self.summaries, key=by_score))

    @cached_property
    def updated(self) -> str:
        """Day on which the newest result was entered or changed (ISO 8601); empty if unknown."""
        return newest_day(self.summaries)

    @property
    def has_news(self) -> bool:
        """True if anything is dated (result, 整改台账, decision, correction), so that there is a feed."""
        corrected = any(summary.corrections for summary in self.summaries)
        return bool(self.updated or self.ledger.dated or self.result_use.decided or corrected)

    @property
    def news(self) -> tuple[ProjectSummary, ...]:
        """Most recently entered or changed projects; those of one day newest year first."""
        dated = [(project.newest.key, project) for project in self.newest_first if project.newest]
        return tuple(project for _, project in sorted(dated, key=lambda pair: pair[0], reverse=True)[:NEWEST_PROJECTS])

    @property
    def if_few(self) -> tuple[ProjectSummary, ...]:
        """Projects, newest first, if they fit on one page; else empty."""
        return self.newest_first if self.count <= FEW_PROJECTS else ()

    @property
    def examples(self) -> "Portfolio":
        """All projects if they are few, else those of the newest year and a sample of the others."""
        if self.count <= FEW_PROJECTS:
            return self
        step, newest = self.count // EXAMPLE_PROJECTS, self.years[0]
        sample = (
            project for index, project in enumerate(self.summaries) if index % step == 0 or project.year == newest
        )
        return Portfolio(self.book, tuple(sample))

    # ---- parts ----

    @property
    def years(self) -> tuple[int, ...]:
        """Years with results, newest first."""
        return tuple(self._by_year)

    @cached_property
    def by_year(self) -> "tuple[tuple[int, Portfolio], ...]":
        """Years with their projects, newest first."""
        return tuple((year, self.of_year(year)) for year in self.years)

    def of_year(self, year: int) -> "Portfolio":
        """Return the projects of a year by score, highest first, then by id."""
        context = (*self._by_year.get(year + 1, ()), *self.context)
        indicators = None if self.indicators is None else [row for row in self.indicators if row.year == year]
        return Portfolio(self.book, tuple(sorted(self._by_year.get(year, ()), key=by_score)), context, indicators)

    @property
    def units(self) -> tuple[UnitProjects, ...]:
        """Every unit of the book, with or without projects, in the order of the register."""
        return tuple(self.of_unit(unit) for unit in self.book.units)

    def of_unit(self, unit: Unit) -> UnitProjects:
        """Return the projects that a unit carried out, and those that it evaluated."""
        evaluated = (project for name in dict.fromkeys(unit.names) for project in self._by_agency.get(name, ()))
        own = Portfolio(self.book, newest_first(self._by_unit.get(unit.slug, ())))
        return UnitProjects(unit, own, Portfolio(self.book, newest_first(evaluated)))

    @cached_property
    def by_budget(self) -> tuple[tuple[Unit, Totals], ...]:
        """Units that carried out projects, largest sum of budgets first."""
        totals = [(own.unit, own.carried_out.totals) for own in self.units if own.carried_out.count]
        return tuple(sorted(totals, key=lambda pair: (-(pair[1].budget or 0), -pair[1].count)))

    @property
    def by_mean(self) -> "tuple[tuple[Unit, Portfolio], ...]":
        """Units that carried out projects, lowest mean of comparable scores first, those without such a mean last."""
        units = [(own.unit, own.carried_out) for own in self.units if own.carried_out.count]

        def place(pair: tuple[Unit, Portfolio]) -> tuple[bool, Decimal]:
            mean = pair[1].totals.comparable_mean
            return mean == ABSENT, Decimal(0) if mean == ABSENT else Decimal(mean)

        return tuple(sorted(units, key=place))

    @cached_property
    def series(self) -> Mapping[str, tuple[ProjectSummary, ...]]:
        """Projects of each 系列 of several years, oldest first, by the address of its page."""
        return by_series(self.summaries)

    @cached_property
    def _by_year(self) -> Mapping[int, tuple[ProjectSummary, ...]]:
        years = grouped_by(self.summaries, lambda summary: summary.year)
        return {year: years[year] for year in sorted(years, reverse=True)}

    @cached_property
    def _by_unit(self) -> Mapping[str, tuple[ProjectSummary, ...]]:
        return grouped_by(self.summaries, lambda summary: summary.unit.slug)

    @cached_property
    def _by_agency(self) -> Mapping[str, tuple[ProjectSummary, ...]]:
        return grouped_by(self.summaries, lambda summary: summary.agency)

    # ---- figures ----

    @cached_property
    def totals(self) -> Totals:
        """Sums, means, rates and counts of the projects."""
        return Totals(self.summaries)

    @cached_property
    def ledger_rows(self) -> tuple[LedgerRow, ...]:
        """Items of 整改台账, newest year first."""
        return tuple(ledger_rows(self.newest_first, self.book.site.cutoff))

    @cached_property
    def ledger(self) -> LedgerTotals:
        """Totals of 整改台账."""
        return ledger_totals(self.ledger_rows, self.book.site.cutoff)

    @cached_property
    def ledger_projects(self) -> tuple[str, ...]:
        """Projects that have items of 整改台账, by their identifier."""
        return tuple(dict.fromkeys(row.summary.id for row in self.ledger_rows))

    def ledger_page(self, unit: Unit, **conditions: object) -> str:
        """Address, from the root, of the items of a unit: its ledger, or the page of the only project that has any."""
        if len(self.ledger_projects) == 1:
            return f"{self.ledger_projects[0]}.html#findings"
        return f"ledger/{unit.slug}.html" + (f"?{urlencode(conditions)}#items" if conditions else "")

    @cached_property
    def problems(self) -> ClassificationTotals:
        """Problems, newest year first, with the totals of their classification."""
        return ClassificationTotals(problems_of(self.newest_first))

    @property
    def categories(self) -> tuple[CategoryTotals, ...]:
        """Problems by category; empty if no problem has a category."""
        return self.problems.by_category

    @cached_property
    def pairs(self) -> ReexaminationTotals:
        """自评与复核: projects that have both scores, newest year first, with their totals."""
        return pairs_of(self.newest_first, self.book.samples)

    @cached_property
    def result_lines(self) -> tuple[ResultUseLine, ...]:
        """结果应用: projects that have a rule or declare a use of their result, newest year first."""
        return tuple(result_lines(self.newest_first, self.book, self.context))

    @cached_property
    def result_use(self) -> ResultUseTotals:
        """Totals of 结果应用."""
        return ResultUseTotals(self.result_lines)

    @property
    def rules(self) -> Mapping[str, int]:
        """Number of projects by scoring rule."""
        return Counter(rule for summary in self.summaries for rule in summary.rules)

    @cached_property
    def schemes(self) -> tuple[tuple[RatingScheme, int], ...]:
        """Rating schemes in use, with the number of projects, most projects first."""
        used = [project.scheme for project in sorted(self.summaries, key=lambda project: project.id) if project.scheme]
        counts = Counter(scheme.slug for scheme in used)
        return tuple((self.book.schemes[slug], count) for slug, count in counts.most_common())

    # ---- site-wide data ----

    @cached_property
    def overviews(self) -> tuple[OverviewDetail, ...]:
        """Every 一览, newest year first."""
        return overviews_of(self.book.overviews)

    @cached_property
    def corrections(self) -> tuple[CorrectionLine, ...]:
        """Corrections and withdrawals, newest first."""
        wide = (of_project("", self.book.site.name, correction) for correction in self.book.corrections)
        of_projects = (line for project in self.summaries for line in project.corrections)
        return correction_lines((*of_projects, *wide), self.book.withdrawn)


def by_score(summary: ProjectSummary) -> Place:
    """Sort key: newest year first, then highest score, then address."""
    return -summary.year, -(summary.comparable_score or Decimal(0)), summary.id


def newest_first(summaries: Iterable[ProjectSummary]) -> tuple[ProjectSummary, ...]:
    """Sort projects by year, newest first, those of a year by address."""
    return tuple(sorted(summaries, key=lambda summary: (-summary.year, summary.id)))
