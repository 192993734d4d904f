"""What the running text of a report says of dates, money, score and bodies; what it says twice is held together."""

import pytest

from generator.intake.drafted import Entry
from generator.intake.paper import Spot
from generator.intake.reports.facts import chinese_date, fact, full_name
from generator.intake.reports.indicator_tree import branches, full_score, tree, with_levels
from generator.intake.reports.table import ReportTable, table_of
from generator.intake.reports.wording import Line
from tests.support.intake_cases import texts
from tests.support.table_cases import base_book

HERE = Spot("第 1 段")


def lines(*said: str) -> list[Line]:
    return [(text, HERE) for text in said]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("二〇一八年六月", "2018年6月"),
        ("二○二一年十二月二十一日", "2021年12月21日"),
        ("二零二〇年十月十日", "2020年10月10日"),
        ("2018年6月", "2018年6月"),
        ("二〇一八年六月召开会议", ""),
    ],
)
def test_a_date_in_chinese_digits_is_a_date_where_nothing_else_stands_beside_it(written: str, read: str) -> None:
    assert chinese_date(written) == read


@pytest.mark.parametrize(
    ("key", "said", "text", "doubts"),
    [
        ("金额", ("预算金额为88万元。", "预算总额880000元。"), "88万元", ()),  # the same amount
        ("金额", ("预算金额为88万元。", "预算金额为90万元。"), "88万元", ("原文另有90万元，请核对是哪一个",)),
        ("评价分值", ("综合得分为90.5分", "总体得分为91分"), "90.5", ("原文另有91，请核对是哪一个",)),
        ("来源", ("全部来源于县级补助。", "全部来源于市级补助。"), "县级补助", ()),
    ],
)
def test_two_sentences_that_differ_make_a_doubt(
    key: str, said: tuple[str, ...], text: str, doubts: tuple[str, ...]
) -> None:
    found = fact(key, lines(*said))
    assert found and (found.text, found.doubts) == (text, doubts)


def test_a_body_is_named_in_full_where_the_register_or_the_paper_itself_says_which_it_is() -> None:
    book = base_book()
    unit = next(one for one in book.units if one.names[1:])
    for given, whole, doubts in (
        (unit.name, unit.name, ()),
        (unit.names[1], unit.name, (f"原文作“{unit.names[1]}”，据单位名录填写",)),
        ("镇政府", "银杏镇人民政府", ("原文作“镇政府”，据文中的简称填写",)),
        ("某公司", "某公司", ()),
    ):
        found = full_name(Entry(given, HERE), lines("受银杏镇人民政府（以下简称“镇政府”）委托"), book)
        assert (found.text, found.doubts) == (whole, doubts)


def score_table(*rows: str, loose: bool = False) -> ReportTable:
    """A table of some rows, cells apart by a bar; the first is the head."""
    cells = [tuple(Entry(cell.strip(), HERE) if cell.strip() else None for cell in row.split("|")) for row in rows]
    table = table_of("", "", cells, HERE)
    table.loose = loose
    return table


def test_an_indicator_keeps_its_code_weight_points_and_every_other_column() -> None:
    table = score_table(
        "一级指标|二级指标|分值|得分|目标值|评分依据",
        "A 决策（20分）||||||",
        "|A1 立项|20|18|规范|依据充分",
    )
    assert texts(tree(branches(table), {})) == [
        {
            "编号": "A", "名称": "决策（20分）", "权重": "20",
            "下级": [
                {
                    "编号": "A1", "名称": "立项", "权重": "20", "目标值": "规范",
                    "评分": {"方法": "评定", "得分": "18"}, "其他栏目": [{"名称": "评分依据", "内容": "依据充分"}],
                }
            ],
        }
    ]  # fmt: skip


def test_an_upper_indicator_said_again_on_the_next_page_is_the_same_one() -> None:
    table = score_table("一级指标|二级指标|分值|得分", "A 产出|A1 数量|30|28", "A 产出|A2 质量|20|20")
    (top,) = branches(table)
    assert [one.name.text for one in top.below] == ["数量", "质量"]


def test_where_only_words_were_left_an_indicator_without_a_code_is_placed_by_what_stands_before_it() -> None:
    table = score_table("一级指标|二级指标|分值|得分", "A 产出||||", "数量||30|28", "质量||20|20", loose=True)
    (top,) = branches(table)
    assert [(one.name.text, one.name.doubts) for one in top.below] == [
        ("数量", ("没有编号，属于哪个上级据上下文推断",)),
        ("质量", ("没有编号，属于哪个上级据上下文推断",)),
    ]


def test_the_table_of_the_first_level_adds_points_and_without_sums_nothing_is_said_of_the_whole() -> None:
    table = score_table("一级指标|权重|得分|得分率", "A 产出|50|45|90%", "|50|40|80%")
    (top,) = with_levels(branches(score_table("一级指标|二级指标|分值|得分", "A 产出|A1 数量|50|45")), table)
    assert texts(tree([top], {})) == [
        {
            "编号": "A", "名称": "产出", "权重": "50",
            "下级": [{"编号": "A1", "名称": "数量", "权重": "50", "评分": {"方法": "评定", "得分": "45"}}],
            "公布": {"得分": "45", "得分率": "90%"},
        }
    ]  # fmt: skip
    assert full_score(table) == (None, None, None)
