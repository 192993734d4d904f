"""Site figures: what pages tell of all projects together, worked out unit by unit: a project changes its unit's alone.

The projects that pages list by name beside that are `listed` by figures that know of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.core.adding import Additive, added
from generator.model.book import Unit
from generator.views.categories import ProblemFigures, problem_figures
from generator.views.corrections import CorrectionLine
from generator.views.ledger_totals import LedgerFigures, ledger_figures
from generator.views.overall import OverallFigures, overall_figures
from generator.views.pair_figures import PairFigures, pair_figures
from generator.views.portfolio import Portfolio, UnitProjects
from generator.views.result_lines import result_lines
from generator.views.result_use_totals import ResultUseFigures, use_figures


@dataclass(frozen=True)
class CorrectionFigures(Additive):
    """The corrections of what was published."""

    lines: tuple[CorrectionLine, ...] = ()


@dataclass(frozen=True)
class BodyFigures(Additive):
    """The projects (ids) of bodies (slugs): those they carried out and those they evaluated, newest year first."""

    carried_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    evaluated: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class SiteFigures(NamedTuple):
    """Figures of every kind, of one unit or of all."""

    overall: OverallFigures
    ledger: LedgerFigures
    problems: ProblemFigures
    uses: ResultUseFigures
    pairs: PairFigures
    corrections: CorrectionFigures
    bodies: BodyFigures


KINDS = SiteFigures._fields


def unit_figures(portfolio: Portfolio, unit: Unit) -> SiteFigures:
    """The figures of one unit, of which the portfolio may hold what it carried out or evaluated alone."""
    projects, book = portfolio.projects_of(unit), portfolio.book
    own = projects.carried_out.summaries
    return SiteFigures(
        overall_figures(projects),
        ledger_figures(own, book.site.cutoff),
        problem_figures(own),
        use_figures(tuple(result_lines(own, book))),
        pair_figures(own, book.samples),
        CorrectionFigures(tuple(line for one in own for line in one.corrections)),
        _body_figures(projects),
    )


def _body_figures(projects: UnitProjects) -> BodyFigures:
    """The projects of one body; of one that has none nothing is told."""
    slug, (carried_out, evaluated) = (
        projects.unit.slug,
        (tuple(one.id for one in some.summaries) for some in (projects.carried_out, projects.evaluated)),
    )
    return BodyFigures({slug: carried_out} if carried_out else {}, {slug: evaluated} if evaluated else {})


def joined(kind: str, parts: Sequence[Any]) -> Any:
    """The figures of one kind of all units together."""
    return added(SiteFigures.__annotations__[kind], parts)
