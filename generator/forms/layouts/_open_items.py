"""Open items of a 整改台账 on a form, a row each: what the unit answers, the new state, a due date to be put off."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.forms.cells import at, text_at, value_cell
from generator.forms.layout import FormCell, Path
from generator.forms.layouts import Content
from generator.model.ledger import SETTLED

PROBLEMS = "问题整改"
DONE = "已完成"


class OpenItem(NamedTuple):
    """The places of a problem and of an item of its 台账; a problem without 台账 would get its first."""

    problem: int
    item: int


COLUMNS: tuple[tuple[str, int], ...] = (
    ("编号", 13), ("存在问题", 28), ("整改建议", 25), ("整改类型", 13), ("责任单位", 15), ("原定期限", 14),
    ("整改措施", 18), ("整改措施及完成情况", 28), ("整改状态", 13), ("完成时间", 13), ("佐证材料", 16),
    ("已整改金额（万元）", 14), ("新的台账状态", 13), ("从哪一天起", 13), ("申请延期到", 13), ("延期理由", 14),
)  # fmt: skip
NOTES: tuple[str, ...] = (
    "这里只列还没有了结的事项；“整改状态”是单位自己的判断，填已完成、推进中、计划中之一。",
    "整改完的，“新的台账状态”填申请销号，并写“从哪一天起”，附上佐证；要延期的，写“申请延期到”和“延期理由”；没有变化的空着。",
    "日期写到日，如 2018-09-30；佐证材料有几件的，一件一行。",
)


def has_ledger(content: Content) -> bool:
    """Whether any problem has a 台账."""
    return any(problem.get("台账") for problem in at(content, (PROBLEMS,)) or ())


def open_items(content: Content) -> Iterator[OpenItem]:
    """The items that nobody has settled; of a problem without 台账 whatever the unit does not call done."""
    for place, problem in enumerate(at(content, (PROBLEMS,)) or ()):
        items = problem.get("台账") or ()
        if not items and text_at(problem, ("整改", "状态")) != DONE:
            yield OpenItem(place, 0)
        for number, item in enumerate(items):
            entries = at(item, ("状态记录",)) or ()
            if not entries or text_at(entries[-1], ("状态",)) not in SETTLED:
                yield OpenItem(place, number)


def item_cells(content: Content, one: OpenItem, row: int, column: int) -> Iterator[FormCell]:
    """The cells of the row of an item, from a column on."""
    said_above = one.item > 0  # of several items the first has the problem, which must not be said in two ways
    for place, path in enumerate(_paths(content, one), column):
        cell = value_cell(content, path, row, place)._replace(role="value")
        yield FormCell(row, place, cell.text, role="label") if said_above and path[-1] == "问题" else cell


def _paths(content: Content, one: OpenItem) -> tuple[Path, ...]:
    """Where the value of each column goes: the new state and the new due date behind those there are."""
    home: Path = (PROBLEMS, one.problem)
    item: Path = (*home, "台账", one.item)
    problem = at(content, home)
    items = problem.get("台账") or ()
    own = bool(at(content, (*item, "自报"))) or len(items) > 1 or not problem.get("整改")
    told: Path = (*item, "自报") if own else (*home, "整改")
    advice: Path = (*item, "建议") if len(items) > 1 or at(content, (*item, "建议")) else (*home, "建议")
    entry: Path = (*item, "状态记录", len(at(content, (*item, "状态记录")) or ()))
    extension: Path = (*item, "延期", len(at(content, (*item, "延期")) or ()))
    of_item = [(*item, key) for key in ("类型", "责任单位", "原定期限", "整改措施")]
    answer = [(*told, key) for key in ("情况", "状态", "时间", "佐证")]
    return (
        (*item, "编号"), (*home, "问题"), advice, *of_item, *answer, (*item, "已整改金额"),
        (*entry, "状态"), (*entry, "日期"), (*extension, "新期限"), (*extension, "理由"),
    )  # fmt: skip
