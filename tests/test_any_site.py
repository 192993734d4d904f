"""A law of sites: of whatever projects a site consists, it is built to the end, from content to published pages.

Years have one or many projects, or more than a chart draws one by one; each of their figures is drawn for every
project, or is the same for all: all full marks, all nothing, all one budget, all blank.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.charts import _style, charts_of_home, charts_of_year, scores
from generator.core.paths import Paths
from generator.model.book import RatingScheme
from generator.pipeline.context import BuildContext
from generator.views import Portfolio, statistics
from tests.support.building import ROOT, build
from tests.support.drawing import drawing
from tests.support.inspection import inspect, portfolio_of

CONTENT = ROOT / "tests/examples/results/content"
SCHEME = "ceshi"
YEARS = ("1998", "2022", "2023", "2024", "2031")
FEW = 6  # projects that a chart has one by one; twenty outside these tests, and a site of more takes long to build
SIZES = (1, 2, 3, FEW, FEW + 1, 13, 25)
LEVELS = (("决策", 20), ("过程", 20), ("产出", 30), ("效益", 30))
FULL = Decimal(100)

Facts = Mapping[str, Any]
LEDGERS: Sequence[Mapping[str, Any]] = (
    {"原定期限": "2025-06-30", "状态记录": [{"日期": "2025-01-10", "状态": "整改中"}], "应整改金额": "0元"},
    {"原定期限": "2099-12-31", "应整改金额": "3亿元", "已整改金额": "1元"},
    {
        "状态记录": [
            {"日期": "2025-01-10", "状态": "整改中"},
            {"日期": "2025-03-10", "状态": "不采纳", "情况": "不适用。"},
        ]
    },
    {},
)
FACTS: Mapping[str, Sequence[Any]] = {
    "unit": ("示例市水利局", "市教育局"),
    "method": ("第三方评价", "单位自评", None),
    "scheme": (SCHEME, SCHEME, None),
    "budget": ("0", "0.01", "80", "80", "1000", "999999999.99", None),
    "spent": ("0", "0.5", "1", "1", None),  # of the budget
    "money": ("万元", "元", "亿元"),
    "full": (FULL, FULL, FULL, Decimal(30), Decimal(120)),
    "share": ("0", "1", "1", "0.5", "0.85", "0.9", "0.35"),  # of the full marks
    "depth": (0, 1, 2),  # levels of indicators that are published
    "own_names": (False, False, True),  # of the first level
    "scored": (True, True, False),
    "graded": (True, True, False),
    "problems": (0, 1, 3, 12),
    "ledger": (None, None, *LEDGERS),
    "state": ("已完成", "推进中", "计划中", None),
    "in_series": (True, False),
    "reviewed": ("0", "1", "0.9", None),  # of the points
    "next_budget": ("0", "80", None),
}
PLAIN: Facts = {name: values[0] for name, values in FACTS.items()} | {"budget": "80", "spent": "1", "share": "1"}


@pytest.fixture(scope="module", autouse=True)
def few() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module, limit in ((_style, "MAX_ROWS"), (scores, "MIN_PROJECTS"), (statistics, "MIN_PAIRS")):
            patch.setattr(module, limit, FEW)
        yield


def projects_of_a_year() -> st.SearchStrategy[list[Facts]]:
    """What is drawn of the projects of a year, fact by fact: one value for all, or one for each."""

    def of_size(size: int) -> st.SearchStrategy[list[Facts]]:
        def column(values: Sequence[Any]) -> st.SearchStrategy[list[Any]]:
            value = st.sampled_from(values)
            alike = value.map(lambda item: [item] * size)
            return alike | alike | st.lists(value, min_size=size, max_size=size)

        return st.fixed_dictionaries({name: column(values) for name, values in FACTS.items()}).map(
            lambda drawn: [{name: drawn[name][at] for name in FACTS} for at in range(size)]
        )

    return st.sampled_from(SIZES).flatmap(of_size)


def data_file(year: str, number: int, facts: Facts, scheme: RatingScheme) -> dict[str, Any]:
    """The data file of a project, without what is blank."""
    unit, full, rate = facts["unit"], facts["full"], Decimal(facts["share"])
    own_name = f"{number}" if facts["own_names"] else ""
    indicators = [_indicator(f"{name}{own_name}", Decimal(weight) * full / FULL, facts) for name, weight in LEVELS]
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
        预算=_written(金额=_amount(budget, facts["money"]), 支出=_amount(spent, facts["money"])),
        公布=_written(
            评价分值=f"{total:f}" if facts["scored"] else None,
            满分=f"{full:f}" if own else None,
            评价结论=grade.word if grade and facts["graded"] and not own else None,
        ),
        指标体系=indicators if facts["depth"] else None,
        主要绩效=["按计划完成。"],
        问题整改=[
            _written(
                问题=f"第{at}处没有签字。",
                建议="补签。",
                整改=state and {"情况": "已补签。", "状态": state},
                台账=None
                if facts["ledger"] is None
                else [{"编号": f"{year}-{number}-{at}", **deepcopy(facts["ledger"])}],
            )
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


def _amount(value: str | Decimal | None, unit: str = "万元") -> str | None:
    return None if value is None else f"{Decimal(value):f}{unit}"


def _written(**values: Any) -> dict[str, Any]:
    """What is not blank."""
    return {key: value for key, value in values.items() if value not in (None, [], {})}


def build_site(home: Path, years: Mapping[str, Sequence[Facts]]) -> Path:
    """Write the content of a site, build it, and look at the data of its charts; give the content."""
    content = home / "content"
    shutil.copytree(CONTENT, content, ignore=shutil.ignore_patterns("projects"))
    (content / "projects").mkdir()
    scheme = BuildContext.open(Paths(CONTENT)).site.book.schemes[SCHEME]
    for year, projects in years.items():
        (content / "projects" / year).mkdir(parents=True)
        for number, facts in enumerate(projects, 1):
            path = content / "projects" / year / f"p{number}.yml"
            path.write_text(yaml.safe_dump(data_file(year, number, facts, scheme), allow_unicode=True), "utf-8")
    examination = build(content, home / "out")
    assert examination.sound, [str(diagnostic) for diagnostic in examination.diagnostics]
    assert (home / "out/site/index.html").is_file()
    return content


def look_at_charts(content: Path) -> Portfolio:
    """Hold that no project falls out of a chart, and that each axis has room between its ends."""
    inspected = inspect(content)
    portfolio = portfolio_of(inspected.book, inspected.scores)
    charts = (
        *charts_of_home(portfolio),
        *(chart for year in portfolio.years for chart in charts_of_year(portfolio, year)),
    )
    for chart in charts:
        options = [json.loads(graphic.option) for graphic in chart.drawings]
        for axis in (option[name] for option in options for name in ("xAxis", "yAxis")):
            assert "max" not in axis or axis["min"] < axis["max"], "there is room between the ends of an axis"
        if chart.id.startswith(("score-spread", "spending-spread")):
            drawn = sum(int(projects) for _, projects, _ in chart.rows)
            assert chart.sentence.startswith(f"{drawn} 个项目"), "each project lies in a step"
    return portfolio


SITES = st.dictionaries(st.sampled_from(YEARS), projects_of_a_year(), min_size=1, max_size=2)


@drawing(8)
@given(years=SITES)
def test_what_check_accepts_is_built(
    years: Mapping[str, Sequence[Facts]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("site")
    look_at_charts(build_site(home, years))
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
def test_projects_that_are_all_alike_can_be_built(facts: Facts, tmp_path: Path) -> None:
    sizes = {"2022": 1, "2024": FEW + 1}
    look_at_charts(build_site(tmp_path, {year: [{**PLAIN, **facts}] * size for year, size in sizes.items()}))


@pytest.mark.parametrize("years", [{}, {"2022": []}, {"2022": [], "2023": [PLAIN]}], ids=str)
def test_years_without_projects_can_be_built(years: Mapping[str, Sequence[Facts]], tmp_path: Path) -> None:
    build_site(tmp_path, years)


def test_of_projects_that_are_all_alike_no_chart_calls_any_the_lowest(tmp_path: Path) -> None:
    alike, lower = {**PLAIN, "depth": 1}, {**PLAIN, "depth": 1, "share": "0.5", "spent": "0.5"}
    same = charts_of_year(look_at_charts(build_site(tmp_path / "same", {"2022": [alike] * 3})), 2022)
    assert [chart.sentence for chart in same] == [
        "3 个项目公布了指标得分。“决策”“过程”“产出”“效益”的平均得分率都是 100.00%。每个圆点是一个项目。横轴从 90% 起。",
        "3 个项目公布了预算和支出，合在一起执行 100.00%；各项目都是 100.00%。",
    ]
    two = charts_of_year(look_at_charts(build_site(tmp_path / "two", {"2022": [alike, lower, lower]})), 2022)
    assert "执行率最低的是“示例项目第2号”等 2 个项目（50.00%）" in two[-1].sentence
