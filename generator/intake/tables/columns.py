"""Columns (栏) of a table: what each is for by the words of its head, in any order, with heads of one row or two."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from generator.intake.paper import Cell
from generator.intake.tables.labels import bare, bare_words, field_of
from generator.intake.tables.lines import Line
from generator.model import forms
from generator.model.project import Indicator

LEVEL, GOAL, POINTS, RATE, OTHER = "level", "goal", "points", "rate", "other"
UNKNOWN = "unknown"  # a head that no word fits
KINDS = re.compile("指标|类型|类别|维度")  # heads of an upper level that are called otherwise
NAMES = (
    "指标名称",
    "指标",
    "绩效指标",
    "绩效指标名称",
    "具体指标",
    "评价指标",
    "指标内容名称",
    "考核内容",
    "考核指标",
    "评价内容",
)
INDICATOR_FIELDS = ("weight", "sign", "target", "unit", "actual", "reviewed", "reason", "code")
RATES = ("得分率",)
# Words in heads of places' own columns, looked at where no declared word fits: first come, first served.
LOOSE = (
    (re.compile("标准|细则|依据|方法|说明|解释|公式|材料|来源|证明|比例|完成率|备注|折算|要点|过程"), OTHER),
    (re.compile("原因|改进措施|偏差(?!率|值|度)"), "reason"),
    (re.compile("(复核|审核|财政|抽查|核定).*分"), "reviewed"),
    (re.compile("得分|评分|打分"), POINTS),
    (re.compile("完成值|完成情况|实际值|实现值|达成值|完成数|实际数"), "actual"),
    (re.compile("目标值|指标值|预期值|计划值|计划数|目标数"), "target"),
    (re.compile("分值|权重|满分"), "weight"),
    (re.compile("[一二三四五]级指标|级指标"), LEVEL),
)
HEAD_LENGTH = 24  # characters of the longest head


class TableColumn(NamedTuple):
    """A column: what it is for, the first and the last place it takes, its head; of weights the level they are of."""

    role: str
    first: int
    last: int
    head: str
    level: int = -1


def indicator_role(text: str) -> str:
    """What a column of indicators is for, by its head; "" where it is no head of such a table."""
    short, tight = bare(text), "".join(text.split())
    if not short or len(tight) > HEAD_LENGTH:
        return ""
    if short in bare_words(forms.LEVELS) or short in NAMES:
        return LEVEL
    if short in bare_words(forms.OTHER_COLUMNS):
        return OTHER
    if short in bare_words(forms.ANNUAL_GOALS):
        return GOAL
    if short in RATES:
        return RATE
    reviewed = re.search("复核|审核|财政", tight)
    if short in bare_words(forms.POINTS):
        return "reviewed" if reviewed else POINTS
    if name := field_of(Indicator, text, *INDICATOR_FIELDS):
        return name
    return next((role for pattern, role in LOOSE if pattern.search(short)), "")


def is_indicator_head(line: Line) -> bool:
    """Whether a line heads a table of indicators."""
    roles = [indicator_role(cell.text) for cell in line.own]
    known = {role for role in roles if role}
    told = {"target", "actual", "weight", POINTS} & known
    return LEVEL in known and bool(told) and sum(map(bool, roles)) >= 3 and 2 * len(known) >= len(roles) - 2


def indicator_columns(lines: Sequence[Line], at: int) -> tuple[tuple[TableColumn, ...], int]:
    """The columns of a table of indicators whose head begins at a line, and how many lines the head takes."""
    columns, height = columns_of(lines, at, indicator_role)
    goals = [column for column in columns if column.role == GOAL]
    first = min((column.first for column in columns if column.role == LEVEL), default=0)
    last = max((column.first for column in columns if column.role == LEVEL), default=0)
    levels = [column for column in goals if column.first < first]
    levels += [column for column in columns if not column.role and column.first < last and KINDS.search(column.head)]
    placed = [column._replace(role=LEVEL if column in levels else column.role or UNKNOWN) for column in columns]
    placed = [column._replace(role=OTHER) if column.role == GOAL else column for column in placed]
    levels = [column for column in placed if column.role == LEVEL]
    return tuple(_placed(column, placed, levels) for column in placed), height


def _placed(column: TableColumn, every: Sequence[TableColumn], levels: Sequence[TableColumn]) -> TableColumn:
    """A column of weights or points with the level it belongs to; the second of one kind is one of the place's own."""
    if column.role in ("weight", POINTS):
        left = sum(level.first < column.first for level in levels)
        if left and left < len(levels):
            return column._replace(level=left - 1)
    first = next(one for one in every if one.role == column.role)
    alone = column.role in (LEVEL, OTHER, UNKNOWN) or first is column or _level_of(first, levels)
    return column if alone else column._replace(role=OTHER)


def _level_of(column: TableColumn, levels: Sequence[TableColumn]) -> bool:
    """Whether a column stands between those of the levels."""
    return column.role in ("weight", POINTS) and any(level.first > column.first for level in levels)


def spans_table(line: Line, columns: Sequence[TableColumn]) -> bool:
    """Whether the first cell of a line goes over all names and a target or result: no name of an indicator does."""
    first = line.own[0] if line.own else None
    covered = [one.role for one in columns if first and first.column <= one.first < first.column + first.columns]
    every = sum(column.role == LEVEL for column in columns)
    return covered.count(LEVEL) == every and bool({"target", "actual"} & set(covered))


def columns_of(lines: Sequence[Line], at: int, role_of: Callable[[str], str]) -> tuple[tuple[TableColumn, ...], int]:
    """The columns that the head at a line gives, one or two lines high; a label that stretches far down is no head."""
    head = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) and lines[at + 1].grid is head.grid else None
    tops = {cell.spot: cell for cell in head.own}
    under = _second(head, below, role_of)
    height = 2 if under else 1
    found = []
    for cell in tops.values():
        if cell.rows > height and not role_of(cell.text):
            continue
        parts = [sub for sub in under if cell.column <= sub.column < cell.column + cell.columns]
        if parts and cell.columns > 1:
            found += [_column(sub, role_of, cell) for sub in parts]
        elif cell.rows <= height:
            found += _columns(cell, role_of)
    return tuple(sorted(found, key=lambda column: column.first)), height


def _columns(cell: Cell, role_of: Callable[[str], str]) -> list[TableColumn]:
    """A column; a head of several places (绩效指标) that is a level stands for one level each."""
    role, last = role_of(cell.text), cell.column + cell.columns - 1
    if role == LEVEL and cell.columns > 1 and bare(cell.text) in NAMES:
        return [TableColumn(role, place, place, cell.line) for place in range(cell.column, last + 1)]
    return [TableColumn(role, cell.column, last, cell.line)]


def _column(sub: Cell, role_of: Callable[[str], str], top: Cell) -> TableColumn:
    role = role_of(f"{sub.line}{top.line}") if bare(sub.text) in ("自评", "复核") else role_of(sub.text)
    role = role or role_of(f"{top.line}{sub.line}")
    return TableColumn(role, sub.column, sub.column + sub.columns - 1, sub.line)


def _second(head: Line, below: Line | None, role_of: Callable[[str], str]) -> tuple[Cell, ...]:
    """The cells of the second line of a head, where there is one: all of them labels below a wide cell."""
    if not below or not below.own:
        return ()
    wide = [cell for cell in head.own if cell.columns > 1 and cell.rows == 1]
    for cell in below.own:
        above = next((top for top in wide if top.column <= cell.column < top.column + top.columns), None)
        if above is None or not (role_of(cell.text) or role_of(f"{above.line}{cell.line}")):
            return ()
    return below.own if len(below.own) > 1 else ()


def cells_by_column(line: Line, columns: Sequence[TableColumn]) -> dict[TableColumn, Cell]:
    """The cell of a line that stands under each column: each cell under the one it overlaps most."""
    found: dict[TableColumn, Cell] = {}
    for cell in line.cells:
        last = cell.column + cell.columns - 1
        best, most = None, 0
        for column in columns:
            shared = min(last, column.last) - max(cell.column, column.first) + 1
            if shared > most:
                best, most = column, shared
        if best and best not in found:
            found[best] = cell
    return found
