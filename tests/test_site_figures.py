"""Figures that are worked out unit by unit and added up: they are those of all projects counted at once."""

import pickle

import pytest

from generator.core.adding import added
from generator.views import Portfolio
from generator.views.categories import CategoryTotals, by_category
from generator.views.figures import figures_of
from generator.views.ledger_totals import ledger_of
from generator.views.result_use_totals import use_totals
from generator.views.site_figures import KINDS, SiteFigures, joined, unit_figures
from tests.support.building import ROOT
from tests.support.inspection import figures_of_all, load, portfolio_of, score


@pytest.fixture(scope="module")
def views() -> Portfolio:
    book, _ = load(ROOT / "content")
    return portfolio_of(book, score(book))


@pytest.fixture(scope="module")
def figures(views: Portfolio) -> SiteFigures:
    return figures_of_all(views)


def test_figures_of_units_make_those_of_all_projects(views: Portfolio, figures: SiteFigures) -> None:
    summaries, cutoff = views.newest_first, views.book.site.cutoff
    assert figures.overall.all == figures_of(summaries) and figures.overall.all.count == len(summaries) > 0
    assert figures.ledger.all == ledger_of(summaries, cutoff) and figures.ledger.all.count > 0
    assert figures.problems.groups == by_category(summaries) != ()
    assert figures.uses.all.rates == use_totals(views.result_lines).rates
    assert figures.overall.years == {year: totals.figures for year, totals in views.totals_by_year()}


def test_it_does_not_matter_in_which_order_units_are_counted(views: Portfolio, figures: SiteFigures) -> None:
    parts = [unit_figures(views, unit) for unit in reversed(views.book.units)]
    again = SiteFigures(*(joined(kind, [getattr(one, kind) for one in parts]) for kind in KINDS))
    assert again.overall.all == figures.overall.all and again.overall.news == figures.overall.news
    assert again.ledger.all == figures.ledger.all and again.problems.groups == figures.problems.groups
    assert again.overall.schemes == figures.overall.schemes and again.uses.all.rules == figures.uses.all.rules
    assert {year: one.words for year, one in again.overall.grades.items()} == {
        year: one.words for year, one in figures.overall.grades.items()
    }


def test_no_figure_holds_a_project_or_a_name_so_that_a_new_name_changes_none(views: Portfolio) -> None:
    named = [one for one in views.summaries if len(one.name) > 3]
    packed = pickle.dumps(figures_of_all(views))
    assert named and not [one.name for one in named if one.name.encode() in packed]
    assert not [unit.name for unit in views.book.units if unit.name.encode() in packed]


def test_of_no_unit_there_are_figures_too() -> None:
    nothing = SiteFigures(*(joined(kind, []) for kind in KINDS))
    assert (nothing.overall.all.count, nothing.ledger.all.count, nothing.problems.groups) == (0, 0, ())
    assert nothing.overall.all.execution_rate == "—" and nothing.pairs.mean == "—"


def test_what_does_not_add_up_must_be_the_same_in_all_parts() -> None:
    with pytest.raises(AssertionError, match="adds up to nothing"):
        added(CategoryTotals, [CategoryTotals("采购"), CategoryTotals("档案")])
