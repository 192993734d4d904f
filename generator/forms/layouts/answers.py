"""整改情况表: one row a problem or open item: the advice on it, what the unit answers, by when, with what proof."""

from collections.abc import Iterator

from generator.forms.cells import at, value_cell
from generator.forms.layout import Form, FormCell, FormTable, Path
from generator.forms.layouts import Content
from generator.forms.layouts._open_items import COLUMNS as ITEM_COLUMNS
from generator.forms.layouts._open_items import NOTES as ITEM_NOTES
from generator.forms.layouts._open_items import has_ledger, item_cells, open_items
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
NOTES = (
    "“整改状态”填已完成、推进中、计划中之一；还没有答复的，整改各栏空着。",
    "“完成时间”写到月或日，如 2018-09；佐证材料有几件的，一件一行。",
)


def layout(content: Content) -> Form:
    """The form, landscape: of a project with 台账 its open items, of another every problem; an empty one has rows."""
    if has_ledger(content):
        found = list(open_items(content))
        columns, notes = ITEM_COLUMNS, ITEM_NOTES
        cells = [item_cells(content, one, row, 1) for row, one in enumerate(found, 1)]
    else:
        many = len(at(content, ("问题整改",)) or ()) or BLANK_ROWS
        columns, notes = tuple((name, width) for name, width, _ in COLUMNS), NOTES
        cells = [_cells(content, number) for number in range(many)]
    widths = (12, *(width for _, width in columns))
    name = FormTable(
        (24, sum(widths) - 24), (FormCell(0, 0, "项目名称："), value_cell(content, ("项目名称",), 0, 1)), ruled=False
    )
    rows = range(1, len(cells) + 1)
    numbers = (FormCell(row, 0, str(row)) for row in rows)
    head = (FormCell(0, column, text, role="head") for column, (text, _) in enumerate((("序号", 12), *columns)))
    table = FormTable(widths, (*head, *numbers, *(cell for row in cells for cell in row)), tuple(rows))
    return Form(
        NAME,
        TITLE,
        (name, heading(content, sum(widths)), table),
        landscape=True,
        notes=notes,
        signatures=("单位负责人（签字）：", "填报单位（盖章）：", "填报日期：　　年　　月　　日"),
    )


def _cells(content: Content, number: int) -> Iterator[FormCell]:
    """The cells of the row of a problem."""
    for column, (_, _, below) in enumerate(COLUMNS, 1):
        yield value_cell(content, ("问题整改", number, *below), number + 1, column)._replace(role="value")
