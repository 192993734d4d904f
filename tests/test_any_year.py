"""A law of years: of whatever projects a year consists, its totals, charts, pages and downloads can be made.

Years have one or many projects, or more than a chart draws one by one; each of their figures is drawn for every
project, or is the same for all: all full marks, all nothing, all one budget, all blank.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import exports
from generator.charts import charts_of_home, charts_of_year
from generator.charts._style import MAX_ROWS
from generator.core.paths import Paths
from generator.model.book import RatingScheme
from generator.pipeline.context import BuildContext
from generator.views import Portfolio
from generator.views.series import Series, by_series
from generator.views.series.year import series_year
from tests.support.building import ROOT
from tests.support.downloads import all_files
from tests.support.inspection import details, inspect, portfolio_of
from tests.support.pages import site_pages, unit_pages, year_pages

CONTENT = ROOT / "tests/examples/results/content"
SCHEME = "ceshi"
YEARS = ("2022", "2023", "2024")
MANY = MAX_ROWS + 1
SIZES = (1, 3, 20, MAX_ROWS, MANY, MANY, 45)
LEVELS = (("决策", 20), ("过程", 20), ("产出", 30), ("效益", 30))
FULL = Decimal(100)

Facts = Mapping[str, Any]
FACTS: Mapping[str, Sequence[Any]] = {
    "unit": ("示例市水利局", "市教育局"),
    "method": ("第三方评价", "单位自评", None),
    "scheme": (SCHEME, SCHEME, None),
    "budget": ("0", "0.01", "80", "80", "1000", "999999999.99", None),
    "spent": ("0", "0.5", "1", "1", None),  # of the budget
    "full": (FULL, FULL, FULL, Decimal(30), Decimal(120)),
    "share": ("0", "1", "1", "0.5", "0.85", "0.9"),  # of the full marks
    "depth": (0, 1, 2),  # levels of indicators that are published
    "scored": (True, True, False),
    "graded": (True, True, False),
    "problems": (0, 1, 3),
    "state": ("已完成", "推进中", "计划中", None),
    "in_series": (True, False),
    "reviewed": ("0", "1", "0.9", None),  # of the points
    "next_budget": ("0", "80", None),
}
PLAIN: Facts = {name: values[0] for name, values in FACTS.items()} | {"budget": "80", "spent": "1", "share": "1"}


def projects_of_a_year() -> st.SearchStrategy[list[Facts]]:
    """What is drawn of the projects of a year, fact by fact: one value for all, or one for each."""

    def of_size(size: int) -> st.SearchStrategy[list[Facts]]:
        def column(values: Sequence[Any]) -> st.SearchStrategy[list[Any]]:
            value = st.sampled_from(values)
            alike = value.map(lambda one: [one] * size)
            return alike | alike | st.lists(value, min_size=size, max_size=size)

        return st.fixed_dictionaries({name: column(values) for name, values in FACTS.items()}).map(
            lambda drawn: [{name: drawn[name][at] for name in FACTS} for at in range(size)]
        )

    return st.sampled_from(SIZES).flatmap(of_size)


def data_file(year: str, number: int, facts: Facts, scheme: RatingScheme) -> dict[str, Any]:
    """The data file of a project, without what is blank."""
    unit, full, rate = facts["unit"], facts["full"], Decimal(facts["share"])
    indicators = [_indicator(name, Decimal(weight) * full / FULL, facts) for name, weight in LEVELS]
    total = sum((Decimal(weight) * full / FULL * rate for _, weight in LEVELS), Decimal(0))
    grade = scheme.grade(total)
    own = full != FULL
    budget, share = facts["budget"], facts["spent"]
    spent = None if budget is None or share is None else Decimal(budget) * Decimal(share)
    is_self = facts["method"] == "单位自评" and facts["depth"] > 0
    states = [facts["state"]] * facts["problems"]
    return _written(
        年度=year,
        项目名称=f"示例项目第{number}号",
        系列=f"xilie-{number}" if facts["in_series"] else None,
        项目单位=unit,
        来源=[{"文件": f"《示例项目第{number}号信息表》（虚构）", "类别": "信息表"}],
        评价=_written(方式=facts["method"], 评级办法=facts["scheme"], 报告日期=f"{int(year) + 1}-03"),
        预算=_written(金额=_amount(budget), 支出=_amount(spent)),
        公布=_written(
            评价分值=f"{total:f}" if facts["scored"] else None,
            满分=f"{full:f}" if own else None,
            评价结论=grade.word if grade and facts["graded"] and not own else None,
        ),
        指标体系=indicators if facts["depth"] else None,
        主要绩效=["按计划完成。"],
        问题整改=[
            _written(问题=f"第{at}处没有签字。", 建议="补签。", 整改=state and {"情况": "已补签。", "状态": state})
            for at, state in enumerate(states, 1)
        ],
        复核={"单位": "示例市测试局", "日期": f"{int(year) + 1}-07", "方式": "查阅资料", "抽样说明": "点名"}
        if is_self and facts["reviewed"]
        else None,
        结果应用=_written(下年预算=_amount(facts["next_budget"]), 决定单位="示例市测试局")
        if facts["next_budget"]
        else None,
    )


def _indicator(name: str, weight: Decimal, facts: Facts) -> dict[str, Any]:
    points = weight * Decimal(facts["share"])
    rule = {"方法": "评定", "得分": f"{points:f}"}
    if facts["depth"] == 2:
        below = {"名称": f"{name}情况", "权重": f"{weight:f}", "评分": rule, "复核": _review(points, facts)}
        return {"名称": name, "权重": f"{weight:f}", "下级": [_written(**below)]}
    return _written(名称=name, 权重=f"{weight:f}", 评分=rule, 复核=_review(points, facts))


def _review(points: Decimal, facts: Facts) -> dict[str, str] | None:
    if facts["method"] != "单位自评" or facts["reviewed"] is None:
        return None
    return {"得分": f"{points * Decimal(facts['reviewed']):f}", "扣分原因": "没有佐证。"}


def _amount(value: str | Decimal | None) -> str | None:
    return None if value is None else f"{Decimal(value):f}万元"


def _written(**values: Any) -> dict[str, Any]:
    """What is not blank."""
    return {key: value for key, value in values.items() if value not in (None, [], {})}


def _listed(one: Any) -> list[Any]:
    return one if isinstance(one, list) else [one]


def make_all(home: Path, years: Mapping[str, Sequence[Facts]]) -> Portfolio:
    """Make everything that tells of several projects, and all of the first one; give what it was made from."""
    content = home / "content"
    (content / "projects").mkdir(parents=True)
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("projects"), dirs_exist_ok=True)
    scheme = BuildContext.open(Paths(CONTENT)).site.book.schemes[SCHEME]
    for year, projects in years.items():
        (content / "projects" / year).mkdir(parents=True)
        for number, facts in enumerate(projects, 1):
            path = content / "projects" / year / f"p{number}.yml"
            path.write_text(yaml.safe_dump(data_file(year, number, facts, scheme), allow_unicode=True), "utf-8")
    found = inspect(content)
    assert found.sound, [str(one) for one in found.diagnostics]
    portfolio, composer = portfolio_of(found.book, found.scores), BuildContext.open(Paths(content)).composer
    indicators = [row for detail in details(portfolio) for row in detail.indicator_rows()]
    for file in all_files(replace(portfolio, indicators=indicators)):
        assert file.data
    charts_of_home(portfolio)
    for number in portfolio.years:
        for chart in charts_of_year(portfolio, number):
            option = json.loads(chart.option)
            for axis in (axis for name in ("xAxis", "yAxis") for axis in _listed(option[name])):
                assert "max" not in axis or axis["min"] < axis["max"], "there is room between the ends of an axis"
            if chart.id.startswith(("score-spread", "spending-spread")):
                drawn = sum(int(projects) for _, projects, _ in chart.rows)
                assert chart.sentence.startswith(f"{drawn} 个项目"), "each project lies in a step"
        assert dict(year_pages(composer, portfolio, number))
    assert dict(unit_pages(composer, portfolio)) and dict(site_pages(composer, portfolio))
    for unit in portfolio.book.units:
        list(exports.unit_files(portfolio, unit))
    for some in by_series(portfolio.summaries).values():
        series = Series(tuple(some), tuple(series_year(one) for one in details(Portfolio(portfolio.book, tuple(some)))))
        composer.series_page(series, [one.listed for one in exports.series_files(series, portfolio.book)])
    for detail in list(details(portfolio))[:1]:
        files = [one.listed for one in exports.project_files(detail, portfolio.book.site)]
        same = [one for one in portfolio.summaries if one.series_key == detail.series_key]
        composer.project_page(detail, portfolio.book.files, files, same, versions=1)
    return portfolio


@given(years=st.dictionaries(st.sampled_from(YEARS), projects_of_a_year(), min_size=1))
def test_what_check_accepts_of_any_years_can_be_made(
    years: Mapping[str, Sequence[Facts]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("years")
    make_all(home, years)
    shutil.rmtree(home)


ALIKE: Sequence[Facts] = [
    {},
    {"share": "0"},
    {"share": "0.5", "depth": 2},
    {"depth": 1},
    {"scheme": None, "graded": False},
    {"share": "1.05", "scheme": None, "graded": False},
    {"scored": False, "graded": False, "budget": None, "spent": None, "method": None, "scheme": None},
    {"budget": "0", "spent": "0", "depth": 1, "share": "0"},
    {"method": "单位自评", "depth": 1, "reviewed": "0"},
]


@pytest.mark.parametrize("facts", ALIKE, ids=lambda facts: "，".join(f"{key} {value}" for key, value in facts.items()))
@pytest.mark.parametrize("size", [1, MAX_ROWS, MANY])
def test_projects_that_are_all_alike_can_be_made(size: int, facts: Facts, tmp_path: Path) -> None:
    make_all(tmp_path, {"2022": [{**PLAIN, **facts}] * size})


@pytest.mark.parametrize("years", [{}, {"2022": []}, {"2022": [], "2023": [PLAIN]}], ids=str)
def test_years_without_projects_can_be_made(years: Mapping[str, Sequence[Facts]], tmp_path: Path) -> None:
    make_all(tmp_path, years)


def test_of_projects_that_are_all_alike_no_chart_calls_any_the_lowest(tmp_path: Path) -> None:
    alike, lower = {**PLAIN, "depth": 1}, {**PLAIN, "depth": 1, "share": "0.5", "spent": "0.5"}
    same = charts_of_year(make_all(tmp_path / "same", {"2022": [alike] * 3}), 2022)
    assert [chart.sentence for chart in same] == [
        "3 个项目的分值都是 100。图中横轴从 90 分起。",
        "3 个项目公布了指标得分。“决策”“过程”“产出”“效益”的平均得分率都是 100.0%。各列横轴从 90% 到 100%。",
        "3 个项目公布了预算和支出，合在一起执行 100.00%；各项目都是 100.00%。",
    ]
    two = charts_of_year(make_all(tmp_path / "two", {"2022": [alike, lower, lower]}), 2022)
    assert "执行率最低的是“示例项目第2号”等 2 个项目（50.00%）" in two[-1].sentence
