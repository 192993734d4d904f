"""Figures of many projects: sums and decimals, what may not be averaged, what is spread and related how."""

import dataclasses
import shutil
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from generator.charts.level_rates import LevelRates, weakest
from generator.core.display import amount, grouped, own, proportion
from generator.views import Portfolio, ProjectSummary, Totals, span
from generator.views.portfolio import EXAMPLE_PROJECTS, FEW_PROJECTS
from generator.views.statistics import even_limits, is_related, middle, quarters, rank_correlation, steps
from tests.support.building import docs
from tests.support.cases import BASE
from tests.support.inspection import portfolio_at

ROOT = Path(__file__).resolve().parent.parent
D = Decimal


@pytest.fixture(scope="module")
def views() -> Portfolio:
    return portfolio_at(ROOT / "content")


# ---- decimals ----


def test_printed_figures_keep_their_digits_and_thousands_stand_apart() -> None:
    assert [grouped(figure) for figure in (D("20.00"), D("1103017.5"), D("7"), None)] == [
        "20.00", "1,103,017.5", "7", "—",
    ]  # fmt: skip


def test_our_own_figures_have_two_decimals() -> None:
    assert [own(figure) for figure in (D(2), D("0.5"), D("70.014"), D("23850.6"))] == [
        "2.00", "0.50", "70.01", "23,850.60",
    ]  # fmt: skip


def test_an_amount_above_one_yi_is_told_in_yi_beside_the_whole_of_it() -> None:
    assert amount(D("9999.99")) == ("9,999.99", "万元", "")
    assert amount(D("23850.63")) == ("2.39", "亿元", "23,850.63 万元")
    assert amount(None) == ("—", "", "")


def test_a_share_of_few_is_a_count() -> None:
    assert [proportion(4, 4), proportion(8, 9), proportion(9, 10), proportion(0, 0)] == ["4/4", "8/9", "90.00%", "—"]


# ---- what may be put side by side ----


def test_scores_of_other_schemes_or_weights_are_said_to_be_unlike(views: Portfolio) -> None:
    summary, *_ = (card for card in views.summaries if card.weights and card.scheme)
    twin = dataclasses.replace(summary, slug="twin")
    other = dataclasses.replace(summary, slug="other", levels=tuple(reversed(summary.levels)))
    bare = dataclasses.replace(summary, slug="bare", levels=())
    unnamed = dataclasses.replace(summary, slug="unnamed", scheme=None)
    assert Totals((summary, twin)).unlike == "" and Totals((bare,)).unlike == ""
    assert Totals((summary, other)).unlike == "一级指标或其权重不同"
    assert Totals((summary, bare)).unlike == "1 个项目未公布指标权重"
    assert Totals((summary, unnamed, bare)).unlike == "评级办法不同、1 个项目未公布指标权重"


def test_problems_are_counted_by_state_over_all_projects(views: Portfolio) -> None:
    totals = Totals(views.summaries)
    assert totals.problems == sum(count for card in views.summaries for _, count in card.states)
    assert totals.put_right == sum(dict(card.states).get("已完成", 0) for card in views.summaries)


def test_units_stand_by_their_budgets_and_years_by_their_span(views: Portfolio) -> None:
    units = views.by_budget
    budgets = [totals.budget or 0 for _, totals in units]
    assert budgets == sorted(budgets, reverse=True) and len(budgets) > 1
    assert [view.unit.kind for view in views.units if view.evaluated.count] == ["评价机构"]
    assert [span(()), span((2018,)), span((2018, 2017))] == ["", "2018年", "2017—2018年"]
    years = [year for year, _ in views.of_unit(units[1][0]).carried_out.by_year]
    assert years == sorted(years, reverse=True)


def test_the_lowest_rate_is_named_where_it_is_another_than_the_largest_loss(views: Portfolio) -> None:
    only_levels = next(card for card in views.summaries if card.id == "2018/laihu-touzi")
    assert [level.name for level in only_levels.costliest] == [], "of levels the heaviest loses most by itself"
    assert [(level.name, level.rate_text) for level in only_levels.lowest] == [("项目决策", "84.62%")]


# ---- spread and relation ----


def test_a_correlation_needs_twenty_pairs_and_knows_ties() -> None:
    up = [(D(n), D(n * n)) for n in range(20)]
    assert rank_correlation(up[:19]) is None
    assert rank_correlation(up) == 1 and rank_correlation([(a, -b) for a, b in up]) == -1
    assert rank_correlation([(a, D(1)) for a, _ in up]) is None, "nothing to compare"
    tied = rank_correlation([(D(n // 2), D(n)) for n in range(20)])
    assert tied is not None and D("0.99") < tied < 1
    assert is_related(D("0.5"), 20) and not is_related(D("0.4"), 20) and not is_related(D("0.29"), 1000)


def test_every_figure_lies_in_one_step_and_the_last_step_has_its_end() -> None:
    values = [D(n) for n in range(60, 101)]
    limits = even_limits(values, D(100))
    bins = steps([(value, value) for value in values], limits)
    assert (limits[0], limits[-1]) == (D(60), D(100)) and len(bins) <= 12
    assert [member for step in bins for member in step.members] == values


def test_quartiles_are_figures_themselves_and_the_median_of_an_even_number_is_the_mean_of_two() -> None:
    assert middle(map(D, (1, 2, 3, 4)))[:3] == (D(1), D("2.5"), D(3))
    assert middle(map(D, (3, 1, 2)))[:3] == (D(1), D(2), D(3))
    assert middle(map(D, ("87.12", "87.13")))[:3] == (D("87.12"), D("87.125"), D("87.13"))
    assert middle([D("87.12")])[:3] == (D("87.12"),) * 3
    assert [len(group) for group in quarters(range(22))] == [5, 6, 5, 6]


def test_a_part_is_the_weakest_only_beside_another_that_projects_share() -> None:
    strong = LevelRates("决策", (Fraction(8, 10), Fraction(9, 10)))
    weak, alone = LevelRates("管理", (Fraction(6, 10), Fraction(7, 10))), LevelRates("其他", (Fraction(1, 10),))
    assert weakest((strong, weak, alone)) is weak
    assert weakest((strong, alone)) is None


def test_a_unit_without_projects_says_so(tmp_path: Path) -> None:
    content = shutil.copytree(BASE / "content", tmp_path / "content")
    with (content / "units.yml").open("a", encoding="utf-8") as units:
        units.write("\n- 标识: xin-ju\n  名称: 某市新设局\n")
    pages = docs(content)
    names = [
        name for name, data in pages.items() if "尚未收录该单位承担或评价的项目。" in data.decode("utf-8", "ignore")
    ]
    assert names == ["units/xin-ju.md"]


# ---- the portfolio ----


def test_every_project_is_in_one_year_and_in_one_unit(views: Portfolio) -> None:
    every = Counter(summary.id for summary in views.summaries)
    assert Counter(summary.id for _, own in views.by_year for summary in own.summaries) == every
    assert Counter(summary.id for view in views.units for summary in view.carried_out.summaries) == every
    assert views.years == tuple(sorted(views.years, reverse=True)) and len(views.years) > 1


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
def test_totals_of_years_and_of_units_make_those_of_all(views: Portfolio, count: object) -> None:
    assert callable(count)
    whole = count(views)
    assert sum(count(own) for _, own in views.by_year) == whole
    assert sum(count(view.carried_out) for view in views.units) == whole


def test_a_year_knows_the_budgets_of_the_next(views: Portfolio) -> None:
    lines = {line.summary.id: line.following for line in views.result_lines}
    assert {line.summary.id: line.following for _, own in views.by_year for line in own.result_lines} == lines


def test_without_projects_there_are_totals_too(views: Portfolio) -> None:
    nothing = Portfolio(views.book, ())
    assert (nothing.count, nothing.years, nothing.updated, nothing.news, nothing.categories) == (0, (), "", (), ())
    assert (nothing.totals.mean, nothing.totals.execution_rate, nothing.pairs.mean) == ("—", "—", "—")
    assert nothing.totals.budget is None and nothing.ledger.rates == () and not nothing.series


def test_many_projects_are_not_listed_on_one_page_and_examples_are_those_of_the_newest_year_and_a_few(
    views: Portfolio,
) -> None:
    first = views.summaries[0]
    old = [dataclasses.replace(first, year=2001, slug=f"{number}") for number in range(FEW_PROJECTS)]
    new = dataclasses.replace(first, year=2002)
    few, many = (Portfolio(views.book, tuple(some)) for some in (old, [*old, new]))
    assert len(few.if_few) == FEW_PROJECTS and few.examples is few
    assert many.if_few == () and many.examples.of_year(2002).count == 1
    assert EXAMPLE_PROJECTS <= many.examples.count <= EXAMPLE_PROJECTS + 2


def test_a_summary_is_the_same_after_serialization(views: Portfolio) -> None:
    for detail in views.summaries:
        summary = ProjectSummary.unpack(detail.pack(), views.book)
        names = [field.name for field in dataclasses.fields(ProjectSummary)]
        assert [getattr(summary, name) for name in names] == [getattr(detail, name) for name in names]
        assert summary.scheme is detail.scheme
