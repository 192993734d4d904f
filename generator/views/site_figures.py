"""Site figures: what pages tell of all projects together, worked out unit by unit: a project changes its unit's alone.

The projects that pages list by name beside that are `listed` by figures that know of them.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.core.adding import Additive, added
from generator.model.book import Book, Unit
from generator.views.categories import ProblemFigures, problem_figures
from generator.views.corrections import CorrectionLine
from generator.views.ledger_totals import LedgerFigures, ledger_figures
from generator.views.overall import OverallFigures, overall_figures
from generator.views.pair_figures import PairFigures, pair_figures
from generator.views.portfolio import Portfolio, UnitProjects
from generator.views.result_lines import result_lines
from generator.views.result_use_totals import ResultUseFigures, use_figures
from generator.views.summary import ProjectSummary


@dataclass(frozen=True)
class CorrectionFigures(Additive):
    """The corrections of what was published."""

    lines: tuple[CorrectionLine, ...] = ()


class FiguresKind(NamedTuple):
    """A kind of figures: the record that they add up as, and how a unit's are found."""

    record: type[Additive]
    of_unit: Callable[[UnitProjects, Book], Additive]


def _own(unit: UnitProjects) -> tuple[ProjectSummary, ...]:
    return unit.carried_out.summaries


def _corrections(unit: UnitProjects, _: Book) -> CorrectionFigures:
    return CorrectionFigures(tuple(line for one in _own(unit) for line in one.corrections))


KINDS: Mapping[str, FiguresKind] = {
    "overall": FiguresKind(OverallFigures, lambda unit, _: overall_figures(unit)),
    "ledger": FiguresKind(LedgerFigures, lambda unit, book: ledger_figures(_own(unit), book.site.cutoff)),
    "problems": FiguresKind(ProblemFigures, lambda unit, _: problem_figures(_own(unit))),
    "uses": FiguresKind(ResultUseFigures, lambda unit, book: use_figures(result_lines(_own(unit), book))),
    "pairs": FiguresKind(PairFigures, lambda unit, book: pair_figures(_own(unit), book.samples)),
    "corrections": FiguresKind(CorrectionFigures, _corrections),
}


def unit_figures(portfolio: Portfolio, unit: Unit) -> Mapping[str, Any]:
    """The figures of every kind of one unit, of which the portfolio may hold what it carried out or evaluated alone."""
    projects = portfolio.projects_of(unit)
    return {name: kind.of_unit(projects, portfolio.book) for name, kind in KINDS.items()}


def joined(kind: str, parts: Sequence[Any]) -> Any:
    """The figures of one kind of all units together."""
    return added(KINDS[kind].record, parts)


def figures_of_all(portfolio: Portfolio) -> Mapping[str, Any]:
    """The figures of every kind of all projects."""
    parts = [unit_figures(portfolio, unit) for unit in portfolio.book.units]
    return {name: joined(name, [one[name] for one in parts]) for name in KINDS}
