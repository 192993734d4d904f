"""Reports and information sheets that somebody sent: what is read, what is doubted, that nothing gets lost."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.core.diagnostic import UNFILLED, UNVERIFIED
from generator.intake.drafted import Recognised, draft_lines, entries
from generator.intake.files import open_paper
from generator.intake.kinds import recognise
from generator.intake.kinds._info_sheet_pieces import KEYS
from generator.intake.paper import Grid, Paper, Paragraph
from generator.intake.reports.facts import chinese_date
from generator.intake.reports.outline import heading_key
from generator.intake.reports.table import loose_head
from generator.load import ProjectFile, read_project, read_site
from generator.model.book import Book
from tests.support.building import ROOT
from tests.support.intake_cases import IntakeCase, answer, intake_cases, texts, written_by_word
from tests.support.table_cases import unmarked

CASES = intake_cases()
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.path.stem)


@pytest.fixture(scope="module")
def book() -> Book:
    return read_site(ROOT / "content").book


def recognised(paper: Paper, book: Book) -> tuple[Recognised, ...]:
    projects = recognise(paper, book)
    assert isinstance(projects, tuple), projects
    return projects


@every_case
def test_a_paper_becomes_the_draft_below_it(case: IntakeCase, book: Book, updating: bool) -> None:
    draft = answer(recognised(case.paper, book))
    if updating:
        case.rewrite(draft)
    else:
        assert draft == case.expected


@every_case
def test_a_draft_loads_with_nothing_wrong_but_what_is_still_to_be_filled_in(case: IntakeCase, book: Book) -> None:
    for project in recognised(case.paper, book):
        text = "".join(f"{line.text}\n" for line in draft_lines(project.values))
        read = read_project(ProjectFile("draft.yml", project.year or "2020", "draft"), text.encode())
        assert [diagnostic for diagnostic in unmarked(read) if diagnostic.check not in (UNFILLED, UNVERIFIED)] == []


WORDS = re.compile(r"[\u4e00-\u9fff]{4,}|\d[\d.]*\d")
OF_THE_FORM = re.compile(
    r"表\s*\d.*|图\s*\d.*|单位[:：].*|.*如下[:：]|项目绩效得分情况表|合计|目\s*录|.*信息表|.*得分为.*|.*评价等级为.*|调研对象|有效回收.*|样本回收率"
)
PERSONAL = re.compile(r"评价责任人|撰稿人|联系|王某某|000-")
LABELS = re.compile("|".join(sorted([*KEYS, "案卷研究", "调研访谈", "问卷调查", "负责"], key=len, reverse=True)))


@every_case
def test_nothing_that_a_paper_says_vanishes(case: IntakeCase, book: Book) -> None:
    projects = recognised(case.paper, book)
    values = [entry.text for project in projects for _, entry in entries(project.values)]
    output = bare("\n".join(values + [item.text for project in projects for item in project.unused])).replace(",", "")
    output += "".join(bare(cell.text) for grid in case.paper.grids for cell in grid.cells if cell.row == 0)
    for text in said_by(case.paper):
        if heading_key(text) or loose_head(text) or OF_THE_FORM.fullmatch(text.strip()) or PERSONAL.match(text):
            continue
        for word in WORDS.findall(LABELS.sub(" ", text)):
            assert word in output or chinese_date(bare(text)) in values, text


def said_by(paper: Paper) -> list[str]:
    """Every paragraph and every cell; those of the table of contents are no part of what it says."""
    passages: list[str] = []
    contents = False
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            contents = bare(block.text) == "目录"
            passages.append(block.text)
        elif not contents:
            passages.extend(cell.text for cell in block.cells)
    return passages


def bare(text: str) -> str:
    return "".join(text.split())


IN_WORD = ("信息表-表格", "报告-制表符", "报告-子项目和整改", "报告-十号文提纲", "报告-十号文提纲-指标树")


@pytest.mark.parametrize("case", [case for case in CASES if case.path.stem in IN_WORD], ids=lambda case: case.path.stem)
def test_the_same_paper_as_a_document_of_word_gives_the_same_draft(
    case: IntakeCase, book: Book, tmp_path: Path
) -> None:
    paper = open_paper(written_by_word(case.paper, tmp_path / "来件.docx"))
    assert isinstance(paper, Paper)
    in_word, as_text = recognised(paper, book), recognised(case.paper, book)
    assert [texts(project.values) for project in in_word] == [texts(project.values) for project in as_text]
    assert [project.left_out for project in in_word] == [project.left_out for project in as_text]


def test_cells_that_word_merged_say_for_which_rows_they_stand_so_that_nothing_is_doubted(
    book: Book, tmp_path: Path
) -> None:
    case = next(case for case in CASES if case.path.stem == "报告-制表符")
    whole = IntakeCase(case.path, case.name, case.text.replace(*SPLIT), "", "")
    paper = open_paper(written_by_word(whole.paper, tmp_path / "来件.docx", merge="一级目标"))
    assert isinstance(paper, Paper)
    (project,) = recognised(paper, book)
    rows = {path: entry for path, entry in entries(project.values) if path[:2] == ("绩效目标", "分解")}
    assert [entry.doubts for entry in rows.values() if entry.doubts] == []
    third = [entry.text for path, entry in rows.items() if path[2] == 2]
    assert third == ["产出目标", "质量目标", "故障当天修复率", "100%"]


SPLIT = (
    "时效目标\t检修按时完成率\t100%\t\n\n一级目标\t二级目标\t三级目标\t目标值\n",
    "\t时效目标\t检修按时完成率\t100%\n",
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_file_is_read_in_any_encoding_that_chinese_programs_write(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "结果.txt"
    path.write_bytes("项目名称\t2022年河道保洁\r\n评价结论\t良\r\n".encode(codec))
    paper = open_paper(path)
    assert isinstance(paper, Paper)
    assert [cell.text for cell in paper.grids[0].cells] == ["项目名称", "2022年河道保洁", "评价结论", "良"]
    assert str(paper.grids[0].cells[3].spot) == "第 2 行第 2 格"


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "空"),
        (b" \n\t\n", "空"),
        (b"\xff\x00\xfe", "编码"),
        (b"abc\x00\x01", "编码"),
        (b" " * 8_000_001, "超过 8 MB"),
    ],
    ids=["nothing", "blanks", "no encoding", "bytes", "too large"],
)
def test_a_text_file_that_holds_no_text_is_not_taken_and_says_why(raw: bytes, why: str, tmp_path: Path) -> None:
    path = tmp_path / "结果.txt"
    path.write_bytes(raw)
    refused = open_paper(path)
    assert not isinstance(refused, Paper)
    assert why in refused.reason


def wide(grid: Grid) -> Grid:
    """The grid with each column as wide as two."""
    cells = (replace(cell, column=2 * cell.column, columns=2 * cell.columns) for cell in grid.cells)
    return replace(grid, cells=tuple(cells), loose=())


def tall(grid: Grid) -> Grid:
    """The grid with each row as high as two."""
    cells = (replace(cell, row=2 * cell.row, rows=2 * cell.rows) for cell in grid.cells)
    return replace(grid, cells=tuple(cells), loose=())


@every_case
@pytest.mark.parametrize("draw", [wide, tall])
def test_tables_whose_cells_are_all_merged_over_two_places_say_the_same(
    case: IntakeCase, draw: Callable[[Grid], Grid], book: Book
) -> None:
    def read(draw: Callable[[Grid], Grid]) -> str:
        blocks = tuple(draw(block) if isinstance(block, Grid) else block for block in case.paper.blocks)
        return answer(recognised(replace(case.paper, blocks=blocks), book))

    assert read(draw) == read(lambda grid: replace(grid, loose=()))
