"""Word documents of forms: all that a data file says goes in and comes back, and Word takes them as its own."""

import io
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from generator.forms.document import cover_of, write
from generator.forms.layouts import FormLayout, layouts
from generator.forms.published import published
from generator.intake.drafted import Recognised, as_node
from generator.intake.files import open_paper
from generator.intake.kinds.own_document import recognise
from generator.intake.paper import Paper, Refused
from generator.views.declared import declared
from tests.support.building import ROOT, docs
from tests.support.data_files import project_of
from tests.support.intake_cases import texts
from tests.support.sent_files import sent
from tests.support.word import W, controls, edited, lines, part

ORDER = {  # what Word wants in this order; it takes a document with another one for damaged
    "pPr": "pStyle keepNext keepLines pageBreakBefore spacing jc rPr",
    "rPr": "rStyle rFonts b kern sz szCs lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "sdtPr": "tag id showingPlcHdr text comboBox",
    "sectPr": "footerReference pgSz pgMar",
    "style": "name basedOn uiPriority semiHidden qFormat pPr rPr tblPr",
}
PROBLEM: dict[str, Any] = {
    "问题": "验收没有留痕。", "建议": "补齐验收单。", "整改": {"情况": "已补齐。", "状态": "已完成", "时间": "2018-09"},
}  # fmt: skip
SMALL: dict[str, Any] = {
    "年度": "2017", "项目名称": "门户网站运维", "项目单位": "某市信息中心",
    "来源": [{"文件": "某报告", "类别": "报告"}],
    "预算": {"金额": "12.50万元"}, "公布": {"评价分值": "87.5", "评价结论": "良"},
    "主要绩效": [{"内容": "全年没有中断。"}, {"内容": "改版一次。"}], "问题整改": [PROBLEM, {"问题": "培训太少。"}],
}  # fmt: skip
TREE = [{"名称": "产出", "下级": [{"名称": "数量", "权重": "12"}, {"名称": "质量", "权重": "8"}]}]
each_layout = pytest.mark.parametrize("layout", layouts().values(), ids=lambda layout: layout.NAME)


def written(layout: FormLayout, content: Mapping[str, Any], project: str = "2017/a") -> bytes:
    return write(layout.layout(content), cover_of(layout, project))


def read(folder: Path, data: bytes) -> Recognised:
    paper = open_paper(sent(folder, "表.docx", data))
    assert isinstance(paper, Paper), paper
    projects = recognise(paper)
    assert isinstance(projects, tuple), projects
    (project,) = projects
    return project


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=30))
def test_no_text_becomes_markup(text: str) -> None:
    layout = layouts()["信息表"]
    data = written(layout, {"项目名称": f"甲{text}乙", "备注": text})
    shown = dict(controls(data))["项目名称"]
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text).replace("\r", "\n")
    assert shown.replace("\r", "\n") == f"甲{kept}乙"
    assert part(data).count("<w:sdt>") == part(written(layout, {"项目名称": "甲"})).count("<w:sdt>")


def test_markup_in_a_text_is_words(tmp_path: Path) -> None:
    odd = "</w:t></w:r><w:br/>&amp; ]]> <!-- “a” \"b\" 'c'"
    data = written(layouts()["整改情况表"], {"项目名称": odd, "问题整改": [{"问题": odd, "建议": odd}]})
    assert texts(read(tmp_path, data).values) == {"项目名称": odd, "问题整改": [{"问题": odd, "建议": odd}]}


@each_layout
@pytest.mark.parametrize("content", [{}, SMALL], ids=["empty", "filled"])
def test_word_takes_it(layout: FormLayout, content: Mapping[str, Any]) -> None:
    data = written(layout, content)
    assert docx.Document(io.BytesIO(data)).tables
    for name in ("word/document.xml", "word/styles.xml"):
        for element in ElementTree.fromstring(part(data, name)).iter():
            order = ORDER.get(element.tag.removeprefix(W), "").split()
            places = [order.index(below.tag.removeprefix(W)) for below in element] if order else []
            assert places == sorted(places), ElementTree.tostring(element)
    ids = re.findall(r'<w:id w:val="(\d+)"/>', part(data))
    assert len(ids) == len(set(ids)) and ids
    assert all(0 < len(tag) <= 64 for tag, _ in controls(data))
    body = ElementTree.fromstring(part(data))
    for row in body.iter(f"{W}tr"):
        spans = (cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc"))
        table = next(candidate for candidate in body.iter(f"{W}tbl") if row in list(candidate))
        wide = sum(1 if span is None else int(span.attrib[f"{W}val"]) for span in spans)
        assert wide == len(list(table.iter(f"{W}gridCol")))


@pytest.mark.parametrize(
    "name, size", [("自评表", "Small"), ("指标评分表", "Small"), ("信息表", ""), ("整改情况表", "")]
)
def test_letters_are_smaller_where_a_table_has_many_columns(name: str, size: str) -> None:
    styles = set(re.findall(r'w:pStyle w:val="(\w*)(?:Cell|Figure|Label)"', part(written(layouts()[name], SMALL))))
    assert styles == {size}


@each_layout
def test_the_same_content_gives_the_same_bytes(layout: FormLayout) -> None:
    assert written(layout, SMALL) == written(layout, SMALL)


@pytest.mark.parametrize("name", ["信息表", "整改情况表"])
@pytest.mark.parametrize("content", [{}, SMALL], ids=["empty", "filled"])
def test_the_words_are_as_they_were(name: str, content: Mapping[str, Any], snapshot: SnapshotAssertion) -> None:
    assert "\n".join(lines(written(layouts()[name], content))) == snapshot


@pytest.mark.parametrize("name", ["信息表", "整改情况表", "自评表"])
def test_an_empty_form_says_nothing(name: str, tmp_path: Path) -> None:
    paper = open_paper(sent(tmp_path, "空表.docx", written(layouts()[name], {}, project="")))
    assert isinstance(paper, Paper)
    projects = recognise(paper)
    assert not projects or (isinstance(projects, tuple) and texts(projects[0].values) == {} and not projects[0].unused)


# ---- what people do with it ----

CHANGED = ("全年没有中断。", "全年中断一次。")
ADDED = "<w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


def test_what_was_changed_is_read(tmp_path: Path) -> None:
    data = edited(written(layouts()["信息表"], SMALL), CHANGED, ("87.5", "77"), ("12.50万元", "13"))
    project = read(tmp_path, data)
    assert texts(project.values)["主要绩效"] == [{"内容": "全年中断一次。"}, {"内容": "改版一次。"}]
    assert texts(project.values)["公布"]["评价分值"] == "77"
    amount: Any = project.values["预算"]
    assert (amount["金额"].text, amount["金额"].doubts) == ("13万元", ("没有写单位，按万元读",))
    assert not project.unused


@pytest.mark.parametrize(
    ("words", "doubts"), [("3、接待来访。", ()), ("接待来访。", ("这一段没有编号，或与别的重号，按第 3 项读",))]
)
def test_a_paragraph_that_was_added_is_an_item(words: str, doubts: tuple[str, ...], tmp_path: Path) -> None:
    data = written(layouts()["信息表"], SMALL)
    last = re.search("改版一次。.*?</w:tc>", part(data))
    assert last
    added = edited(data, (last[0], last[0].removesuffix("</w:tc>") + ADDED.format(words)))
    items: Any = read(tmp_path, added).values["主要绩效"]
    assert [item["内容"].text for item in items] == ["全年没有中断。", "改版一次。", "接待来访。"]
    assert items[2]["内容"].doubts == doubts


@pytest.mark.parametrize("controls_kept", [True, False], ids=["copied", "plain"])
def test_a_row_that_was_put_in_is_a_problem(controls_kept: bool, tmp_path: Path) -> None:
    data = written(layouts()["整改情况表"], SMALL)
    row = next(candidate for candidate in re.findall("<w:tr>.*?</w:tr>", part(data)) if "验收没有留痕" in candidate)
    new = row.replace("验收没有留痕。", "台账不全。").replace("补齐验收单。", "建立台账。")
    if not controls_kept:
        new = re.sub("<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>", "", new)
    project = read(tmp_path, edited(data, (row, row + new)))
    problems = texts(project.values)["问题整改"]
    assert [problem["问题"] for problem in problems] == ["验收没有留痕。", "台账不全。", "培训太少。"]
    assert problems[1]["建议"] == "建立台账。" and not project.unused


def test_an_item_that_was_taken_away_is_gone_and_the_others_keep_what_is_theirs(tmp_path: Path) -> None:
    data = written(layouts()["信息表"], SMALL)
    first = re.search(r"<w:p>(?:(?!<w:p>).)*验收没有留痕。.*?</w:p>", part(data))
    assert first
    problems = texts(read(tmp_path, edited(data, (first[0], ""))).values)["问题整改"]
    assert problems == [{"建议": "补齐验收单。", "整改": {"情况": "已补齐。"}}, {"问题": "培训太少。"}]


def test_what_stands_where_nothing_is_asked_for_is_told(tmp_path: Path) -> None:
    data = edited(written(layouts()["信息表"], SMALL), (">主要绩效<", ">主要绩效（含子项目）<"))
    (left,) = read(tmp_path, data).unused
    assert (left.text, str(left.spot)) == ("主要绩效（含子项目）", "表 2 第 5 行第 1 列")


def test_another_version_is_sent_back_and_a_document_without_controls_is_read_like_any_other(tmp_path: Path) -> None:
    layout = layouts()["信息表"]
    old = write(layout.layout(SMALL), {**cover_of(layout, "2017/a"), "版本": "0"})
    paper = open_paper(sent(tmp_path, "旧.docx", old))
    assert isinstance(paper, Paper)
    refused = recognise(paper)
    assert isinstance(refused, Refused) and "make form" in refused.reason
    bare = re.sub("<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>", "", part(old))
    paper = open_paper(sent(tmp_path, "无控件.docx", edited(old, (part(old), bare))))
    assert isinstance(paper, Paper) and recognise(paper) is None


# ---- on the site ----


@pytest.mark.parametrize("setting", ["", "Word下载: 否\n"], ids=["on", "off"])
def test_a_project_offers_its_forms_where_the_site_does(setting: str, tmp_path: Path) -> None:
    content = shutil.copytree(ROOT / "tests/examples/self-evaluation/content", tmp_path / "content")
    with (content / "site.yml").open("a", encoding="utf-8") as site:
        site.write(setting)
    made = docs(content)
    forms = {path: data for path, data in made.items() if path.endswith(".docx")}
    assert bool(forms) is not bool(setting)
    pages = {path: data.decode() for path, data in made.items() if re.fullmatch(r"\d{4}/(?!index).*\.md", path)}
    linked = {href for page in pages.values() for href in re.findall(r'href="\.\./([^"]+\.docx)"', page)}
    assert linked == set(forms)
    for path, data in forms.items():
        assert lines(data)[-2].startswith("据公开文件摘编：") and "签字" not in "".join(lines(data)), path


def test_what_a_paper_leaves_blank_is_blank_in_its_form_and_nothing_of_ours_stands_there(tmp_path: Path) -> None:
    for name, blank in (("信息表", "公布.评价分值"), ("自评表", "指标体系.1.下级.1.评分.得分")):
        content = {**SMALL, "公布": {"评价结论": "良"}, "自评表": {"表名": "自评表"}, "指标体系": TREE}
        project = project_of(as_node(content), "2017")  # type: ignore[arg-type]
        form = published(layouts()[name].layout(texts(as_node(declared(project)))), project)
        data = write(form, cover_of(layouts()[name], project.id))
        assert dict(controls(data)).get(blank, "") == ""
        assert "20" not in lines(data), "the sum of the weights is ours"
        assert not read(tmp_path, data).unused
