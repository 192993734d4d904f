"""A workbook of ours holds all that a data file says, and gives it back, whatever is done to its rows and columns."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from generator.forms.address import GUIDE
from generator.forms.layout import FormError
from generator.forms.layouts import FormLayout, layouts
from generator.forms.workbook import write
from generator.intake.drafted import Recognised, entries
from generator.intake.files import open_paper
from generator.intake.kinds.own_workbook import recognise
from generator.intake.paper import Paper, Refused
from generator.load import NO_SITE
from generator.model.book import Book
from generator.views.declared import declared
from tests.support.data_files import projects
from tests.support.intake_cases import texts

NOBODY = Book(NO_SITE, (), {})
LAYOUTS = [layout for layout in layouts().values() if not layout.NEEDS_OWN_SCORE]
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.NAME)


def read(path: Path) -> Recognised:
    paper = open_paper(path)
    assert isinstance(paper, Paper), paper
    result = recognise(paper, NOBODY)
    assert isinstance(result, tuple), result
    (project,) = result
    return project


@each_layout
def test_the_same_content_gives_the_same_bytes(layout: FormLayout) -> None:
    content = declared(next(projects()))
    assert write(layout, content, "2017/a") == write(layout, content, "2017/a")


# ---- what people do to a workbook ----

FORM = layouts()["指标评分表"]
LEAVES = {
    "项目名称": "甲项目",
    "项目单位": "甲局",
    "指标体系": [
        {"名称": "产出", "权重": "60", "下级": [
            {"名称": "数量", "权重": "30", "评分": {"方法": "评定", "得分": "28"}},
            {"名称": "质量", "权重": "30", "编号": "A2", "评分": {"方法": "比例", "目标": "50", "实际": "46"}},
        ]},
        {"名称": "效益", "权重": "40", "评分": {"方法": "评定", "得分": "40"}},
    ],
}  # fmt: skip
FIRST, SECOND = 8, 9  # the rows of 数量 and 质量
NAME, WEIGHT, POINTS = 3, 4, 8


def changed(change: Callable[[Any, Any], None], folder: Path, content: Any = LEAVES) -> Recognised:
    """What is read of a workbook after something was done to its form; formulas have no values, as WPS leaves them."""
    book = load_workbook(io.BytesIO(write(FORM, content, "2020/jia")))
    change(book, book[FORM.NAME])
    book.save(folder / "表.xlsx")
    return read(folder / "表.xlsx")


def names(project: Recognised) -> list[str]:
    """The indicators below the first, by name and points."""
    tree: Any = project.values
    return [f"{indicator['名称'].text} {indicator['评分']['得分'].text if '得分' in indicator['评分'] else '—'}"
            for indicator in tree["指标体系"][0]["下级"]]  # fmt: skip


def put(sheet: Any, row: int, *cells: object) -> None:
    for column, text in zip((NAME, WEIGHT, POINTS), cells, strict=True):
        sheet.cell(row, column).value = text


def put_in(_: Any, sheet: Any) -> None:
    sheet.insert_rows(SECOND)
    put(sheet, SECOND, "时效", "5", "4.5")


def copied(_: Any, sheet: Any) -> None:
    sheet.insert_rows(SECOND)
    for cell in sheet[FIRST]:
        sheet.cell(SECOND, cell.column).value = cell.value
    put(sheet, SECOND, "时效", "5", "4.5")


def sorted_rows(_: Any, sheet: Any) -> None:
    for column in range(1, sheet.max_column + 1):
        cell, other = sheet.cell(FIRST, column), sheet.cell(SECOND, column)
        cell.value, other.value = other.value, cell.value


def column_put_in(_: Any, sheet: Any) -> None:
    sheet.insert_cols(WEIGHT)
    sheet.cell(FIRST, WEIGHT).value = "另记"


@pytest.mark.parametrize(
    ("change", "indicators", "reasons"),
    [
        (lambda _, sheet: None, ["数量 28", "质量 —"], []),
        (put_in, ["数量 28", "时效 4.5", "质量 —"], []),
        (copied, ["数量 28", "时效 4.5", "质量 —"], []),
        (lambda _, sheet: put(sheet, FIRST, "数量", "30", 27.875), ["数量 27.875", "质量 —"], []),
        (sorted_rows, ["数量 28", "质量 —"], ["行的次序与发下去的表不同，仍按原来的次序读"]),
        (column_put_in, ["数量 28", "质量 —"], ["写在新加的列里，没有读"]),
    ],
    ids=["nothing", "a row put in", "a row copied whole", "more digits than shown", "sorted", "a column"],
)
def test_whatever_is_done_to_rows_and_columns_the_indicators_are_read_and_what_is_not_is_told(
    change: Callable[[Any, Any], None], indicators: list[str], reasons: list[str], tmp_path: Path
) -> None:
    project = changed(change, tmp_path)
    assert (names(project), [leftover.why for leftover in project.unused]) == (indicators, reasons)


def test_a_row_taken_away_is_an_indicator_less(tmp_path: Path) -> None:
    project = changed(lambda book, sheet: sheet.delete_rows(SECOND), tmp_path)
    tree: Any = texts(project.values)
    assert [indicator and indicator["名称"] for indicator in tree["指标体系"][0]["下级"]] == ["数量", None]
    assert not project.unused


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda book, sheet: book.remove(book[GUIDE]), "“填写说明”一页不见了"),
        (lambda book, sheet: book.remove(sheet) or book.remove(book["评分"]), "“表格”一页不见了"),
        (lambda book, sheet: book[GUIDE].__setitem__("B2", "9.9"), "第 9.9 版，不是现在用的"),
        (lambda book, sheet: book[GUIDE].__setitem__("B1", "别的表"), "这是“别的表”第"),
    ],
)
def test_a_workbook_whose_cover_cannot_be_read_is_refused_in_a_sentence(
    change: Callable[[Any, Any], None], reason: str, tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO(write(FORM, LEAVES, "2020/jia")))
    change(book, book[FORM.NAME])
    book.save(tmp_path / "表.xlsx")
    paper = open_paper(tmp_path / "表.xlsx")
    assert isinstance(paper, Paper)
    result = recognise(paper, NOBODY)
    assert isinstance(result, Refused) and reason in result.reason


def test_only_the_cover_and_the_formulas_are_protected_and_rows_may_be_put_in_and_sorted() -> None:
    book = load_workbook(io.BytesIO(write(FORM, LEAVES, "2020/jia")))
    sheet = book[FORM.NAME]
    assert sheet.protection.sheet and not sheet.protection.insertRows and not sheet.protection.sort
    assert not sheet.protection.autoFilter and not sheet.protection.formatColumns
    assert not sheet.cell(FIRST, POINTS).protection.locked
    assert sheet.cell(SECOND, POINTS).protection.locked and f"{sheet.cell(SECOND, POINTS).value}".startswith("=")
    assert book[GUIDE]["B3"].protection.locked


def test_a_text_too_long_for_a_cell_is_named_as_people_count() -> None:
    content = {"项目名称": "甲", "指标体系": [{"名称": "乙"}, {"名称": "长" * 40_000}]}
    with pytest.raises(FormError, match=r"^“指标体系\.2\.名称”有 40000 个字"):
        write(layouts()["自评表"], content, "")


# ---- lists in one cell ----

NOTHING: Mapping[str, str | None] = {}
SHEET = layouts()["信息表"]
SAID = {
    "项目名称": "甲项目",
    "项目单位": "甲局",
    "主要绩效": [{"内容": "建成两座。"}, {"内容": "1、通水一年。"}],
    "问题整改": [{"问题": "验收晚。", "整改": {"情况": "已验收。"}}, {"问题": "台账乱。", "建议": "补台账。"}],
}
ACHIEVED, PROBLEMS, ADVICE, ANSWERS = "D10", "D11", "D12", "D13"


def sheet_with(folder: Path, content: Any, cells: Mapping[str, str | None] = NOTHING) -> Recognised:
    """What is read of an information sheet after cells of it were typed anew."""
    book = load_workbook(io.BytesIO(write(SHEET, content, "2020/jia")))
    for place, text in cells.items():
        book[SHEET.NAME][place].value = text
    book.save(folder / "表.xlsx")
    return read(folder / "表.xlsx")


def doubts(project: Recognised) -> list[str]:
    return [doubt for _, entry in entries(project.values) for doubt in entry.doubts]


def test_items_stand_one_below_the_other_with_the_number_of_what_they_are_about(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(write(SHEET, SAID, "2020/jia")))
    cells = [book[SHEET.NAME][place].value for place in (ACHIEVED, PROBLEMS, ADVICE, ANSWERS)]
    assert cells == [
        "1、建成两座。\n2、1、通水一年。", "1、验收晚。\n2、台账乱。", "1、\n2、补台账。", "1、已验收。\n2、",
    ]  # fmt: skip


def test_a_blank_sheet_holds_what_a_new_unit_types_into_it(tmp_path: Path) -> None:
    typed = {
        "C4": "乙局",
        "D6": "乙项目",
        ACHIEVED: "建成一座。",
        PROBLEMS: "1、验收晚。\n2、台账乱。",
        ADVICE: "2、补台账。",
        ANSWERS: "1、已验收。\n2、在补。",
    }
    project = sheet_with(tmp_path, {}, typed)
    assert texts(project.values) == {
        "项目单位": "乙局",
        "项目名称": "乙项目",
        "主要绩效": [{"内容": "建成一座。"}],
        "问题整改": [
            {"问题": "验收晚。", "整改": {"情况": "已验收。"}},
            {"问题": "台账乱。", "建议": "补台账。", "整改": {"情况": "在补。"}},
        ],
    }
    assert (doubts(project), project.unused) == ([], ())


@pytest.mark.parametrize(
    ("cells", "below", "expected"),
    [
        ({PROBLEMS: "1、验收晚了半年。\n2、台账乱。"}, "问题", ["验收晚了半年。", "台账乱。"]),
        ({ADVICE: "1、按期验收。\n2、补台账。"}, "建议", ["按期验收。", "补台账。"]),
        ({ADVICE: None}, "建议", [None, None]),
        ({ADVICE: "1、\n2、"}, "建议", [None, None]),
        ({PROBLEMS: "1、验收晚。\n2、台账乱。\n3、无记录。"}, "问题", ["验收晚。", "台账乱。", "无记录。"]),
        ({PROBLEMS: "2、台账乱。"}, "问题", [None, "台账乱。"]),
    ],
    ids=["改", "添建议", "清空", "只剩编号", "添一条", "删一条"],
)
def test_what_is_changed_in_a_list_is_read_and_the_rest_stays(
    cells: dict[str, str | None], below: str, expected: list[str | None], tmp_path: Path
) -> None:
    tree: Any = texts(sheet_with(tmp_path, SAID, cells).values)
    assert [problem.get(below) for problem in tree["问题整改"]] == expected
    assert tree["问题整改"][0]["整改"] == {"情况": "已验收。"}
    assert tree["主要绩效"] == SAID["主要绩效"]


def test_items_of_which_nobody_can_tell_what_they_are_about_are_doubted(tmp_path: Path) -> None:
    project = sheet_with(tmp_path, SAID, {ADVICE: "按期验收。\n补台账。"})
    assert doubts(project) == [f"这一段没有编号，或与别的重号，按第 {number} 项读" for number in (1, 2)]
