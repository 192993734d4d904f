"""Portfolio: totals of parts make the totals of the whole, lists have limits, summaries survive serialization."""

import dataclasses
from collections import Counter

import pytest

from generator.views import Portfolio, ProjectSummary
from generator.views.portfolio import EXAMPLE_PROJECTS, FEW_PROJECTS
from tests.support.building import ROOT
from tests.support.inspection import load, portfolio_of, score


@pytest.fixture(scope="module")
def portfolio() -> Portfolio:
    book, _ = load(ROOT / "content")
    return portfolio_of(book, score(book))


def test_every_project_is_in_one_year_and_in_one_unit(portfolio: Portfolio) -> None:
    every = Counter(summary.id for summary in portfolio.summaries)
    assert Counter(summary.id for _, own in portfolio.by_year for summary in own.summaries) == every
    assert Counter(summary.id for one in portfolio.units for summary in one.carried_out.summaries) == every
    assert portfolio.years == tuple(sorted(portfolio.years, reverse=True)) and len(portfolio.years) > 1


@pytest.mark.parametrize(
    "count",
    [
        lambda own: own.count,
        lambda own: own.totals.budget or 0,
        lambda own: own.totals.problems,
        lambda own: own.totals.graded,
        lambda own: own.ledger.count,
        lambda own: own.problems.count,
        lambda own: own.result_use.count,
        lambda own: own.pairs.count,
    ],
)
def test_totals_of_years_and_of_units_make_those_of_all(portfolio: Portfolio, count: object) -> None:
    assert callable(count)
    whole = count(portfolio)
    assert sum(count(own) for _, own in portfolio.by_year) == whole
    assert sum(count(one.carried_out) for one in portfolio.units) == whole


def test_a_year_knows_the_budgets_of_the_next(portfolio: Portfolio) -> None:
    lines = {line.summary.id: line.following for line in portfolio.result_lines}
    assert {line.summary.id: line.following for _, own in portfolio.by_year for line in own.result_lines} == lines


def test_without_projects_there_are_totals_too(portfolio: Portfolio) -> None:
    nothing = Portfolio(portfolio.book, ())
    assert (nothing.count, nothing.years, nothing.updated, nothing.news, nothing.categories) == (0, (), "", (), ())
    assert (nothing.totals.mean, nothing.totals.execution_rate, nothing.pairs.mean) == ("—", "—", "—")
    assert nothing.totals.budget is None and nothing.ledger.rates == () and not nothing.series


def test_many_projects_are_not_listed_on_one_page_and_examples_are_those_of_the_newest_year_and_a_few(
    portfolio: Portfolio,
) -> None:
    first = portfolio.summaries[0]
    old = [dataclasses.replace(first, year=2001, slug=f"{number}") for number in range(FEW_PROJECTS)]
    new = dataclasses.replace(first, year=2002)
    few, many = (Portfolio(portfolio.book, tuple(some)) for some in (old, [*old, new]))
    assert len(few.if_few) == FEW_PROJECTS and few.examples is few
    assert many.if_few == () and many.examples.of_year(2002).count == 1
    assert EXAMPLE_PROJECTS <= many.examples.count <= EXAMPLE_PROJECTS + 2


def test_a_summary_is_the_same_after_serialization(portfolio: Portfolio) -> None:
    for detail in portfolio.summaries:
        summary = ProjectSummary.unpack(detail.pack(), portfolio.book)
        names = [field.name for field in dataclasses.fields(ProjectSummary)]
        assert [getattr(summary, name) for name in names] == [getattr(detail, name) for name in names]
        assert summary.scheme is detail.scheme
