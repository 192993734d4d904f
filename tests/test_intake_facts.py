"""What the running text of a report says of dates, money, score and bodies; what it says twice is held together."""

import pytest

from generator.intake.drafted import Entry
from generator.intake.paper import Spot
from generator.intake.reports import parts
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
    ("answer", "state"),
    [
        ("已在2018年实施方案中进行方案完善。", "推进中"),
        ("已进行整改，全部完成。", "已完成"),
        ("已建立回访制度。", "已完成"),
        ("月检制度印发并执行，整改完成。", "已完成"),
        ("已制定培训计划，正在组织培训。", "推进中"),
        ("拟于明年修订办法。", "计划中"),
        ("加强管理。", "未说明进度"),
    ],
)
def test_an_answer_counts_as_done_only_where_its_words_say_so(answer: str, state: str) -> None:
    assert parts.state(answer) == state


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
    entry = fact(key, lines(*said))
    assert entry and (entry.text, entry.doubts) == (text, doubts)


def test_a_body_is_named_in_full_where_the_register_or_the_paper_itself_says_which_it_is() -> None:
    book = base_book()
    unit = next(candidate for candidate in book.units if candidate.names[1:])
    for given, whole, doubts in (
        (unit.name, unit.name, ()),
        (unit.names[1], unit.name, (f"原文作“{unit.names[1]}”，据单位名录填写",)),
        ("镇政府", "银杏镇人民政府", ("原文作“镇政府”，据文中的简称填写",)),
        ("某公司", "某公司", ()),
    ):
        entry = full_name(Entry(given, HERE), lines("受银杏镇人民政府（以下简称“镇政府”）委托"), book)
        assert (entry.text, entry.doubts) == (whole, doubts)


def table(*rows: str, caption: str = "", loose: bool = False) -> ReportTable:
    """A table of some rows, cells apart by a bar; the first is the head."""
    cells = [tuple(Entry(cell.strip(), HERE) if cell.strip() else None for cell in row.split("|")) for row in rows]
    made = table_of(caption, "", cells, HERE)
    made.loose = loose
    return made


def test_an_indicator_keeps_its_code_weight_points_and_every_other_column() -> None:
    report_table = table(
        "一级指标|二级指标|分值|得分|目标值|评分依据", "A 决策（20分）||||||", "|A1 立项|20|18|规范|依据充分"
    )
    assert texts(tree(branches(report_table), {})) == [
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
    report_table = table("一级指标|二级指标|分值|得分", "A 产出|A1 数量|30|28", "A 产出|A2 质量|20|20")
    (top,) = branches(report_table)
    assert [indicator.name.text for indicator in top.below] == ["数量", "质量"]


def test_where_only_words_were_left_an_indicator_without_a_code_is_placed_by_what_stands_before_it() -> None:
    report_table = table("一级指标|二级指标|分值|得分", "A 产出||||", "数量||30|28", "质量||20|20", loose=True)
    (top,) = branches(report_table)
    assert [(indicator.name.text, indicator.name.doubts) for indicator in top.below] == [
        ("数量", ("没有编号，属于哪个上级据上下文推断",)),
        ("质量", ("没有编号，属于哪个上级据上下文推断",)),
    ]


def test_the_table_of_the_first_level_adds_points_and_without_sums_nothing_is_said_of_the_whole() -> None:
    report_table = table("一级指标|权重|得分|得分率", "A 产出|50|45|90%", "|50|40|80%")
    (top,) = with_levels(branches(table("一级指标|二级指标|分值|得分", "A 产出|A1 数量|50|45")), report_table)
    assert texts(tree([top], {})) == [
        {
            "编号": "A", "名称": "产出", "权重": "50",
            "下级": [{"编号": "A1", "名称": "数量", "权重": "50", "评分": {"方法": "评定", "得分": "45"}}],
            "公布": {"得分": "45", "得分率": "90%"},
        }
    ]  # fmt: skip
    assert full_score(report_table) == (None, None, None)


def test_parts_of_a_project_are_put_together_by_their_numbers_and_another_name_is_a_doubt() -> None:
    money = table("序号|子项目名称|预算金额", "1|网络运维|12万元", "|||", "2|机房改造|8万元", caption="资金表")
    work = table("序号|子项目名称|实际完成内容", "1|网络维护|全年无中断", caption="实施表")
    first, second = parts.parts([money, work])
    assert texts(first) == {"名称": "网络运维", "金额": "12万元", "实际完成内容": "全年无中断"}
    assert isinstance(first, dict) and first["名称"].doubts == ("“实施表”作“网络维护”，据序号当作同一项",)
    assert texts(second) == {"名称": "机房改造", "金额": "8万元"}


def test_of_papers_and_talks_only_what_has_a_name_or_says_something_is_listed() -> None:
    papers = table("案卷名称|获取来源|考察内容", "预算批复|财政局|预算 依据", "合同||", "|档案室|验收")
    assert texts(parts.dossiers(papers)) == [
        {"名称": ["预算批复"], "获取来源": ["财政局"], "考察内容": ["预算依据"]},
        {"名称": ["合同"]},
    ]
    talks = table("访谈时间|访谈对象|访谈内容", "2018-03-01|经办人员|资金拨付", "2018-03-02|负责人员|")
    assert texts(parts.interviews(talks)) == [{"时间": "2018-03-01", "对象": "经办人员", "内容": "资金拨付"}]


def test_a_line_of_the_organisation_that_names_no_role_is_left() -> None:
    roles, left = parts.roles(lines("各单位分工明确，没有重叠。"))
    assert (roles, [text for text, _ in left]) == ([], ["各单位分工明确，没有重叠。"])


def test_a_table_nobody_has_a_place_for_is_kept_with_its_row_of_sums() -> None:
    assert texts(parts.printed_table(table("类别|数量", "书|12", "合计|12", caption="藏书"))) == {
        "表名": "藏书", "表头": ["类别", "数量"], "行": [["书", "12"]], "合计": ["合计", "12"],
    }  # fmt: skip
