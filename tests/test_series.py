"""历年对照: which indicators of two years are one line, where a line breaks, what decides what became of a problem."""

from collections.abc import Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.core.number import percent
from generator.model.category import Classification
from generator.views import IndicatorResult, ProjectSummary
from generator.views.ledger import TrackedItem
from generator.views.series import MoneyRow, Series
from generator.views.series.lines import SeriesLine, series_lines, volume_lines
from generator.views.series.problems import ProblemOutcome, problem_years
from generator.views.series.year import SeriesCell, VolumeCell


def cell(year: int, name: str, code: str = "", weight: str = "10", top: str = "产出", **more: Any) -> SeriesCell:
    result = IndicatorResult(code, name, 2, Decimal(weight), Decimal(8), Decimal(8))
    return SeriesCell(year, f"{year}/a", top, result, **more)


def lines(*years: Sequence[SeriesCell], between: Sequence[int] = ()) -> tuple[SeriesLine, ...]:
    """The lines of some years, each with at least one indicator; `between` are recorded years without any."""
    groups = [(some[0].year, some) for some in years] + [(year, ()) for year in between]
    return series_lines(sorted(groups, key=lambda group: group[0]))


def points(line: SeriesLine) -> list[tuple[int, tuple[str, ...], bool | None]]:
    return [(point.cell.year, point.changes, point.joined) for point in line.points]


# ---- what is one line ----


def test_the_same_name_is_one_line_whatever_its_code() -> None:
    (line,) = lines([cell(2020, "完成率", "C1")], [cell(2021, "完成率", "C2")])
    assert points(line) == [(2020, (), None), (2021, ("编号 C1→C2",), True)]


def test_the_same_code_under_the_same_heading_goes_on_with_a_break_that_names_both_names() -> None:
    (line,) = lines([cell(2020, "完成率", "C1")], [cell(2021, "完成情况", "C1")])
    assert points(line)[1] == (2021, ("名称由“完成率”改为“完成情况”",), False)
    apart = lines([cell(2020, "完成率", "C1")], [cell(2021, "完成情况", "C1", top="效益")])
    assert [line.title for line in apart] == ["C1 完成情况", "C1 完成率"]


def test_an_indicator_without_code_is_known_by_its_name_alone() -> None:
    assert len(lines([cell(2020, "完成率")], [cell(2021, "及时率")])) == 2


def test_a_name_that_stands_twice_is_told_apart_by_its_heading_or_not_at_all() -> None:
    twice = [cell(2020, "满意度", top="甲"), cell(2020, "满意度", top="乙")]
    curves = lines(twice, [cell(2021, "满意度", top="乙")])
    assert [[point.cell.year for point in line.points] for line in curves] == [[2020, 2021], [2020]]
    assert len(lines(twice, [cell(2021, "满意度", top="丙")])) == 3


@pytest.mark.parametrize(
    ("then", "now", "says", "joined"),
    [
        ({"weight": "5"}, {"weight": "4"}, "权重 5→4，得分不能直接比较", True),
        ({"weight": "5"}, {"weight": "5.0"}, "", True),
        ({"unit": "次"}, {"unit": "%"}, "单位由“次”改为“%”", False),
        ({"unit": "次"}, {"unit": ""}, "", True),
        ({"method": "评定"}, {"method": "比例"}, "评分方法由“评定”改为“比例”", False),
        ({"standard": "每少一次扣 1 分"}, {"standard": "每少一次扣 2 分"}, "评分标准的文字有改动", False),
        ({"top": "产出"}, {"top": "效益"}, "所属一级指标由“产出”改为“效益”", True),
    ],
)
def test_what_changed_is_said_and_breaks_the_line_where_figures_mean_another_thing(
    then: dict[str, Any], now: dict[str, Any], says: str, joined: bool
) -> None:
    (line,) = lines([cell(2020, "巡检", **then)], [cell(2021, "巡检", **now)])
    assert points(line)[1] == (2021, (says,) if says else (), joined)


def test_a_year_that_is_missing_is_told_apart_from_a_year_without_the_indicator() -> None:
    (line,) = lines([cell(2019, "巡检")], [cell(2022, "巡检")], between=[2020])
    assert points(line)[1] == (2022, ("2020年度没有这一项", "2021年度未收录"), False)


# ---- what is drawn ----


def drawn(*scores: tuple[int, str | None, str]) -> list[tuple[int, str, bool]]:
    """The line of the scores of some years: each a year, its score of 50, whether it compares with the one before."""
    summaries = [
        SimpleNamespace(year=year, full=Decimal(50), comparable_score=score and Decimal(score), series_page="")
        for year, score, _ in scores
    ]
    series = Series(cast(Any, tuple(summaries)), ())
    money = tuple(
        MoneyRow(cast(Any, summary), like=like) for summary, (_, _, like) in zip(summaries, scores, strict=True)
    )
    vars(series).update({"money": money, "levels": ()})
    return [(point.year, percent(point.rate), point.joined) for line in series.trend for point in line.points]


def test_a_line_of_scores_is_broken_where_they_cannot_be_compared_and_where_a_year_is_missing() -> None:
    assert drawn((2017, "40", ""), (2018, "45", "是"), (2019, "30", "否"), (2021, "35", "是"), (2022, "36", "是")) == [
        (2017, "80.00%", False), (2018, "90.00%", True), (2019, "60.00%", False), (2021, "70.00%", False),
        (2022, "72.00%", True),
    ]  # fmt: skip
    after_a_blank = drawn((2017, "40", ""), (2018, None, "是"), (2019, "30", "是"), (2020, "35", "是"))
    assert [point[2] for point in after_a_blank] == [False, False, True]
    assert drawn((2017, "40", ""), (2018, "45", "是")) == [], "two numbers are read faster"


# ---- stocks ----


def volume(year: int, stock: str, added: str = "10", unit: str = "家") -> VolumeCell:
    return VolumeCell(
        year=year, id=f"{year}/a", name="企业", unit=unit, stock=Decimal(stock), added=Decimal(added), gone=None
    )


def test_a_stock_is_carried_into_the_next_year_and_over_no_gap() -> None:
    cells = [volume(2017, "100"), volume(2018, "105"), volume(2020, "120"), volume(2021, "130", unit="户")]
    (line,) = volume_lines([(volume_cell.year, [volume_cell]) for volume_cell in cells])
    assert [(p.carried and (p.carried.expected, p.carried.gap, p.carried.agrees), p.changes) for p in line] == [
        (None, ()),
        ((Decimal(110), Decimal(5), False), ()),
        (None, ("2019年度未收录",)),
        (None, ("量词由“家”改为“户”",)),
    ]


# ---- problems ----

LONG = "项目验收管理工作不够规范，部分验收资料缺失。"
OTHER = "绩效目标申报时没有量化，难以考核完成情况。"


def item(finding: int, problem: str, category: str = "", **more: Any) -> TrackedItem:
    declared = Classification(category, declared=True)
    return TrackedItem(
        place=f"finding-{finding}",
        finding=finding,
        number=more.pop("number", ""),
        problem=problem,
        advice="",
        category=declared,
        **more,
    )


def became(*years: Sequence[TrackedItem]) -> list[tuple[str, str, int, tuple[int, ...]]]:
    """What became of the problems of the first of some years."""
    summaries = [SimpleNamespace(year=2020 + place, items=items) for place, items in enumerate(years)]
    outcomes: Sequence[ProblemOutcome] = problem_years(cast(list[ProjectSummary], summaries))[-1].outcomes
    return [
        (outcome.outcome, outcome.basis, outcome.year, tuple(again.number for again in outcome.recurrences))
        for outcome in outcomes
    ]


def closed(number: str) -> dict[str, Any]:
    return {"tracked": True, "number": number, "recorded": "已销号"}


def test_what_the_unit_says_of_itself_or_a_closed_ledger_puts_a_problem_right() -> None:
    assert became([item(1, LONG, classified="已完成")], []) == [("已解决", "整改情况归为已完成（本站归类）", 2021, ())]
    assert became([item(1, LONG, **closed("a-1"))], []) == [("已解决", "台账 a-1 已销号", 2021, ())]


@pytest.mark.parametrize("state", ["整改中", "申请销号", "不采纳", "持续整改"])
def test_an_item_that_is_not_closed_is_not_put_right_whatever_the_unit_says(state: str) -> None:
    then = item(1, LONG, tracked=True, recorded=state, claimed="已完成")
    assert became([then], [])[0][:2] == ("未提及", f"当年写的整改状态：{state}")


def test_one_open_item_of_a_problem_keeps_it_open() -> None:
    assert became([item(1, LONG, **closed("1")), item(1, LONG, tracked=True, recorded="整改中")], [])[0][0] == "未提及"


def test_the_link_of_a_ledger_goes_before_everything_else_and_reaches_later_years() -> None:
    then = item(1, LONG, **closed("x"))
    linked = item(2, OTHER, tracked=True, number="y", last_year="x")
    assert became([then], [item(1, LONG), linked]) == [
        ("再次出现", "2021年度台账 y 写明上年同类；当年写的整改状态：已销号", 2021, (2,))
    ]
    assert became([then], [], [linked])[0][2:] == (2022, (2,))


def test_of_a_number_that_several_years_have_the_newest_is_meant() -> None:
    then, between = item(1, LONG, **closed("1")), item(1, OTHER, tracked=True, number="1")
    assert became([then], [between], [item(1, OTHER, tracked=True, last_year="1")])[0][0] == "已解决"


def test_near_identical_words_go_before_the_state_and_the_page_says_that_the_site_compared() -> None:
    again = LONG.replace("不够规范", "仍不够规范")
    ((outcome, basis, *_),) = became([item(1, LONG, classified="已完成")], [item(1, OTHER), item(2, again)])
    assert (outcome, basis) == ("再次出现", "本站比对：文字相近（92%）；当年写的整改状态：已完成")
    assert became([item(1, LONG)], [item(1, OTHER)])[0][0] == "未提及"
    assert became([item(1, "验收不规范")], [item(1, "验收不规范")])[0][0] == "未提及", (
        "so short a text is alike by chance"
    )


def test_a_shared_category_decides_only_where_nothing_else_does() -> None:
    now = [item(1, OTHER, category="目标设定"), item(2, "年度目标偏低。", category="目标设定")]
    assert became([item(1, LONG, category="目标设定")], now) == [
        ("再次出现", "本站比对：问题类别同为“目标设定”", 2021, (1, 2))
    ]
    assert became([item(1, LONG, category="目标设定", classified="已完成")], now)[0][0] == "已解决"
    assert became([item(1, LONG)], [item(1, OTHER)])[0][0] == "未提及", "no category is no shared category"
    by_words = [problem._replace(category=Classification("目标设定")) for problem in (item(1, LONG), *now)]
    assert became(by_words[:1], by_words[1:])[0][0] == "未提及", "our word list is too little to call two problems one"
