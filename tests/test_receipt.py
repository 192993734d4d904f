"""A score can be retraced: the receipt adds up by hand; `explain`, the page's table and the JSON are one receipt."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from generator.pages._templates import bar
from generator.views import ProjectDetail
from tests.support.cases import Run
from tests.support.inspection import details, portfolio_at

HOME = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def cards() -> dict[str, ProjectDetail]:
    """The six real projects by id."""
    return {card.id: card for card in details(portfolio_at(HOME / "content"))}


@pytest.fixture
def explain(run: Run) -> Run:
    """The command, on the real content."""
    return lambda *words: run("explain", "--content", HOME / "content", *words)


def test_every_line_is_a_leaf_and_what_is_earned_and_lost_makes_the_weight(cards: dict[str, ProjectDetail]) -> None:
    for card in cards.values():
        lines = card.receipt.lines
        assert len(lines) == len(list(card.score.leaves()))
        for line in lines:
            assert Decimal(line.points) + Decimal(line.lost or 0) == Decimal(line.weight), line
            assert line.formula


def test_every_sum_line_adds_up(cards: dict[str, ProjectDetail]) -> None:
    seen = 0
    for card in cards.values():
        for text, _ in card.receipt.sums:
            parts, result = re.fullmatch(r".*：([\d. +]+) = ([\d.]+)", text).groups()  # type: ignore[union-attr]
            assert sum(Decimal(part) for part in parts.split(" + ")) == Decimal(result), text
            assert "+" in parts, "12.00 = 12.00 is no sum"
            seen += 1
    assert seen > 30


def test_the_sums_of_the_parts_come_before_that_of_the_whole(cards: dict[str, ProjectDetail]) -> None:
    sums = cards["2017/shipin-huiyi"].receipt.sums
    assert [(total.level, total.text.partition("：")[0]) for total in sums][:3] == [
        (2, "A1 项目立项"),
        (2, "A2 项目目标"),
        (1, "A 项目决策"),
    ]
    assert sums[-1].level == 0


def test_who_lost_as_much_as_the_last_one_named_is_named_too(cards: dict[str, ProjectDetail]) -> None:
    shown = cards["2017/shipin-huiyi"].receipt
    assert [line.lost for line in shown.costliest] == ["2", "2", "1", "1", "1", "1", "1", "1", "1"]
    assert {line.score.rate_text for line in shown.lowest} == {"33.33%"}


@pytest.mark.parametrize(
    ("project", "last_sum", "outlook"),
    [
        ("2017/xinxi-fuwu-pingtai", "合计：9.00 + 16.94 + 61.18 = 87.12", "距“优”（达到 90 分）还差 2.88 分"),
        ("2017/shipin-huiyi", "合计：9.00 + 18.00 + 60.74 = 87.74", "距“优”（达到 90 分）还差 2.26 分"),
        ("2018/gongshanglian-xinxihua", "合计：9.5 + 23.46 + 61.61 = 94.57", "已是最高等级“优”"),
        (
            "2018/laihu-touzi",
            "合计：11.00 + 19.80 + 57.00 = 87.80",
            "本站核算：合计 87.80（公开文件没有写明评级办法，不评等级）",
        ),
    ],
)
def test_explain_prints_the_receipt(explain: Run, project: str, last_sum: str, outlook: str) -> None:
    status, out, _ = explain(project)
    assert status == 0
    assert last_sum in out.splitlines()
    assert outlook in out.splitlines()


def test_explain_names_the_three_indicators_that_cost_most(explain: Run) -> None:
    _, out, _ = explain("2017/xinxi-fuwu-pingtai")
    assert (
        "扣分最多：B2.3 项目验收管理制度建立与落实情况 扣 3.00（得分率 0.00%）；"
        "B2.2 项目过程管理制度建立与落实情况 扣 2.00（得分率 33.33%）；"
        "C2.1.4 平台操作便捷性与访问界面友好度 扣 1.30（得分率 74.00%）"
    ) in out


def test_a_printed_figure_that_differs_is_told_with_both_numbers(explain: Run) -> None:
    _, out, _ = explain("2018/gongshanglian-xinxihua")
    line = next(line for line in out.splitlines() if line.startswith("B11 "))
    assert "3.96/4" in line
    assert "得 3.99；公布得分 3.96" in line


def test_a_project_with_a_total_only_says_so(explain: Run) -> None:
    status, out, _ = explain("2017/waidi-touzi")
    assert status == 0
    assert "未公布各项指标得分" in out


def test_what_if_tells_the_total_and_the_grade_and_stores_nothing(explain: Run) -> None:
    path = HOME / "content/projects/2017/xinxi-fuwu-pingtai.yml"
    before = path.read_bytes()
    _, out, _ = explain("2017/xinxi-fuwu-pingtai", "--what-if", "B2.3=3")
    assert "合计 90.12，等级 优" in out
    _, out, _ = explain("2017/xinxi-fuwu-pingtai", "--what-if", "B2.3=2.5", "--what-if", "B2.2=1.5")
    assert "合计 90.12，等级 优" in out
    _, out, _ = explain("2017/shipin-huiyi", "--what-if", "系统运维任务完成情况=0")
    assert "合计 76.74，等级 良" in out
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["2017/meiyou"], "没有“2017/meiyou”这个项目"),
        (["2017/shipin-huiyi", "--what-if", "B1.2"], "请写成“编号=得分”"),
        (["2017/shipin-huiyi", "--what-if", "B1.2=1"], "有 2 个指标的编号是“B1.2”，请改用指标名称"),
        (["2017/shipin-huiyi", "--what-if", "B1=1"], "没有末级指标“B1”"),
        (["2017/shipin-huiyi", "--what-if", "B2.3=４"], "“４”不是普通数字"),
        (["2017/shipin-huiyi", "--what-if", "B2.3=4"], "应在 0 至 3 之间"),
    ],
)
def test_a_question_that_does_not_fit_is_wrong_use_told_plainly(explain: Run, words: list[str], message: str) -> None:
    status, out, err = explain(*words)
    assert status == 2
    assert message in err
    assert out == ""


@pytest.mark.parametrize(
    ("rate", "drawn"),
    [
        ("80.87%", "80"),
        ("7.5%", "07"),
        ("0.00%", "00"),
        ("99.99%", "99"),
        ("100.00%", "100"),
        ("112.50%", "100"),
        ("—", ""),
    ],
)
def test_a_bar_is_as_long_as_whole_per_cents_and_full_only_of_all(rate: str, drawn: str) -> None:
    assert bar(rate) == (f' data-bar="{drawn}"' if drawn else "")


def test_each_length_of_a_bar_has_its_rule_in_the_style_sheet() -> None:
    style = (HOME / "theme/overrides/assets/css/bars.css").read_text()
    for digit in "123456789":
        assert f'[data-bar^="{digit}"] {{ --tens: {digit}0%; }} [data-bar$="{digit}"] {{ --ones: {digit}%; }}' in style
    assert '[data-bar="100"] { --tens: 100%; }' in style
