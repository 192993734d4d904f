"""整改情况表: one row a problem or open item of a 台账: advice, the answer of the unit, due date, proof, new state."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.forms.cells import at, text_at, value_cell
from generator.forms.layout import Content, Form, FormCell, FormTable, Path
from generator.forms.layouts.info_sheet import heading
from generator.model.ledger import SETTLED

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
PROBLEMS = "问题整改"
DONE = "已完成"


def layout(content: Content) -> Form:
    """Return the form, landscape: the open items of a 台账, else every problem; blank rows if there is none."""
    if any(problem.get("台账") for problem in at(content, (PROBLEMS,)) or ()):
        items = list(open_items(content))
        columns, notes = ITEM_COLUMNS, ITEM_NOTES
        cells = [item_cells(content, item, row, 1) for row, item in enumerate(items, 1)]
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
    for column, (_, _, below) in enumerate(COLUMNS, 1):
        yield value_cell(content, ("问题整改", number, *below), number + 1, column)._replace(role="value")


class OpenItem(NamedTuple):
    """The places of a problem and of an item of its 台账; a problem without 台账 would get its first."""

    problem: int
    item: int


ITEM_COLUMNS: tuple[tuple[str, int], ...] = (
    ("编号", 13), ("存在问题", 28), ("整改建议", 25), ("整改类型", 13), ("责任单位", 15), ("原定期限", 14),
    ("整改措施", 18), ("整改措施及完成情况", 28), ("整改状态", 13), ("完成时间", 13), ("佐证材料", 16),
    ("已整改金额（万元）", 14), ("新的台账状态", 13), ("从哪一天起", 13), ("申请延期到", 13), ("延期理由", 14),
)  # fmt: skip
ITEM_NOTES: tuple[str, ...] = (
    "这里只列还没有了结的事项；“整改状态”是单位自己的判断，填已完成、推进中、计划中之一。",
    "整改完的，“新的台账状态”填申请销号，并写“从哪一天起”，附上佐证；要延期的，写“申请延期到”和“延期理由”；没有变化的空着。",
    "日期写到日，如 2018-09-30；佐证材料有几件的，一件一行。",
)


def open_items(content: Content) -> Iterator[OpenItem]:
    """Yield the items that nobody has settled; of a problem without 台账 whatever the unit does not call done."""
    for place, problem in enumerate(at(content, (PROBLEMS,)) or ()):
        items = problem.get("台账") or ()
        if not items and text_at(problem, ("整改", "状态")) != DONE:
            yield OpenItem(place, 0)
        for number, item in enumerate(items):
            entries = at(item, ("状态记录",)) or ()
            if not entries or text_at(entries[-1], ("状态",)) not in SETTLED:
                yield OpenItem(place, number)


def item_cells(content: Content, item: OpenItem, row: int, column: int) -> Iterator[FormCell]:
    """Yield the cells of the row of an item, from a column on."""
    said_above = item.item > 0  # of several items the first has the problem, which must not be said in two ways
    for place, path in enumerate(_paths(content, item), column):
        cell = value_cell(content, path, row, place)._replace(role="value")
        yield FormCell(row, place, cell.text, role="label") if said_above and path[-1] == "问题" else cell


def _paths(content: Content, open_item: OpenItem) -> tuple[Path, ...]:
    """Return the path of each column: the new state and new due date go behind the existing ones."""
    home: Path = (PROBLEMS, open_item.problem)
    item: Path = (*home, "台账", open_item.item)
    problem = at(content, home)
    items = problem.get("台账") or ()
    own = bool(at(content, (*item, "自报"))) or len(items) > 1 or not problem.get("整改")
    answer_path: Path = (*item, "自报") if own else (*home, "整改")
    advice: Path = (*item, "建议") if len(items) > 1 or at(content, (*item, "建议")) else (*home, "建议")
    entry: Path = (*item, "状态记录", len(at(content, (*item, "状态记录")) or ()))
    extension: Path = (*item, "延期", len(at(content, (*item, "延期")) or ()))
    of_item = [(*item, key) for key in ("类型", "责任单位", "原定期限", "整改措施")]
    answer = [(*answer_path, key) for key in ("情况", "状态", "时间", "佐证")]
    return (
        (*item, "编号"), (*home, "问题"), advice, *of_item, *answer, (*item, "已整改金额"),
        (*entry, "状态"), (*entry, "日期"), (*extension, "新期限"), (*extension, "理由"),
    )  # fmt: skip
