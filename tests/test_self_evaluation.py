"""自评表 of every kind that was met in print: they are read, scored as printed, laid out whole, and stay examples."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from generator.pages.project.indicator_rows import Row
from generator.pages.project.sheet import Sheet, self_sheet
from generator.views import ABSENT, Portfolio, ProjectDetail
from tests.support.building import docs_of
from tests.support.inspection import Inspection, details, inspection_of, load, portfolio_at

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "tests/examples/self-evaluation/content"
NAMES = sorted(path.stem for path in EXAMPLES.glob("projects/2024/*.yml"))
RESULTS = {
    "biaozhun": ("95.78", "优"),
    "bumen-zhengti": ("92", "优"),
    "hubei": ("98.60", "优"),
    "jiu-fen": ("87.5", "良"),
    "lingzhi-mubiao": ("90", "优"),
    "sanshi-fen": ("29", ABSENT),
    "sichuan": ("95.50", "优"),
    "wei-tianbao": (None, "未填报"),
    "xiaoshu-quanzhong": ("90.0", "优"),
    "yunnan": ("94", "优秀"),
    "zhiyou-dengji": (None, "良好"),
    "zhiyou-fenshu": ("88.5", ABSENT),
}


@pytest.fixture(scope="module")
def inspected() -> Inspection:
    return inspection_of(EXAMPLES)


@pytest.fixture(scope="module")
def views() -> Portfolio:
    return portfolio_at(EXAMPLES)


@pytest.fixture(scope="module")
def cards(views: Portfolio) -> Mapping[str, ProjectDetail]:
    return {card.project.slug: card for card in details(views)}


def built(address: str) -> str:
    """A page as Markdown, a download."""
    return docs_of(EXAMPLES)[address].decode()


def form(card: ProjectDetail) -> Sheet:
    sheet = self_sheet(card)
    assert sheet
    return sheet


def texts(row: Row) -> list[str]:
    return ["".join(cell.lines) for cell in row]


def test_all_examples_are_read_without_a_single_remark(inspected: Inspection) -> None:
    assert inspected.diagnostics == ()
    assert sorted(RESULTS) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_total_and_grade_are_those_of_the_paper(name: str, cards: Mapping[str, ProjectDetail]) -> None:
    total, grade = RESULTS[name]
    card = cards[name]
    assert (None if card.total is None else f"{card.total:f}") == total
    assert card.grade == grade


def test_a_form_nobody_filled_has_no_points_anywhere(cards: Mapping[str, ProjectDetail]) -> None:
    card = cards["wei-tianbao"]
    assert [node.points for node in card.score.nodes()] == [None] * 7
    assert card.score.grade is None
    assert card.losses == ()
    row = next(row for row in json.loads(built("data/projects.json")) if row["id"] == card.id)
    assert (row["score"], row["grade"], row["rank"]) == (None, "未填报", None)
    assert [level["points"] for level in row["levels"]] == [None, None, None]


def test_a_grade_alone_counts_among_the_grades_and_not_in_the_mean(
    cards: Mapping[str, ProjectDetail], views: Portfolio
) -> None:
    card, sums = cards["zhiyou-dengji"], views.of_year(2024).totals
    assert (card.total, card.scheme_grade, card.grade_rank) == (None, "良", 2)
    assert (sums.count, sums.graded, sums.good) == (12, 9, 9)
    assert sums.good_rate == "100.00%"
    # 95.78 + 92 + 98.60 + 87.5 + 90 + 95.50 + 90.0 + 94 + 88.5 = 831.88, of nine: 29 of 30 is no mark out of 100
    assert sums.mean == "92.43"


def test_points_out_of_thirty_stay_points_out_of_thirty(cards: Mapping[str, ProjectDetail]) -> None:
    card = cards["sanshi-fen"]
    assert (card.full, card.comparable_score, card.score.grade) == (Decimal(30), None, None)
    assert (form(card).weight, form(card).points) == (ABSENT, ("29",)), "合计 of the weights is not printed"


def test_points_out_of_thirty_are_not_ranked_among_points_out_of_a_hundred(views: Portfolio) -> None:
    totals = views.of_year(2024).totals
    assert min(summary.comparable_score for summary in totals.with_score if summary.comparable_score) == Decimal("87.5")
    assert (totals.count - len(totals.with_score), totals.why_incomparable) == (3, "未公布评价分值或满分不同")


def test_a_code_before_the_name_of_a_unit_does_not_hide_the_unit(cards: Mapping[str, ProjectDetail]) -> None:
    assert cards["biaozhun"].project.unit == "219001-示例市测试学校"
    assert cards["biaozhun"].unit.name == "示例市测试学校"


@pytest.mark.parametrize("name", NAMES)
def test_every_table_of_the_form_is_a_rectangle(name: str, cards: Mapping[str, ProjectDetail]) -> None:
    sheet = form(cards[name])
    for rows, wide in ((sheet.identity, 4), (sheet.funds, 1 + len(sheet.fund_heads)), (sheet.rows, len(sheet.heads))):
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            column = 0
            for cell in row:
                while (number, column) in taken:
                    column += 1
                spots = {(number + r, column + c) for r in range(cell.rows) for c in range(cell.columns)}
                assert not spots & taken
                taken |= spots
        assert taken == {(r, c) for r in range(len(rows)) for c in range(wide)}
    assert sheet.span + 1 + len(sheet.points) + 1 == len(sheet.heads)


def test_the_execution_row_stands_in_the_funds_and_not_among_the_indicators(cards: Mapping[str, ProjectDetail]) -> None:
    for name in ("biaozhun", "hubei", "jiu-fen"):
        assert not [row for row in form(cards[name]).rows if any("预算执行" in text for text in texts(row))]


def test_goals_with_indicators_below_them_are_the_first_column(cards: Mapping[str, ProjectDetail]) -> None:
    sheet = form(cards["hubei"])
    assert sheet.heads[:4] == ("年度目标", "一级指标", "二级指标", "三级指标")
    assert [texts(row)[0] for row in sheet.goals] == ["目标1", "目标2"]
    assert [cell.rows for cell in sheet.rows[0][:3]] == [2, 2, 2]
    assert form(cards["bumen-zhengti"]).heads[0] == "一级指标"


@pytest.mark.parametrize("name", NAMES)
def test_the_page_begins_with_this_form_and_has_no_other(name: str) -> None:
    page = built(f"2024/{name}.md")
    assert 0 < page.index("selfsheet-title") < page.index("## 得分")
    assert "绩效评价结果信息表" not in page


def test_the_page_of_an_unfilled_form_says_so() -> None:
    page = built("2024/wei-tianbao.md")
    assert "该自评表未填报，不计分。" in page
    assert '<td class="num">0</td>' not in page


def test_what_the_form_prints_is_in_the_download_under_its_own_keys() -> None:
    kept = json.loads(built("data/2024/sichuan.json"))["declared"]
    assert kept["自评表"]["资金"][0]["原因"] == "示例：尾款次年支付。"
    leaf = kept["指标体系"][1]["下级"][0]["下级"][0]
    assert (leaf["指标性质"], leaf["度量单位"], leaf["其中"][0]["名称"]) == ("≥", "个", "查询模块")


def test_examples_say_that_they_are_examples_and_stay_off_the_real_site(inspected: Inspection) -> None:
    for project in inspected.book.projects:
        assert project.name.startswith("示例：") and "测试" in project.name, project.id
        assert all(source.document.startswith("《示例：") for source in project.sources), project.id
    assert all("示例" in unit.name and "测试" in unit.name for unit in inspected.book.units)
    real, _ = load(ROOT / "content")
    assert real.projects
    assert not {p.name for p in real.projects} & {p.name for p in inspected.book.projects}
    assert not [p.id for p in real.projects if p.name.startswith("示例")]
