"""A workbook of ours holds all that a data file says, and gives it back, whatever is done to its rows and columns."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from openpyxl import load_workbook

from generator.forms.address import GUIDE, OTHERS
from generator.forms.layout import FormError
from generator.forms.layouts import FormLayout, layouts
from generator.forms.workbook import write
from generator.intake.drafted import Recognised
from generator.intake.files import open_paper
from generator.intake.kinds.own_workbook import recognise
from generator.intake.paper import Paper, Refused
from generator.load import NO_SITE
from generator.model.book import Book
from generator.model.project import Project
from generator.views.declared import declared
from tests.support.data_files import any_project, file_of, project_of, projects
from tests.support.drawing import drawing

NOBODY = Book(NO_SITE, (), {})
LAYOUTS = [layouts()[name] for name in ("自评表", "指标评分表")]
each_layout = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.NAME)


def read(path: Path) -> Recognised:
    paper = open_paper(path)
    assert isinstance(paper, Paper), paper
    found = recognise(paper, NOBODY)
    assert isinstance(found, tuple), found
    (one,) = found
    return one


def returned(project: Project, layout: FormLayout, folder: Path) -> tuple[Project, Recognised]:
    """A project written as a workbook and read from it again."""
    found = read(file_of(folder, write(layout, declared(project), project.id)))
    return project_of(found.values, project.folder, project.slug), found


@each_layout
def test_every_data_file_comes_back_from_its_workbook(layout: FormLayout, tmp_path: Path) -> None:
    many = list(projects())
    assert len(many) > 50
    for project in many:
        again, found = returned(project, layout, tmp_path)
        assert again == project, project.id
        assert (found.kind, found.project, found.year) == (layout.NAME, project.id, project.folder)
        assert found.complete and not found.unused, found.unused


@pytest.mark.slow
@each_layout
@given(project=any_project())
@drawing(20)
def test_whatever_a_data_file_can_say_comes_back_from_its_workbook(
    layout: FormLayout, project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    again, found = returned(project, layout, tmp_path_factory.getbasetemp())
    assert again == project
    assert not found.unused


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


def names(found: Recognised) -> list[str]:
    """The indicators below the first, by name and points."""
    tree: Any = found.values
    return [f"{one['名称'].text} {one['评分']['得分'].text if '得分' in one['评分'] else '—'}"
            for one in tree["指标体系"][0]["下级"]]  # fmt: skip


def put(sheet: Any, row: int, *cells: str) -> None:
    for column, text in zip((NAME, WEIGHT, POINTS), cells, strict=True):
        sheet.cell(row, column).value = text


def test_an_unchanged_workbook_gives_what_was_in_it(tmp_path: Path) -> None:
    found = changed(lambda book, sheet: None, tmp_path)
    assert (names(found), found.unused) == (["数量 28", "质量 —"], ())


def test_a_row_put_in_is_one_more_indicator_behind_the_row_above(tmp_path: Path) -> None:
    def put_in(book: Any, sheet: Any) -> None:
        sheet.insert_rows(SECOND)
        put(sheet, SECOND, "时效", "5", "4.5")

    found = changed(put_in, tmp_path)
    assert names(found) == ["数量 28", "时效 4.5", "质量 —"]
    assert not found.unused


def test_a_row_copied_with_its_hidden_cell_is_one_more_indicator(tmp_path: Path) -> None:
    def copy(book: Any, sheet: Any) -> None:
        sheet.insert_rows(SECOND)
        for cell in sheet[FIRST]:
            sheet.cell(SECOND, cell.column).value = cell.value
        put(sheet, SECOND, "时效", "5", "4.5")

    assert names(changed(copy, tmp_path)) == ["数量 28", "时效 4.5", "质量 —"]


def test_a_row_taken_away_is_an_indicator_less_and_what_else_was_kept_of_it_is_told(tmp_path: Path) -> None:
    found = changed(lambda book, sheet: sheet.delete_rows(SECOND), tmp_path)
    assert names(found) == ["数量 28"]
    assert {one.text for one in found.unused} == {"50", "46"}
    assert {one.why for one in found.unused} == {"这一项所在的行已经删去，没有读"}


def test_sorted_rows_are_read_in_the_order_they_were_sent_out_in_and_that_is_told(tmp_path: Path) -> None:
    def sort(book: Any, sheet: Any) -> None:
        for column in range(1, sheet.max_column + 1):
            one, other = sheet.cell(FIRST, column), sheet.cell(SECOND, column)
            one.value, other.value = other.value, one.value

    found = changed(sort, tmp_path)
    assert names(found) == ["数量 28", "质量 —"]
    assert [one.why for one in found.unused] == ["行的次序与发下去的表不同，仍按原来的次序读"]


def test_a_column_put_in_moves_nothing_and_what_is_written_there_is_told(tmp_path: Path) -> None:
    def put_in(book: Any, sheet: Any) -> None:
        sheet.insert_cols(WEIGHT)
        sheet.cell(FIRST, WEIGHT).value = "另记"

    found = changed(put_in, tmp_path)
    assert names(found) == ["数量 28", "质量 —"]
    assert [(one.text, one.why) for one in found.unused] == [("另记", "写在新加的列里，没有读")]


def test_a_figure_with_more_digits_than_its_cell_shows_is_read_as_it_was_typed(tmp_path: Path) -> None:
    def type_in(book: Any, sheet: Any) -> None:
        sheet.cell(FIRST, POINTS).value = 27.875

    assert names(changed(type_in, tmp_path)) == ["数量 27.875", "质量 —"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda book, sheet: book.remove(book[GUIDE]), "“填写说明”一页不见了"),
        (lambda book, sheet: book.remove(sheet) or book.remove(book["评分"]), "“表格”一页不见了"),
        (lambda book, sheet: book[GUIDE].__setitem__("B2", "9.9"), "第 9.9 版，不是现在用的"),
        (lambda book, sheet: book[GUIDE].__setitem__("B1", "别的表"), "这是“别的表”第"),
    ],
)
def test_a_workbook_whose_cover_cannot_be_read_is_refused_in_a_sentence(
    change: Callable[[Any, Any], None], told: str, tmp_path: Path
) -> None:
    book = load_workbook(io.BytesIO(write(FORM, LEAVES, "2020/jia")))
    change(book, book[FORM.NAME])
    book.save(tmp_path / "表.xlsx")
    paper = open_paper(tmp_path / "表.xlsx")
    assert isinstance(paper, Paper)
    found = recognise(paper, NOBODY)
    assert isinstance(found, Refused) and told in found.reason


def test_a_sheet_that_is_missing_is_told(tmp_path: Path) -> None:
    found = changed(lambda book, sheet: book.remove(book[OTHERS]), tmp_path)
    assert [one.why for one in found.unused] == ["“其他内容”一页不见了，里面的内容没有读到"]


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
