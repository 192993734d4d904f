"""Columns (栏) of a table: what each is for by the words of its head, in any order, with heads of one row or two.

A declared word is sure; a head that is put together from known parts is, where nothing else stands in it.
"""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.intake.paper import Cell
from generator.intake.tables.labels import Line, bare, bare_words, field_of
from generator.intake.tables.values import TEXTS
from generator.model import forms
from generator.model.project import Indicator

LEVEL, GOAL, POINTS, RATE, OTHER = "level", "goal", "points", "rate", "other"
UNKNOWN = "unknown"  # a head that no word fits
NAMES = (
    "指标名称",
    "指标",
    "绩效指标",
    "绩效指标名称",
    "具体指标",
    "评价指标",
    "指标内容",
    "指标内容名称",
    "考核内容",
    "考核指标",
    "评价内容",
)
INDICATOR_FIELDS = ("weight", "sign", "target", "unit", "actual", "reviewed", "reason", "code")
RATES = ("得分率",)
# Who gives points beside the unit itself.
REVIEWED = re.compile("复核|审核|审定|核定|抽查|复评|财政|主管部门|部门评|专家|第三方|评价组|评审")
SCORED = re.compile("分数?$|(?:复核|审核|审定|核定|抽查|复评)$")
# Words in heads of places' own columns, looked at where no declared word fits: first come, first served.
LOOSE = (
    (re.compile("(?:序号|编号|编码|代码)$"), "code"),
    (re.compile("原因|(?:扣|失)分(?:理由|说明|情况)|改进措施|偏差(?!率|值|度|$)"), "reason"),
    (
        re.compile("标准(?!分)|细则|依据|方法|说明|解释|公式|材料|来源|证明|比例|完成率|备注|折算|要点|过程|办法|系数"),
        OTHER,
    ),
    (re.compile("得分|评分|打分|自评$|平均分?$"), POINTS),
    (re.compile("分值|权重|满分|赋分"), "weight"),
    (re.compile("^(?:关系|比较|运算|逻辑)符号?$|^符号$|^指标方向$"), "sign"),
    (re.compile("^(?:应|计划|批复|预期|预计|拟).*(?:值|数|情况)$"), "target"),
    (re.compile("(?:完成|实际|实现|达成|达到|执行).*(?:值|数|情况|结果)$|完成值|完成情况"), "actual"),
    (re.compile("(?:目标|指标|设定|预设|任务|申报|批复|核定).*(?:值|数)$|目标值|指标值|^年度指标$|要求$"), "target"),
    (re.compile("^[一二三四五]级$|级指标"), LEVEL),
)
# Values of another time or place: no target and no result of the year.
ELSEWHERE = re.compile("上年|去年|往年|历史|历年|基期|基数|同期|行业|中期|中长期|三年|五年|累计|上一年")
# What heads are put together from; anything else in one (上年实际值, 中期目标值) makes it doubtful what it means.
PARTS = re.compile(
    "评价组|评审组?|全年度?|年度|年初|年末|当年|本年度?|实际|达到|结果|预设|预期|预计|设定|计划|调整后?|绩效|指标|目标|完成|情况|实现"
    "|达成|数值|值|数|单项|项目|自我评价|自评|评价|单位|得|实|赋|评|打|分|平均|权重|满|标准|核实|复核|审核|审定|核定|抽查|复评"
    "|财政|主管|部门|局|专家|第三方|[一二三四五]级|具体"
)
HEAD_LENGTH = 24  # characters of the longest head
NUMBERED = re.compile("[一二三四五]级")
FIRST_LEVEL = re.compile(
    "^(?:产出|效益|满意度|成本|决策|过程|投入|管理|效果|项目(?:决策|管理|产出|效益))(?:指标|类)?(?:[（(].*)?$"
)
KINDS = re.compile("指标|类型|类别|维度")  # heads of an upper level that are called otherwise
# Of several columns for one thing the one that counts, where its head says so.
COUNTING = {
    "target": re.compile("调整|核定|批复|最终"),
    "actual": re.compile("全年|年度|年末|最终|本年|当年"),
    POINTS: re.compile("最终|综合|平均|核定|审定"),
}
SINGLE = ("target", "actual", "weight", POINTS)  # where a second column makes it doubtful which one counts
OWN_POINTS = re.compile("自评|自我评价|单位评")


@lru_cache(TEXTS)
def indicator_role(text: str) -> str:
    """Return the role of a column of indicators by its head, "" where it is no head of such a table."""
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
    if short in bare_words(forms.POINTS):
        return "reviewed" if re.search("复核|审核|财政", tight) else POINTS
    if name := field_of(Indicator, text, *INDICATOR_FIELDS):
        return name
    if ELSEWHERE.search(short):
        return ""
    if REVIEWED.search(short) and SCORED.search(short):
        return "reviewed"
    return next((role for pattern, role in LOOSE if pattern.search(short)), "")


def is_sure(text: str) -> bool:
    """Return whether a head is certain: a declared word, or known parts and nothing else."""
    declared = (*forms.LEVELS, *NAMES, *forms.OTHER_COLUMNS, *forms.POINTS, *RATES, *forms.ANNUAL_GOALS)
    is_declared = bare(text) in bare_words(declared) or field_of(Indicator, text, *INDICATOR_FIELDS)
    return bool(is_declared) or not PARTS.sub("", bare(text))


class TableColumn(NamedTuple):
    """A column: what it is for, the first and the last place it takes, its head; of weights the level they are of.

    `doubt`: why it may be for something else; it is told once, beside the first value.
    """

    role: str
    first: int
    last: int
    head: str
    level: int = -1
    doubt: str = ""

    @property
    def word(self) -> str:
        """The head without blanks."""
        return "".join(self.head.split())


def is_indicator_head(line: Line) -> bool:
    """Return whether a line heads a table of indicators."""
    return _heads([indicator_role(cell.text) for cell in line.own])


def begins_indicators(lines: Sequence[Line], index: int) -> bool:
    """Return whether a head of a table of indicators, one or two lines high, begins at a line."""
    if is_indicator_head(lines[index]):
        return True
    if LEVEL not in {indicator_role(cell.text) for cell in lines[index].own}:
        return False
    columns, height = columns_of(lines, index, indicator_role)
    return height > 1 and _heads([column.role for column in columns])


def _heads(roles: Sequence[str]) -> bool:
    recognised = {role for role in roles if role}
    values = {"target", "actual", "weight", POINTS, "reviewed"} & recognised
    return LEVEL in recognised and bool(values) and sum(map(bool, roles)) >= 3 and 2 * len(recognised) >= len(roles) - 2


def indicator_columns(lines: Sequence[Line], index: int, assessed: bool = False) -> tuple[tuple[TableColumn, ...], int]:
    """Return the columns of a table of indicators whose head begins at a line, and how many lines the head takes.

    `assessed`: the points that count are an evaluator's, not those the unit gives itself.
    """
    columns, height = columns_of(lines, index, indicator_role)
    below = lines[index + height : index + height + 1]
    columns = tuple(_of_block(column, below) for column in columns)
    places = [column.first for column in columns if column.role == LEVEL] or [0]
    deep = sum(bool(NUMBERED.search(column.word)) for column in columns) > 2
    placed = [column._replace(role=_role_at(column, places, deep)) for column in columns]
    levels = [column for column in placed if column.role == LEVEL]
    placed = [_of_level(column, levels) for column in placed]
    placed = _with_kinds(placed, below) if len(levels) == 1 else placed
    placed = _by_evaluator(placed) if assessed else placed
    return tuple(_settled(column, placed) for column in placed), height


def _of_block(column: TableColumn, below: Sequence[Line]) -> TableColumn:
    """Return a column; one whose head is repeated `below` is the label of the block, where merged cells came apart."""
    repeated = any((cell := line.at(column.first)) and bare(cell.text) == bare(column.head) for line in below)
    return column._replace(role=OTHER) if repeated else column


def _role_at(column: TableColumn, levels: Sequence[int], deep: bool) -> str:
    """Return the role of a column by its head and the places of the levels; `deep`: three of them are numbered.

    Goals before the levels are one too, and heads that sound like one; 评价内容 beside 三级指标 explains it.
    """
    if column.role == GOAL:
        return LEVEL if column.first < min(levels) else OTHER
    if not column.role:
        return LEVEL if column.first < max(levels) and KINDS.search(column.word) else UNKNOWN
    return UNKNOWN if column.role == LEVEL and deep and not NUMBERED.search(column.word) else column.role


def _with_kinds(columns: Sequence[TableColumn], below: Sequence[Line]) -> list[TableColumn]:
    """Return the columns, an unknown one with 产出指标 in its first row (`below`) as the upper level in front."""
    shown = {column: line.at(column.first) for line in below for column in columns if column.role == UNKNOWN}
    kinds = [column for column, cell in shown.items() if cell and FIRST_LEVEL.match(cell.line.strip())]
    return [*(kind._replace(role=LEVEL) for kind in kinds), *(column for column in columns if column not in kinds)]


def _of_level(column: TableColumn, levels: Sequence[TableColumn]) -> TableColumn:
    """Return a column of weights or points that stands between the levels, with the level it belongs to."""
    left = sum(level.first < column.first for level in levels)
    between = column.role in ("weight", POINTS) and left and left < len(levels)
    return column._replace(level=left - 1) if between else column


def _by_evaluator(placed: Sequence[TableColumn]) -> list[TableColumn]:
    """Return the columns with the evaluator's points as those that count, where the unit's own stand beside them."""
    own = [column for column in placed if column.role == POINTS and OWN_POINTS.search(column.word)]
    given = [column for column in placed if column.role in (POINTS, "reviewed") and column not in own]
    if not own or not given:
        return list(placed)
    roles = {**dict.fromkeys(own, OTHER), **dict.fromkeys(given, POINTS)}
    return [column._replace(role=roles.get(column, column.role)) for column in placed]


def _settled(column: TableColumn, columns: Sequence[TableColumn]) -> TableColumn:
    """Return a column as it is read: of several for one thing only one counts, the others are of the place's own."""
    if column.role == UNKNOWN:
        return column._replace(doubt=f"不认识“{column.head}”这一栏，各行先写在其他栏目里")
    if column.role in (LEVEL, OTHER) or column.level >= 0:
        return column
    same = [other for other in columns if other.role == column.role]
    if any(other.level >= 0 for other in same):
        return column  # points of several levels, which must agree
    counts = next(
        (other for other in same if column.role in COUNTING and COUNTING[column.role].search(other.word)), same[0]
    )
    if column is not counts:
        return column._replace(role=OTHER)
    if len(same) > 1 and column.role in SINGLE:
        others = "、".join(other.head for other in same if other is not column)
        return column._replace(doubt=f"另有“{others}”，各行按“{column.head}”一栏读")
    doubtful = column.role in (*SINGLE, "reviewed") and not is_sure(column.word)
    return column._replace(doubt=f"“{column.head}”一栏各行这样读，不知对不对") if doubtful else column


def spans_table(line: Line, columns: Sequence[TableColumn]) -> bool:
    """Return whether the first cell of a line spans all names and a target or result, as no indicator does."""
    first = line.own[0] if line.own else None
    covered = [
        covered_column.role
        for covered_column in columns
        if first and first.column <= covered_column.first < first.column + first.columns
    ]
    levels = sum(column.role == LEVEL for column in columns)
    return covered.count(LEVEL) == levels and bool({"target", "actual"} & set(covered))


def columns_of(lines: Sequence[Line], index: int, role_of: Callable[[str], str]) -> tuple[tuple[TableColumn, ...], int]:
    """Return the columns of the head at a line, one or two lines high; a label far down is no head."""
    head = lines[index]
    below = lines[index + 1] if index + 1 < len(lines) and lines[index + 1].grid is head.grid else None
    tops = {cell.spot: cell for cell in head.own}
    under = _second(head, below, role_of)
    tall = [cell.rows for cell in head.own if role_of(cell.text)]
    height = 2 if under else min(tall, default=1)  # all of them may stretch down beside something else
    columns = []
    for cell in tops.values():
        if cell.rows > height and not role_of(cell.text):
            continue
        parts = [sub for sub in under if cell.column <= sub.column < cell.column + cell.columns]
        if parts and cell.columns > 1:
            columns += [TableColumn(_role_below(sub, cell, role_of), sub.column, sub.column + sub.columns - 1, sub.line)
                        for sub in parts]  # fmt: skip
        elif cell.rows <= height:
            columns += _columns(cell, role_of)
    return tuple(sorted(columns, key=lambda column: column.first)), height


def _columns(cell: Cell, role_of: Callable[[str], str]) -> list[TableColumn]:
    """Return a column; a head of several places (绩效指标) that is a level stands for one level each."""
    role, last = role_of(cell.text), cell.column + cell.columns - 1
    if role == LEVEL and cell.columns > 1 and bare(cell.text) in NAMES:
        return [TableColumn(role, place, place, cell.line) for place in range(cell.column, last + 1)]
    return [TableColumn(role, cell.column, last, cell.line)]


def _role_below(sub: Cell, top: Cell, role_of: Callable[[str], str]) -> str:
    """Return the role of a column by both lines of its head (实际 below 指标值, 分值 below 一级指标)."""
    whole = (f"{sub.line}{top.line}", f"{top.line}{sub.line}")
    texts = (*whole[:1], sub.text) if bare(sub.text) in ("自评", "复核") else (sub.text, *whole)
    return next(filter(None, map(role_of, texts)), "")


def _second(head: Line, below: Line | None, role_of: Callable[[str], str]) -> tuple[Cell, ...]:
    """Return the cells of the second line of a head, where there is one: all of them labels below a wide cell."""
    if not below or not below.own:
        return ()
    pairs = [(head.at(cell.column), cell) for cell in below.own]
    others = [(top, cell) for top, cell in pairs if not _repeats(top, cell)]
    are_below = all(
        top and top.columns > 1 and top.rows == 1 and _role_below(cell, top, role_of) for top, cell in others
    )
    divides = any(top and cell.columns < top.columns for top, cell in others)
    return below.own if are_below and divides and len(pairs) > 1 else ()


def _repeats(top: Cell | None, cell: Cell) -> bool:
    """Return whether a cell repeats the one above, as where merged cells came apart and were filled."""
    return top is not None and bare(top.text) == bare(cell.text)


def cells_by_column(line: Line, columns: Sequence[TableColumn]) -> dict[TableColumn, Cell]:
    """Return the cell of a line that stands under each column: each cell under the one it overlaps most."""
    by_column: dict[TableColumn, Cell] = {}
    for cell in line.cells:
        last = cell.column + cell.columns - 1
        best, most = None, 0
        for column in columns:
            shared = min(last, column.last) - max(cell.column, column.first) + 1
            if shared > most:
                best, most = column, shared
        if best and best not in by_column:
            by_column[best] = cell
    return by_column
