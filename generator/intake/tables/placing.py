"""Placing of rows of text: cells between tabs or blanks go under the heads that they fit, from both ends.

Text loses merged and blank cells, so that a row has fewer cells than its head and each stands too far to the left. A
row is placed by what its cells are: names of levels, figures, rates, sentences. All of its values are to be verified.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from math import comb

from generator.core.number import BLANK
from generator.core.printed import printed_number
from generator.intake.money import is_figure
from generator.intake.paper import Block, Cell, Grid, Paper
from generator.intake.tables.columns import (
    FIRST_LEVEL,
    LEVEL,
    NUMBERED,
    OTHER,
    POINTS,
    RATE,
    UNKNOWN,
    indicator_role,
    is_indicator_head,
)
from generator.intake.tables.foot import begins_foot, is_total
from generator.intake.tables.funds import is_fund_head
from generator.intake.tables.goals import is_goal_head
from generator.intake.tables.labels import Line, is_labelled, label_kind
from generator.intake.tables.values import printed_points

PLACED = "这一行的格比表头少，按各格的内容放，请对照来件核对"
SPANS = "下一行的这一栏空着，这一格可能是几行合并的，请对照来件核对"
ODD = "这一行的格与表头对不上，请对照来件核对"
MOST_WAYS = 3000
MANY = 4  # cells of a row that is no label with its value
AS_IT_IS = 6
FROM_THE_RIGHT = 2
NEVER = -1000
SECOND = "数量|质量|时效|成本|(?:经济|社会|生态)(?:效益|成本)|生态环境|可持续(?:影响|发展)|(?:服务对象)?满意度"
SECOND_LEVEL = re.compile(f"^(?:{SECOND})(?:指标|类)?(?:[（(].*)?$")
GOALS = "goals"
UNSURE = ("",)  # a head that rows cannot be placed under
BLOCK = "block"  # a column for the name of the whole block, which stands in its first row
AMOUNT, NAME = "amount", "name"  # columns of the funds beside points and rates
NAME_AND_POINTS = (NAME, POINTS)
SIGNS = re.compile("[≥≤＞＜><=＝≧≦]+|定性|正向|反向|正指标|反指标")
PERCENT = re.compile(r"[\d.,]+\s*[%％]")
# How much a blank column takes away: who leaves one blank usually has a merged or an empty cell there. In the block of
# funds that is where points stand; the other columns are amounts.
MISSING = {"weight": 2, POINTS: 2, "target": 2, "actual": 2}
MISSING_OF_FUNDS = {AMOUNT: 2, RATE: 1}
MOST_POINTS = 200
MERGED = ("weight", POINTS, "reviewed", "target", "actual")


def placed(paper: Paper) -> Paper:
    """Return a paper whose rows of text stand under their heads; what is no text stays as it is."""
    if not any(isinstance(block, Grid) and block.loose for block in paper.blocks):
        return paper
    return replace(paper, blocks=tuple(_blocks(paper.blocks)))


def _blocks(blocks: Sequence[Block]) -> Iterator[Block]:
    head: tuple[str, ...] = ()
    for block in blocks:
        if not isinstance(block, Grid) or not block.loose:
            yield block
            continue
        cells: list[Cell] = []
        widest, blocks_at = 0, set[int]()
        above: dict[int, int] = {}  # where the last cell of each column below the head is
        for number, many in enumerate(block.loose):
            line = Line(block, number)
            if roles := _roles(line, many, Line(block, number + 1)):
                blocks_at |= {number} if roles[0] == BLOCK else set()
                head = roles if _holds(block, number, len(roles)) else UNSURE
                above = {}
            elif begins_foot(line) or (is_labelled(line) and not is_total(line)):
                head = ()
            if roles or (not head and (widest < MANY or len(line.own) == many == widest or is_labelled(line))):
                cells += line.own
            else:
                head = UNSURE if any(head) and many > len(head) else head
                row = _row(line.own, head, many)
                if not is_total(line):
                    _doubt_above(cells, above, row, head)
                    row = _doubt_names(cells, above, row, head)
                    if row and row[0].doubt:  # what it stands below may be the cell that it lacks
                        above = {column: place for column, place in above.items() if column >= row[0].column}
                above |= {cell.column: len(cells) + place for place, cell in enumerate(row)}
                cells += row
            if is_labelled(line):
                widest = len(line.own) if all(label_kind(cell.text) for cell in line.own) else 0
            elif widest < MANY:
                widest = max(widest, len(line.own))
        yield replace(block, cells=tuple(_with_blocks(cells, blocks_at)))


def _doubt_above(cells: list[Cell], above: Mapping[int, int], row: Sequence[Cell], head: Sequence[str]) -> None:
    """Doubt each value above a place that a row of indicators has nothing in: it may be a cell merged with it."""
    filled = {cell.column for cell in row}
    values = {column for column, role in enumerate(head) if role in MERGED}
    if LEVEL not in head or not values & filled:
        return
    for column in (values - filled) & above.keys():
        cells[above[column]] = replace(cells[above[column]], doubt=cells[above[column]].doubt or SPANS)


def _doubt_names(cells: Sequence[Cell], above: Mapping[int, int], row: list[Cell], head: Sequence[str]) -> list[Cell]:
    """Return a row that begins below the first level with its names doubted, where those above it are."""
    levels = [column for column, role in enumerate(head) if role == LEVEL]
    first = row[0].column if row else 0
    over = [above.get(column) for column in levels if column < first]
    if all(place is not None and not cells[place].doubt for place in over):
        return row
    return [replace(cell, doubt=cell.doubt or PLACED) if cell.column in levels else cell for cell in row]


def _with_blocks(cells: Sequence[Cell], rows: Container[int]) -> Iterator[Cell]:
    """Yield cells; the name of a block in front of a head (at `rows`) stretches down beside its rows."""
    first = sorted(cell.row for cell in cells if cell.column == 0)
    last = max((cell.row for cell in cells), default=0)
    for cell in cells:
        below = next((row for row in first if row > cell.row), last + 1)
        yield replace(cell, rows=below - cell.row) if cell.column == 0 and cell.row in rows else cell


def _holds(grid: Grid, number: int, wide: int) -> bool:
    """Return whether no row below a head is longer than it, as below a head of two lines or with merged cells."""
    for below, many in enumerate(grid.loose[number + 1 :], number + 1):
        line = Line(grid, below)
        if _roles(line, many, Line(grid, below + 1)) or begins_foot(line):
            return True
        if many > wide or (below == number + 1 and all(indicator_role(cell.text) for cell in line.own)):
            return False
    return True


def _roles(line: Line, many: int, below: Line) -> tuple[str, ...]:
    """Return what each column below a head is for; nothing where the line is no head. `below`: the line after it."""
    texts = {cell.column: cell.text for cell in line.own}
    if is_indicator_head(line):
        roles = [indicator_role(texts.get(column, "")) or UNKNOWN for column in range(many)]
        numbered = [column for column, text in texts.items() if NUMBERED.search(text)]
        if len(numbered) > 1 and numbered[0] and roles[0] in (LEVEL, "target", "actual"):
            roles[0] = BLOCK
        return tuple(roles)
    if is_fund_head(line):
        figures = [column for column, text in texts.items() if _of_funds(text) not in (NAME, OTHER, "reason")]
        shown = [column for column in figures if (cell := below.at(column)) and _fit(AMOUNT, cell.text) > NEVER]
        first = min(shown if len(figures) > 2 and shown else figures, default=0)  # 年度预算数 may head the names
        return tuple(
            NAME if column < first else _of_funds(texts[column]) if column in texts else OTHER for column in range(many)
        )
    if is_goal_head(line):
        first = min(texts)
        return tuple(GOALS if column in texts and column != first else "" for column in range(many))
    return ()


def _of_funds(text: str) -> str:
    if "原因" in text:
        return "reason"
    if "率" in text:
        return RATE
    if re.search("类别|来源|名称|性质|情况|[（(]万?元[）)]$", text) and not re.search("数|支出", text):
        return NAME
    if re.search("分值|得分|权重|分$", text):
        return POINTS
    return AMOUNT if re.search("数|金额|支出|到位|资金|预算|决算", text) else OTHER


def _row(cells: Sequence[Cell], head: Sequence[str], many: int) -> list[Cell]:
    """Return the cells of a row in the best places under the head; marked unless each stands where it must."""
    if many == len(head) and all(_fit(head[cell.column], cell.text) > NEVER for cell in cells):
        return list(cells)
    if len(cells) < 2 and head != UNSURE:
        return list(cells)
    if many > len(head) or not any(head) or comb(len(head), len(cells)) > MOST_WAYS:
        return [replace(cell, doubt=ODD) for cell in cells]
    texts = [cell.text for cell in cells]
    if GOALS in head:
        sides = [column for column, role in enumerate(head) if role == GOALS]
        best = tuple(sides[-len(cells) :]) if len(cells) <= len(sides) else tuple(cell.column for cell in cells)
    else:
        as_it_is = tuple(cell.column for cell in cells) if len(cells) < many else ()  # blanks between the cells count
        ways = combinations(range(len(head)), len(cells))
        best = max(ways, key=lambda way: _likeness(way, head, texts) + AS_IT_IS * (way == as_it_is))
    return [replace(cell, column=column, doubt=PLACED) for cell, column in zip(cells, best, strict=True)]


def _likeness(way: Sequence[int], head: Sequence[str], texts: Sequence[str]) -> int:
    """Return how well cells fit the columns of a way."""
    levels = [column for column, role in enumerate(head) if role == LEVEL]
    fit = sum(_fit(head[column], text) for column, text in zip(way, texts, strict=True))
    fit += sum(_level(levels.index(column), text) for column, text in zip(way, texts, strict=True) if column in levels)
    missing = MISSING_OF_FUNDS if AMOUNT in head else MISSING
    fit -= sum(missing.get(role, 0) for column, role in enumerate(head) if column not in way)
    fit += FROM_THE_RIGHT * (way[0] + len(way) == len(head))  # names of upper levels are what is merged most
    fit -= 3 * (NAME in head and not any(head[column] == NAME for column in way))
    if AMOUNT in head and len(way) == len(NAME_AND_POINTS):
        fit += 3 * (tuple(head[column] for column in way) == NAME_AND_POINTS)  # a row nobody filled has its weight
    if levels and levels[-1] not in way:
        fit -= 2
    points = [text for column, text in zip(way, texts, strict=True) if head[column] in ("weight", POINTS)]
    return fit + (len(points) == 2)


def _level(place: int, text: str) -> int:
    first, second = FIRST_LEVEL.match(text), SECOND_LEVEL.match(text)
    if first or second:
        return 4 if (place == 0 and first) or (place == 1 and second) else -4 if first else -2
    return place - 1


def _fit(role: str, text: str) -> int:
    """Return how well a text fits a column of a role, `NEVER` where it cannot stand there."""
    bare = text.strip()
    is_number, is_blank, is_rate = printed_points(bare), bare in BLANK, bool(PERCENT.fullmatch(bare))
    match role:
        case "weight" | "points" | "reviewed":
            if is_number:
                return 3 if printed_number(bare) <= MOST_POINTS else -3
            return 2 if is_blank else 1 if is_rate and role == "weight" else NEVER
        case "rate":
            return 3 if is_rate else 1 if is_number or is_blank else NEVER
        case "amount":
            return 3 if is_figure(bare) else 1 if is_blank else NEVER
        case "sign":
            return 3 if SIGNS.fullmatch(bare) else NEVER
        case "level" | "name":
            return NEVER if is_figure(bare) or is_rate or is_blank else -2 if "。" in bare or SIGNS.match(bare) else 2
        case "target" | "actual":
            return 2 if re.search(r"\d", bare) and not is_number else 1
        case "goal":
            return -4 if FIRST_LEVEL.match(bare) or SECOND_LEVEL.match(bare) or is_number else 1
        case "block":
            return -4
        case "unit":
            return 2 if len(bare) <= 4 and not is_number else -2
        case "code":
            return 2 if re.fullmatch(r"[A-Za-z]?[\d.-]+", bare) else -3
        case "reason" | "other" | "unknown":
            return (NEVER if role == "reason" else -2) if is_number or is_rate else 0 if is_blank else 1
    return 0
