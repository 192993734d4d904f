"""Forms in tables of any layout: what a person would write comes out, what is unsure is said, nothing vanishes."""

import itertools
import re
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from generator.intake.drafted import Recognised, entries
from generator.intake.files import open_paper
from generator.intake.files.text import paper_of_text
from generator.intake.kinds import recognise
from generator.intake.money import is_readable, unit_in
from generator.intake.paper import Cell, Grid, Paper, Refused, Spot
from generator.intake.tables.values import amount
from tests.support.table_cases import (
    ABOVE,
    BREAK,
    LEFT,
    TableCase,
    as_docx,
    as_xls,
    as_xlsx,
    base_book,
    doubts,
    drafted,
    left,
    marks_of,
    spots_of,
    table_cases,
)  # fmt: skip

CASES = table_cases()
OLD_WORKBOOKS = [case for case in CASES if "xls" in case.formats][::6]
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def read(paper: Paper | Refused) -> tuple[Recognised, ...] | Refused:
    return paper if isinstance(paper, Refused) else recognise(paper, base_book())


@cache
def found_in(case: TableCase) -> tuple[Recognised, ...] | Refused:
    """What is read of a case as it is drawn."""
    return read(case.paper())


def projects(results: tuple[Recognised, ...] | Refused) -> tuple[Recognised, ...]:
    return () if isinstance(results, Refused) else results


def compare(case: TableCase, results: tuple[Recognised, ...] | Refused) -> None:
    """Hold what was read of a file against the case."""
    if case.refused or isinstance(results, Refused):
        assert isinstance(results, Refused)
        assert results.reason == case.refused
        return
    assert len(results) == len(case.expected)
    for result, expected in zip(results, case.expected, strict=True):
        marks = marks_of(expected, result)
        assert not marks.silent, "\n".join(["应是 / 读成", *marks.silent])
        assert doubts(result) == expected.doubts
        assert left(result) == expected.left
        assert result.left_out == expected.left_out


@each_case
def test_a_form_gives_what_a_person_would_write_and_a_workbook_or_document_of_it_the_same(
    case: TableCase, tmp_path: Path, updating: bool
) -> None:
    results = found_in(case)
    if updating:
        case.rewrite(results)
        return
    compare(case, results)
    in_workbook = CASES.index(case) % 2 or "docx" not in case.formats
    file = as_xlsx(case, tmp_path / "a.xlsx") if in_workbook else as_docx(case, tmp_path / "a.docx")
    compare(case, read(open_paper(file)))


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="没有安装 LibreOffice，不能另存为 .xls")
def test_the_same_comes_out_of_old_workbooks(tmp_path: Path) -> None:
    converted = as_xls((as_xlsx(case, tmp_path / f"{case.name}.xlsx") for case in OLD_WORKBOOKS), tmp_path)
    for case in OLD_WORKBOOKS:
        compare(case, read(open_paper(converted[case.name])))


def test_nearly_all_fields_are_right() -> None:
    pairs = (pair for case in CASES for pair in zip(case.expected, projects(found_in(case)), strict=True))
    marks = [marks_of(expected, project) for expected, project in pairs]
    right, flags = sum(len(mark.right) for mark in marks), sum(len(mark.flagged) for mark in marks)
    assert right * 100 >= (right + flags) * 98, f"{right} 项对，{flags} 项不对而说了"


# labels.txt: what forms print around their values, word for word; a cell that says something else must come out as a
# value or be left among what was not understood. Numbers of annexes, years, units and persons are shaped, not listed.
LABELS_FILE = CASES[0].path.with_name("labels.txt")
NAMED = ("名称", "类别", "方式", "状态", "栏目")  # what is called as a label is, and words of the data file itself
LABELS = frozenset(LABELS_FILE.read_text("utf-8").split())
SHAPED = re.compile(
    r"附件\d?：?|（\d{4}年度）|金额单位：.*|填报单位.*|[何许陈张李王赵孙钱]..?(0571-\d+|1\d{10})?|0\d{2,3}-\d+|1\d{10}|总计|1|2|万元|其中：?|20\d\d"
    r"|(?:填[表报]人|审核人|评分人|(?:单位|项目|财务)负责人|联系电话|填报日期|校长)(?:（签[章字]）)?：.*|.*长（签字）："
)


def is_serial(grid: Grid, cell: Cell) -> bool:
    """Whether a cell is the number of a row, in a column headed 序号."""
    heads = [head for head in grid.cells if head.text == "序号" and head.column == cell.column]
    return bool(heads) and cell.text.isdecimal()


@each_case
def test_what_a_cell_says_is_a_label_a_value_or_left(case: TableCase) -> None:
    results = projects(found_in(case))
    if not results:
        return
    given = set[Spot]().union(*(spots_of(result) for result in results))
    visible = [grid for grid in case.paper().grids if not grid.hidden]
    silent = {"".join(cell.text.split()) for grid in visible for cell in grid.cells
              if cell.spot not in given and not is_serial(grid, cell)}  # fmt: skip
    repeated = {
        "".join(entry.text.split()) for result in results for _, entry in entries(result.values)
    }  # 产出指标 on each of its rows
    joined = {text for text in silent for whole in repeated if len(text) > 4 and text in whole}  # 措施 and 情况 as one
    assert {text for text in silent - LABELS - repeated - joined if not SHAPED.fullmatch(text)} == set()


EVERY = 3  # of a long row of like trials, each third is made; another case begins with another one


@pytest.mark.slow
@each_case
def test_no_label_becomes_a_value_unsaid_though_a_row_be_missing(case: TableCase) -> None:
    paper = case.paper()
    for number, block in enumerate(paper.blocks):
        for row in range(CASES.index(case) % EVERY, block.height if isinstance(block, Grid) else 0, EVERY):
            assert isinstance(block, Grid)
            kept = tuple(cell for cell in block.cells if cell.row != row)
            blocks = [*paper.blocks[:number], replace(block, cells=kept), *paper.blocks[number + 1 :]]
            results = read(replace(paper, blocks=tuple(blocks)))
            for result in projects(results):
                wrong = {(path, entry.text) for path, entry in entries(result.values)
                         if path[-1] not in NAMED and entry.text in LABELS and not entry.doubts}  # fmt: skip
                assert wrong == set(), f"没有第 {row + 1} 行时"


MARK = "甲乙丙丁"


@pytest.mark.slow
@each_case
def test_a_word_in_any_blank_place_is_not_lost(case: TableCase) -> None:
    paper = case.paper()
    for number, block in enumerate(paper.blocks):
        if not isinstance(block, Grid) or block.hidden or case.refused:
            continue
        places = [place for place in itertools.product(range(block.height), range(block.width))
                  if not block.at(*place) and not case.drawn[number].hides(*place)]  # fmt: skip
        for row, column in places[CASES.index(case) % EVERY :: EVERY]:
            cell = Cell(MARK, Spot(block.name, f"{row}-{column}"), row, column)
            blocks = [*paper.blocks[:number], replace(block, cells=(*block.cells, cell)), *paper.blocks[number + 1 :]]
            results = read(replace(paper, blocks=tuple(blocks)))
            assert not isinstance(results, Refused)
            texts = [text for result in results for text in (drafted(result), *left(result))]
            counted = sum(result.left_out for result in results) > sum(result.left_out for result in case.expected)
            assert counted or any(MARK in text for text in texts), (row, column)


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("金额单位：千元", "千元"), ("项目资金（百万元）", "百万元"), ("预算数（万美元）", "万美元"),
        ("单位：十万元", "十万元"), ("资金总额(港币)", "港币"),
        ("单位：千", "千"), ("（单位：人民币万元）", "万元"), ("单位：万", "万元"),
        ("单元门改造资金（元）", "元"), ("多元化投入资金", ""), ("单位（盖章）：某局", ""),
    ],
)  # fmt: skip
def test_the_unit_of_a_head_is_the_whole_word(head: str, unit: str) -> None:
    assert unit_in(head) == unit


@pytest.mark.parametrize(
    ("printed", "head", "text"),
    [
        ("200", "千元", "200千元"), ("200千元", "万元", "200千元"), ("约20", "万元", "约20万元"),
        ("20余万元", "", "20余万元"),
        ("20万美元", "万元", "20万美元"), ("1.5百万元", "", "1.5百万元"), ("约20", "", "约20"),
    ],
)  # fmt: skip
def test_an_amount_that_is_none_of_a_data_file_stays_the_text_that_is_printed(
    printed: str, head: str, text: str
) -> None:
    entry = amount(Cell(printed, Spot("表", "C4")), head)
    assert entry and entry.text == text and not is_readable(entry.text)


def test_words_in_a_column_of_amounts_are_no_amount() -> None:
    assert [amount(Cell(text, Spot("表", "C4")), "万元") for text in ("见附件3", "35人", "已拨付")] == [None] * 3


def test_codes_that_go_on_and_on_are_no_levels() -> None:
    head = ("编号", "指标名称", "分值", "得分")
    rows = [head, *((f"A{'1' * number}", f"指标{number}", "5", "5") for number in range(300))]
    cells = [Cell(text, Spot("表", f"{row}.{column}"), row, column)
             for row, texts in enumerate(rows) for column, text in enumerate(texts)]  # fmt: skip
    results = read(Paper("评分表.xlsx", (Grid("表", tuple(cells)),)))
    assert not isinstance(results, Refused)
    assert len(drafted(results[0]).split("名称: 指标")) == 301


# ---- the same tables as text: what was merged is lost ----


def as_text(case: TableCase, blanks: bool) -> str:
    """The tables of a case as text with tabs, as programs copy them (`blanks` kept) or as text is taken out of PDF."""
    rows: list[str] = []
    for drawn in case.drawn:
        for number, row in enumerate(drawn.rows):
            shown = [
                text
                for column, text in enumerate(row)
                if not drawn.hides(number, column) and (blanks or text not in (LEFT, ABOVE, ""))
            ]
            cells = [text.replace(ABOVE, "").replace(LEFT, "") for text in shown]
            cells = [f'"{text.replace(BREAK, chr(10))}"' if BREAK in text else text for text in cells]  # as Excel does
            rows.append("\t".join(cells).rstrip("\t"))
        rows.append("")
    return "\n".join(rows)


@pytest.mark.parametrize("blanks", [True, False], ids=["blanks kept", "blanks dropped"])
def test_rows_of_text_stand_where_they_fit_or_are_marked(blanks: bool) -> None:
    right, flags, silent = 0, 0, list[str]()
    for case in CASES[int(blanks) :: 2]:
        results = read(paper_of_text(f"{case.name}.txt", as_text(case, blanks)))
        if case.refused or isinstance(results, Refused):
            assert case.refused and isinstance(results, Refused), case.name
            continue
        for result, expected in zip(results, case.expected, strict=True):
            marks = marks_of(expected, result)
            right, flags = right + len(marks.right), flags + len(marks.flagged)
            silent += [f"{case.name} {line}" for line in marks.silent]
    assert right / (right + flags) > 0.9
    assert not silent, "\n".join(["应是 / 读成", *silent])


LESS = ["01-national", "23-rectification", "62-funds-across",
        "77-hospital-funds-below", "81-sections-across", "85-three-opinions"]  # fmt: skip


@pytest.mark.parametrize("name", LESS)
def test_a_row_of_text_that_lacks_a_cell_leaves_no_value_misplaced_without_a_mark(name: str) -> None:
    case = next(case for case in CASES if case.name == name)
    rows = [line.split("\t") for line in as_text(case, blanks=True).split("\n")]
    lost = [(row, place) for row, cells in enumerate(rows) if len(cells) > 4
            for place, text in enumerate(cells) if text and "指标" not in text]  # fmt: skip
    for row, place in lost[::EVERY]:
        shorter = [*rows[:row], [*rows[row][:place], *rows[row][place + 1 :]], *rows[row + 1 :]]
        results = read(paper_of_text("a.txt", "\n".join("\t".join(cells) for cells in shorter)))
        for result in projects(results):
            silent = [line for line in marks_of(case.expected[0], result).silent if not line.endswith(" / ")]
            assert not silent, f"第 {row + 1} 行没有“{rows[row][place]}”：{silent}"
