"""整改情况表: one row a problem, with the advice given on it and what the unit answers, by when and with what proof."""

from collections.abc import Iterator
from dataclasses import replace

from generator.forms.cells import at, value_cell
from generator.forms.layout import Form, FormCell, FormTable, Path
from generator.forms.layouts import Content
from generator.forms.layouts.info_sheet import heading

NAME = "整改情况表"
TITLE = "绩效评价问题整改情况表"
BLANK_ROWS = 5  # of a form that is still empty
COLUMNS: tuple[tuple[str, int, Path], ...] = (
    ("存在问题", 52, ("问题",)),
    ("整改建议", 46, ("建议",)),
    ("整改措施及完成情况", 58, ("整改", "情况")),
    ("整改状态", 24, ("整改", "状态")),
    ("完成时间", 24, ("整改", "时间")),
    ("佐证材料", 30, ("整改", "佐证")),
)
WIDTHS = (12, *(width for _, width, _ in COLUMNS))


def layout(content: Content) -> Form:
    """The form, landscape; an empty one has blank rows to fill."""
    problems = at(content, ("问题整改",)) or ()
    rows = len(problems) or BLANK_ROWS
    name = FormTable(
        (24, sum(WIDTHS) - 24), (FormCell(0, 0, "项目名称："), value_cell(content, ("项目名称",), 0, 1)), ruled=False
    )
    table = FormTable(WIDTHS, (*_head(), *_rows(content, rows)), tuple(range(1, rows + 1)))
    return Form(
        NAME,
        TITLE,
        (name, heading(content, sum(WIDTHS)), table),
        landscape=True,
        notes=(
            "“整改状态”填已完成、推进中、计划中之一；还没有答复的，整改各栏空着。",
            "“完成时间”写到月或日，如 2018-09；佐证材料有几件的，一件一行。",
        ),
        signatures=("单位负责人（签字）：", "填报单位（盖章）：", "填报日期：　　年　　月　　日"),
    )


def _head() -> Iterator[FormCell]:
    for column, head in enumerate(("序号", *(name for name, _, _ in COLUMNS))):
        yield FormCell(0, column, head, role="head")


def _rows(content: Content, rows: int) -> Iterator[FormCell]:
    for number in range(rows):
        yield FormCell(number + 1, 0, str(number + 1))
        for column, (_, _, below) in enumerate(COLUMNS, 1):
            cell = value_cell(content, ("问题整改", number, *below), number + 1, column)
            yield replace(cell, role="value")
