"""What Word, Excel and text files wrap around the words people see: it is read through, and never in the way."""

from pathlib import Path

import pytest

from generator.intake.files import open_paper
from generator.intake.files._word_numbers import in_digits
from generator.intake.files.text import paper_of_text
from generator.intake.paper import Grid, Paper, Refused
from tests.support.sent_files import paragraph, raw_document, raw_workbook, relations, sent


def shown(paper: Paper | Refused) -> list[object]:
    """The words of a paper in order, a table as its rows."""
    assert isinstance(paper, Paper), paper
    return [
        [[cell.text for cell in block.row(number)] for number in range(block.height)]
        if isinstance(block, Grid)
        else block.text
        for block in paper.blocks
    ]


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def control(inside: str, tag: str = "") -> str:
    return f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'


A, B = paragraph("甲"), paragraph("乙")
RUN = "<w:r><w:t>{}</w:t></w:r>"
EITHER = "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
NEITHER = "<mc:AlternateContent/>"
WRAPPED: dict[str, tuple[str, list[object]]] = {
    "两种画法只读一种": (EITHER.format(A, B), ["甲"]),
    "只有后备的画法": (f"<mc:AlternateContent><mc:Fallback>{B}</mc:Fallback></mc:AlternateContent>", ["乙"]),
    "一种画法也没有": (NEITHER + A, ["甲"]),
    "自定义标记": (f"<w:customXml>{A}<w:smartTag>{B}</w:smartTag></w:customXml>", ["甲", "乙"]),
    "空的控件": (f"<w:sdt><w:sdtPr/></w:sdt>{A}", ["甲"]),
    "空表": (f"{A}{table(cell('<w:p/>'))}{table(cell(B))}", ["甲", [["乙"]]]),
    "格里有控件": (table(cell(control(A)) + cell(B)), [[["甲", "乙"]]]),
    "格里有两种画法": (table(cell(EITHER.format(A, B) + NEITHER) + cell(B)), [[["甲", "乙"]]]),
    "格里有自定义标记": (table(cell(f"<w:customXml>{A}</w:customXml>") + cell(B)), [[["甲", "乙"]]]),
    "横向续接的格": (
        table(cell(A, '<w:hMerge w:val="restart"/>') + cell("<w:p/>", '<w:hMerge w:val="continue"/>') + cell(B)),
        [[["甲", "乙"]]],
    ),
    "段里有两种画法": (f"<w:p>{EITHER.format(RUN.format('甲'), RUN.format('乙'))}{NEITHER}</w:p>", ["甲"]),
    "链接和自定义标记": (
        f"<w:p><w:hyperlink>{RUN.format('甲')}</w:hyperlink><w:smartTag>{RUN.format('乙')}</w:smartTag></w:p>",
        ["甲乙"],
    ),
    "公式": ("<w:p><m:oMath xmlns:m='m'><m:r><m:t>98</m:t></m:r></m:oMath></w:p>", ["98"]),
    "字里一种画法也没有": (f"<w:p><w:r><w:t>甲</w:t>{NEITHER}</w:r></w:p>", ["甲"]),
    "旧的下拉框不是打勾的框": (
        "<w:p><w:r><w:fldChar><w:ffData><w:ddList/></w:ffData></w:fldChar><w:t>甲</w:t></w:r></w:p>",
        ["甲"],
    ),
}


@pytest.mark.parametrize(("body", "words"), WRAPPED.values(), ids=WRAPPED)
def test_what_word_wraps_around_words_is_read_through(body: str, words: list[object], tmp_path: Path) -> None:
    assert shown(open_paper(sent(tmp_path, "a.docx", raw_document(body)))) == words


def test_cells_within_a_control_have_its_tag_and_a_merged_cell_is_as_wide_as_all_it_covers(tmp_path: Path) -> None:
    tagged = control(table(cell(A) + cell(control(B, "金额"))), "资金")
    merged = table(cell(A, '<w:hMerge w:val="restart"/>') + cell("<w:p/>", '<w:hMerge w:val="continue"/>'))
    paper = open_paper(sent(tmp_path, "a.docx", raw_document(tagged + merged)))
    assert isinstance(paper, Paper)
    first, second = paper.grids
    assert [(entry.text, entry.tag) for entry in first.cells] == [("甲", "资金"), ("乙", "金额")]
    assert [(entry.text, entry.columns) for entry in second.cells] == [("甲", 2)]


def level(text: str) -> str:
    return f'<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/><w:suff w:val="nothing"/></w:lvl>'


def test_a_list_begun_anew_counts_from_its_own_beginning(tmp_path: Path) -> None:
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{level("%1、")}</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="条目"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="4"><w:abstractNumId w:val="0"/>'
        f'<w:lvlOverride w:ilvl="0">{level("（%1）")}</w:lvlOverride></w:num>'
    )
    styles = '<w:style w:styleId="条目"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    lines = [("甲", 1), ("乙", 2), ("丙", 3), ("丁", 9), ("戊", 4)]
    body = "".join(
        paragraph(text, f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>') for text, number in lines
    )
    paper = open_paper(sent(tmp_path, "a.docx", raw_document(body, numbering=numbering, styles=styles)))
    assert shown(paper) == ["1、甲", "5、乙", "6、丙", "丁", "（7）戊"]


def test_a_number_too_large_for_chinese_digits_is_written_in_arabic_ones() -> None:
    assert in_digits(12345, "chineseCounting") == "12345"


VALUES = {
    '<c t="b"><v>1</v></c>': ("TRUE", "文字"),
    '<c t="b"><v>0</v></c>': ("FALSE", "文字"),
    '<c t="d"><v>2018-06-15T00:00:00</v></c>': ("2018-06-15", "日期"),
    '<c t="e"><v>#DIV/0!</v></c>': ("#DIV/0!", "文字"),
    "<c><v>不是数</v></c>": ("不是数", "文字"),
}


@pytest.mark.parametrize("raw", VALUES)
def test_a_cell_of_any_kind_shows_what_excel_shows(raw: str, tmp_path: Path) -> None:
    paper = open_paper(sent(tmp_path, "a.xlsx", raw_workbook(f"<row>{raw}</row>")))
    assert isinstance(paper, Paper)
    (entry,) = paper.grids[0].cells
    assert (entry.text, entry.kind) == VALUES[raw]


@pytest.mark.parametrize(("sheets", "why"), [(0, "没有工作表"), (300, "300 张工作表，多得不寻常")])
def test_a_workbook_without_sheets_or_with_hundreds_is_refused(sheets: int, why: str, tmp_path: Path) -> None:
    tags = "".join(f'<sheet name="表{n}" sheetId="{n}" id="rId1"/>' for n in range(1, sheets + 1))
    parts = {
        "xl/workbook.xml": f"<workbook><sheets>{tags}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml")),
    }
    result = open_paper(sent(tmp_path, "a.xlsx", raw_workbook(more=parts)))
    assert isinstance(result, Refused) and why in result.reason


ALIGNED = """\
项目资金情况

名称        金额      执行率
门户网站    1,200     98%
档案展览              95%
"""
WRAPPED_BY_WIDTH = """\
门户网站建成于二〇一五年，供全市居民查询办事指南、下载表格并在
网上提出申请；本项目支付网站全年的运行与维护费用，由市信息中心
实施，分四个季度验收。
网站全年没有中断，按季提交了巡检报告，改版一次，访问人次比上年
增长一成，居民满意度为百分之九十二点五，高于年初设定的目标值，
年底完成了安全测评。
"""


def test_a_table_drawn_with_blanks_is_a_table_and_a_blank_place_in_it_stays_blank() -> None:
    paper = paper_of_text("表.txt", ALIGNED)
    (grid,) = paper.grids
    assert shown(paper)[0] == "项目资金情况"
    assert [(entry.text, entry.row, entry.column, str(entry.spot)) for entry in grid.cells if entry.row == 2] == [
        ("档案展览", 2, 0, "第 5 行第 1 格"),
        ("95%", 2, 2, "第 5 行第 3 格"),
    ]
    assert [entry.text for entry in grid.row(1)] == ["门户网站", "1,200", "98%"]


def test_a_table_drawn_with_blanks_ends_where_one_drawn_with_tabs_begins() -> None:
    drawn, tabbed = paper_of_text("表.txt", "甲    乙\n丙    丁\n一  二\t三\n四\t五\n").grids
    assert [entry.text for entry in drawn.cells] == ["甲", "乙", "丙", "丁"]
    assert [entry.text for entry in tabbed.cells] == ["一  二", "三", "四", "五"]


def test_lines_broken_at_one_width_are_joined_to_paragraphs() -> None:
    first, second = shown(paper_of_text("文.txt", WRAPPED_BY_WIDTH))
    assert str(first).startswith("门户网站建成") and str(first).endswith("分四个季度验收。")
    assert str(second).startswith("网站全年没有中断") and str(second).endswith("安全测评。")
