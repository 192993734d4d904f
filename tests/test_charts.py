"""Charts show the figures of the views and no others; drawings are the same bytes each time and only pictures."""

import dataclasses
import json
import re
import shutil
from decimal import Decimal
from itertools import chain, pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from generator.charts import VARIABLES, Chart, Drawing, charts_of_home, charts_of_year
from generator.charts._svg import FALLBACK, ChartError, render_svgs
from generator.core.display import columns
from generator.core.number import percent
from generator.core.paths import Paths
from generator.views import ABSENT, Portfolio, ProjectSummary
from generator.views.problems import recurring_losses
from generator.views.statistics import MAX_STEPS
from tests.support.inspection import portfolio_at

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "theme"
PATHS = Paths(ROOT / "content")
Drawn = dict[str, tuple[str, ...]]
HOSTILE = "</script><script>alert(1)</script>&\"'<b>{b}{a|粗}--x_x--0_0--"

needs_echarts = pytest.mark.skipif(not PATHS.echarts.is_file(), reason="图表库没有安装")


@pytest.fixture(scope="module")
def views() -> Portfolio:
    return portfolio_at(ROOT / "content")


def every_chart(views: Portfolio) -> list[Chart]:
    years = sorted({card.year for card in views.summaries})
    return [*charts_of_home(views), *(chart for year in years for chart in charts_of_year(views, year))]


def only(charts: tuple[Chart, ...] | list[Chart], name: str) -> Chart:
    return next(chart for chart in charts if chart.id.startswith(name))


def names(charts: tuple[Chart, ...]) -> list[str]:
    return [chart.id.removesuffix("-2017") for chart in charts]


def with_summaries(views: Portfolio, *cards: ProjectSummary) -> Portfolio:
    return dataclasses.replace(views, summaries=cards)


def named(card: ProjectSummary, title: str) -> ProjectSummary:
    return dataclasses.replace(card, title=title)


def crowd(views: Portfolio, many: int, year: int = 2017) -> Portfolio:
    """A year of many projects, made from those there are, with other names, scores and budgets."""
    cards = []
    for number in range(many):
        card = views.summaries[number % len(views.summaries)]
        total = Decimal(5000 + number * 9876 % 5000).scaleb(-2)
        scheme = next(candidate for candidate in views.book.schemes.values() if candidate.grades)
        band = scheme.grade(total)
        made = dataclasses.replace(
            card,
            slug=f"p{number}",
            year=year,
            title=f"第{number}个名称长得一行写不下、两行也写不下的信息系统建设与运行维护服务项目",
            budget=Decimal(7 + number**3),
            total=total,
            grade=band.word if band else ABSENT,
            grade_rank=scheme.grades.index(band) + 1 if band else 0,
        )
        cards.append(made)
    return with_summaries(views, *cards)


def parsed(drawing: Drawing) -> dict[str, Any]:
    option: dict[str, Any] = json.loads(drawing.option, parse_float=Decimal, parse_int=Decimal)
    return option


def values(drawing: Drawing) -> set[Decimal]:
    """Every number that is drawn."""
    numbers: set[Decimal] = set()
    for series in parsed(drawing)["series"]:
        for item in series.get("data", []):
            value = item["value"]
            numbers.update(v for v in (value if isinstance(value, list) else [value]) if isinstance(v, Decimal))
    return numbers


# ---- figures ----


def test_each_kind_of_page_has_its_charts_in_order(views: Portfolio) -> None:
    assert [chart.id for chart in charts_of_home(views)] == ["rectification"]
    assert names(charts_of_year(views, 2017)) == ["level-rates", "recurring"]
    many = charts_of_year(crowd(views, 60), 2017)
    assert names(many) == ["score-spread", "level-spread", "recurring", "spending-spread", "budget-score"]
    assert all("2017" in chart.title for chart in many), "a picture that is taken away tells its year"
    ids = [chart.id for chart in every_chart(views)]
    assert len(set(ids)) == len(ids)


def test_too_few_projects_to_show_a_pattern_have_no_chart(views: Portfolio) -> None:
    assert charts_of_year(views, 1999) == () == charts_of_home(with_summaries(views))
    bare = next(card for card in views.summaries if not card.levels)
    for cards in ((bare,), views.of_year(2017).summaries[:2]):
        assert names(charts_of_year(with_summaries(views, *cards), 2017)) == []
    assert "budget-score" not in names(charts_of_year(crowd(views, 19), 2017))
    assert "budget-score" in names(charts_of_year(crowd(views, 20), 2017))
    three = [dataclasses.replace(summary, year=year) for year in (2016, 2017, 2018) for summary in views.summaries]
    assert [chart.id for chart in charts_of_home(with_summaries(views, *three))] == [
        "rectification", "grades-over-years",
    ]  # fmt: skip


def scored(views: Portfolio, *totals: str) -> Portfolio:
    """A year of projects with these scores, by no scheme."""
    cards = zip(crowd(views, len(totals)).summaries, totals, strict=True)
    return with_summaries(views, *(dataclasses.replace(card, total=Decimal(t), scheme=None) for card, t in cards))


@pytest.mark.parametrize(
    ("totals", "said", "steps"),
    [
        (["100"] * 31, "31 个项目的分值都是 100。", ["99—100 分"]),
        (["99.5", "100"] * 16, "32 个项目的分值在 99.5—100 之间，最多的是 99—100 分，有 32 个。", ["99—100 分"]),
        (["105"] * 31, "31 个项目的分值都是 105。", ["104—105 分"]),
        (["8850", *["99"] * 30], "31 个项目的分值在 99—8850 之间，最多的是 0—1000 分，有 30 个。", None),
    ],
    ids=["all full marks", "nearly all", "above full marks", "a point left out"],
)
def test_the_spread_of_scores_holds_them_all_be_they_alike_or_out_of_range(
    views: Portfolio, totals: list[str], said: str, steps: list[str] | None
) -> None:
    chart = only(charts_of_year(scored(views, *totals), 2017), "score-spread")
    assert chart.sentence.startswith(said)
    assert sum(int(projects) for _, projects, _ in chart.rows) == len(totals) and len(chart.rows) <= MAX_STEPS
    assert steps is None or [limits for limits, _, _ in chart.rows] == steps


def test_every_number_drawn_is_a_number_of_the_views(views: Portfolio) -> None:
    for chart in every_chart(views):
        year = int(chart.id.rpartition("-")[2]) if chart.id[-1].isdigit() else 0
        totals = (views.of_year(year) if year else views).totals
        cards = totals.summaries
        known = {Decimal(count) for count in range(len(cards) + 1)} | {Decimal(100)}  # rows, how many, all of a whole
        known |= {card.total for card in cards if card.total is not None}
        known |= {Decimal(count) for _, year_of in views.by_year for _, count in year_of.totals.states}
        rates = [level.rate_text for card in cards for level in card.levels]
        rates += [percent(loss.lost_rate) for loss in recurring_losses(cards)]
        known |= {Decimal(rate.removesuffix("%")) for rate in rates if rate != ABSENT}
        wide, narrow = map(values, chart.drawings)
        assert wide and wide <= known, chart.id
        assert narrow == wide, f"a phone shows the same figures: {chart.id}"


def test_every_row_of_a_table_has_all_cells(views: Portfolio) -> None:
    assert all(len(row) == len(chart.header) for chart in every_chart(views) for row in chart.rows)


def test_the_sentences_tell_what_is_seen_and_what_is_missing(views: Portfolio) -> None:
    charts = charts_of_year(views, 2017)
    rates, recurring = (only(charts, name).sentence for name in ("level-rates", "recurring"))
    assert "“项目管理”最弱，平均得分率 69.88%，低于项目决策 90.00%、项目绩效 93.78%" in rates
    assert "横轴从 60% 起" in rates and "另有 2 个项目未公布" in rates
    assert "2 个项目都扣分" in recurring and "另有 2 个项目未公布到末级指标" in recurring
    home = only(charts_of_home(views), "rectification").sentence
    spread = only(charts_of_year(crowd(views, 60), 2017), "score-spread").sentence
    assert "各项目口径不一（评级办法不同、一级指标或其权重不同、20 个项目未公布指标权重），不宜直接比较高低" in spread
    assert home == "2018 年度的 3 个问题中，未载明 3 个。"


def test_what_fails_again_and_again_is_grouped_by_name_and_worst_first(views: Portfolio) -> None:
    chart = only(charts_of_year(views, 2017), "recurring")
    assert [row[:2] for row in chart.rows[:2]] == [
        ("项目验收管理制度建立与落实情况", "2"), ("项目过程管理制度建立与落实情况", "2"),
    ]  # fmt: skip
    assert chart.rows[0][2:] == ("5.00", "6", "83.33%") or chart.rows[0][2:] == ("5.00", "6.00", "83.33%")
    assert not [other for other in charts_of_year(views, 2018) if other.id.startswith("recurring")], "one project alone"


def test_rows_begin_with_the_project_that_is_weakest_in_the_weakest_part(views: Portfolio) -> None:
    rows = only(charts_of_year(views, 2017), "level-rates").rows
    weak = [Decimal(row[2].removesuffix("%")) for row in rows]
    assert weak == sorted(weak) and weak[0] == Decimal("67.76")


# ---- little or odd data ----


def test_projects_without_a_score_are_told(views: Portfolio) -> None:
    first, *rest = crowd(views, 25).summaries
    unscored = dataclasses.replace(first, total=None, grade=ABSENT, grade_rank=0)
    (spread, *_) = charts_of_year(with_summaries(views, unscored, *rest), 2017)
    assert "另有 1 个项目未公布评价分值，不在图中" in spread.sentence


def test_of_a_crowd_the_distribution_is_drawn_and_it_stays_small(views: Portfolio) -> None:
    charts = charts_of_year(crowd(views, 300), 2017)
    spread = only(charts, "score-spread")
    assert sum(int(row[1]) for row in spread.rows) == 300, "each project lies in one step"
    assert "300 个项目的分值在 50.00—" in spread.sentence
    assert "看不出关系（等级相关系数 " in only(charts, "budget-score").sentence
    assert sum(int(row[1]) for row in only(charts, "budget-score").rows) == 300
    assert "圆点是中位数" in only(charts, "level-spread").sentence
    assert sum(len(drawing.option) for chart in charts for drawing in chart.drawings) < 100_000


def test_projects_of_larger_budgets_that_score_lower_are_said_to(views: Portfolio) -> None:
    cards = [dataclasses.replace(summary, total=Decimal(99 - n), budget=Decimal(1 + n)) for n, summary in
             enumerate(crowd(views, 24).summaries)]  # fmt: skip
    sentence = only(charts_of_year(with_summaries(views, *cards), 2017), "budget-score").sentence
    assert "预算大的项目，分值大多较低（等级相关系数 −1.00" in sentence


def test_bars_begin_at_nothing(views: Portfolio) -> None:
    for chart in (*every_chart(views), *charts_of_year(crowd(views, 40), 2017)):
        for option in map(parsed, chart.drawings):
            if option["series"][0]["type"] == "bar":
                assert all(axis.get("min", 0) == 0 for axis in (option["xAxis"], option["yAxis"])), chart.id


# ---- text from the data stays text ----


@needs_echarts
def test_a_hostile_title_stays_text_in_the_drawing(views: Portfolio) -> None:
    cards = [named(card, HOSTILE) for card in views.summaries]
    for svg in chain.from_iterable(render_svgs(every_chart(with_summaries(views, *cards)), PATHS).values()):
        assert "<script" not in svg and "<b>" not in svg
        tags = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(svg).iter()}
        drawn = "svg g path rect circle polygon polyline text defs pattern clipPath"
        assert tags <= set(drawn.split())


# ---- drawings ----


@pytest.fixture(scope="module")
def drawn(views: Portfolio) -> Drawn:
    return render_svgs(every_chart(views), PATHS)


@needs_echarts
def test_drawing_again_or_in_another_company_gives_the_same_bytes(views: Portfolio, drawn: Drawn) -> None:
    charts = every_chart(views)
    assert render_svgs(charts, PATHS) == drawn
    some = charts[::-2]
    assert render_svgs(some, PATHS) == {chart.id: drawn[chart.id] for chart in some}


@needs_echarts
def test_colours_are_variables_only(drawn: Drawn) -> None:
    allowed = {f"var({VARIABLES[colour]},{FALLBACK[colour]})" for colour in VARIABLES} | {"none"}
    for name, svg in ((name, svg) for name, svgs in drawn.items() for svg in svgs):
        for colour in re.findall(r'(?:fill|stroke|stop-color|color)="([^"]*)"', svg):
            assert colour in allowed or re.fullmatch(rf"url\(#{name}(-narrow)?-\d+\)", colour), (name, colour)
        assert not any(sentinel in svg for sentinel in VARIABLES)


@needs_echarts
def test_a_drawing_is_a_picture_and_nothing_else(drawn: Drawn) -> None:
    for name, place, svg in ((name, place, svg) for name, svgs in drawn.items() for place, svg in enumerate(svgs)):
        root = ElementTree.fromstring(svg)
        assert re.match(rf"0 0 {(720, 252)[place]} \d+$", root.attrib["viewBox"])
        assert root.get("aria-hidden") == "true", "the sentence and the table of the figure tell it better"
        assert "width" not in root.attrib and "height" not in root.attrib, "the page decides"
        for element in root.iter():
            assert not {"style", "class", "href", "onload"} & element.attrib.keys()
            assert not any(key.startswith(("ecmeta", "on")) or "xlink" in key for key in element.attrib)
            assert "id" not in element.attrib or element.attrib["id"].startswith(f"{name}-")
        assert "<style" not in svg and "http" not in svg.replace("http://www.w3.org/2000/svg", "")


@needs_echarts
def test_a_narrow_drawing_has_all_names_within_it_and_letters_as_large_as_text(views: Portfolio) -> None:
    """As large as elder mode asks for on a phone of 360 px."""
    for chart in (
        *every_chart(views),
        *charts_of_year(crowd(views, 20), 2017),
        *charts_of_year(crowd(views, 60), 2017),
    ):
        _, narrow = render_svgs([chart], PATHS)[chart.id]
        texts = list(ElementTree.fromstring(narrow).iter("{http://www.w3.org/2000/svg}text"))
        assert texts and {label.get("font-size") for label in texts} == {"14px"}, chart.id
        for label in texts:
            x = Decimal(re.findall(r"-?[\d.]+", label.get("transform", "0 0"))[-2]) + Decimal(label.get("x", "0"))
            wide = columns(label.text or "") * 7
            left = x - {"middle": wide // 2, "end": wide}.get(label.get("text-anchor", ""), 0)
            assert left >= -4 and left + wide <= 256, (chart.id, label.text)


@needs_echarts
def test_names_of_rows_do_not_lie_on_each_other(views: Portfolio) -> None:
    chart = only(charts_of_year(crowd(views, 20), 2017), "spending")
    for svg, first in zip(render_svgs([chart], PATHS)[chart.id], (15, 17), strict=True):
        lines = []
        for text in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"):
            x, y = re.findall(r"-?[\d.]+", text.get("transform", ""))[-2:]
            if Decimal(x) < 20 and "%" not in (text.text or ""):
                lines.append(Decimal(y) + Decimal(text.get("y", "0")))
        lines.sort()
        assert len(lines) == 2 * len(chart.rows), "two lines a name at most"
        assert min(b - a for a, b in pairwise(lines)) >= first


def test_no_chart_needs_no_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert render_svgs([], PATHS) == {}


def test_without_node_people_are_told_what_to_do(views: Portfolio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("NODE", raising=False)
    with pytest.raises(ChartError, match=r"Node\.js.*make setup"):
        render_svgs(every_chart(views), PATHS)


def test_a_wrong_node_is_told(views: Portfolio, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    library = Paths(tmp_path, root=tmp_path).echarts
    library.parent.mkdir(parents=True)
    library.touch()
    monkeypatch.setenv("NODE", str(tmp_path / "没有"))
    with pytest.raises(ChartError, match="环境变量 NODE"):
        render_svgs(every_chart(views), Paths(tmp_path, root=tmp_path))


def test_without_the_library_people_are_told_what_to_do(views: Portfolio, tmp_path: Path) -> None:
    with pytest.raises(ChartError, match=r"没有找到图表库.*make setup"):
        render_svgs(every_chart(views), Paths(tmp_path, root=tmp_path))


@needs_echarts
def test_a_library_that_fails_is_told_in_one_sentence(views: Portfolio, tmp_path: Path) -> None:
    library = Paths(tmp_path, root=tmp_path).echarts
    library.parent.mkdir(parents=True)
    library.write_text("throw new Error('坏了')")
    shutil.copy(ROOT / "theme/draw.cjs", tmp_path / "theme")
    with pytest.raises(ChartError, match=r"图表没有画成.*坏了") as error:
        render_svgs(every_chart(views), Paths(tmp_path, root=tmp_path))
    assert "\n" not in str(error.value)


# ---- what stands in two places ----


def test_the_style_sheet_has_every_colour_with_the_same_fallback() -> None:
    sheet = (THEME / "overrides/assets/css/charts.css").read_text()
    colours = dict(re.findall(r"(--chart-[\w-]+): var\(--[\w-]+, (#[0-9a-f]+)\)", sheet))
    assert colours == {VARIABLES[colour]: fallback for colour, fallback in FALLBACK.items()}
