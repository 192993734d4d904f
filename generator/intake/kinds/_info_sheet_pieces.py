"""Pieces (标签和内容) of a 信息表 in order: labels, the lines of their values, and the tables that stand among them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.intake import money
from generator.intake.kinds.rectification_table import RectificationReading
from generator.intake.kinds.score_table import ScoreReading
from generator.intake.paper import Cell, Grid, Paper, Paragraph, Spot
from generator.intake.reports.wording import bare
from generator.intake.tables.columns import POINTS, indicator_role, is_indicator_head
from generator.intake.tables.labels import NUMBERING, Line, is_behind_blank
from generator.model.book import Book

NEXT_LABEL = re.compile(r"[\s　]{2,}(?=[^\s:：]{2,10}[:：])")  # 评价机构：某所　　公开日期：…
SERIAL = ("序号", "编号")  # heads of the numbers of the rows
GROUP = re.compile(r"[^\d。，：]{1,8}")  # name of several rows (基本信息)
LABELS: Mapping[str, tuple[str, ...]] = {
    "项目名称": ("项目名称",),
    "年度": ("评价年度", "项目年度", "预算年度", "年度"),
    "项目单位": ("项目单位", "项目实施单位", "实施单位", "预算单位"),
    "主管部门": ("主管部门", "项目主管部门", "预算主管部门", "预算部门"),
    "机构": ("评价机构", "第三方机构", "第三方评价机构"),
    "委托单位": ("委托单位",),
    "金额": ("预算金额", "项目预算金额", "项目预算", "预算数", "全年预算数", "预算安排", "预算安排数", "预算总额"),
    "支出": ("实际支出", "实际支出金额", "支出金额", "全年执行数", "实际支出数", "实际执行数", "支出数"),
    "执行率": ("预算执行率", "执行率", "资金执行率", "支出率"),
    "评价分值": ("评价分值", "评价得分", "评价总分", "绩效评价得分"),
    "评价结论": ("评价结论", "评价等级", "绩效等级", "绩效评价等级", "绩效评价结论"),
    "主要绩效": ("主要绩效", "主要绩效情况", "取得的主要绩效", "主要成效", "取得成效", "项目绩效"),
    "问题": ("存在问题", "主要问题", "存在的问题", "存在的主要问题", "存在主要问题", "发现问题", "发现的问题"),
    "建议": ("整改建议", "改进建议", "相关建议", "意见建议", "建议", "有关建议", "对策建议", "工作建议"),
    "整改": ("整改情况", "整改落实情况", "整改结果", "问题整改情况", "整改落实"),
    "个人": ("项目负责人", "负责人", "联系人", "联系电话", "填表人", "填报人", "电话", "评价人员"),
}
KEYS = {word: key for key, words in LABELS.items() for word in words}
LONGEST = max(map(len, KEYS))
UNIT = re.compile(rf"[（(]\s*(?:(?:金额)?单位\s*[:：]\s*)?(?:人民币)?({money.UNIT}|分|%)\s*[)）]$")
# A label that is none of these: what stands beside it belongs to none of them either.
OTHER_LABEL = re.compile(
    r"(?:[一二三四五六七八九十]+、)?[^\s：:，。；、]{0,10}"
    r"(?:建议|意见|措施|情况|问题|不足|绩效|成效|成果|经验|做法|单位|部门|机构|时间|日期|年度|金额|资金|等级|说明|备注|方式|对象|结果|原因)"
)
UNKNOWN_LABEL = re.compile(r"(?:[一二三四五六七八九十]+、)?[^\s：:，。；、\d]{2,10}")  # beside a value in a table
PROJECT = "项目名称"
SUMS = ("合计", "总计", "小计", "平均")
OF_PROBLEMS = {"问题", "建议", "整改"}


class Piece(NamedTuple):
    """A line of a paragraph or of a cell.

    `row` tells the row of a table that it stands in, `label` where labels do; `beside`: other cells stand in its row.
    """

    text: str
    spot: Spot
    row: tuple[int, int] | None = None
    label: bool = False
    beside: bool = False


Table = ScoreReading | RectificationReading


def heads_scores(line: Line) -> bool:
    """Return whether a line heads a table of indicators with points and nothing that a unit fills in of its own."""
    roles = {indicator_role(cell.text) for cell in line.own}
    return is_indicator_head(line) and POINTS in roles and not roles & {"target", "actual", "reviewed"}


def pieces_of(paper: Paper, book: Book) -> Iterator[Piece | Table]:
    """Yield the lines of all paragraphs and cells in order; rows that form a table of their own come as one."""
    for number, block in enumerate(paper.blocks):
        if isinstance(block, Paragraph):
            yield from _of_line(Piece(block.text, block.spot))
        elif not block.hidden:
            yield from _of_grid(block.compact, number, book)


def _of_grid(grid: Grid, number: int, book: Book) -> Iterator[Piece | Table]:
    """Yield each label with its value, from cells beside each other or below each other; a merged label once."""
    below = set[Spot]()
    read = range(0)
    for row in range(grid.height):
        if row in read:
            continue
        if kind := _table_kind(grid, row):
            read = _rows_to_label(grid, row)
            yield kind([Line(grid, number) for number in read], book)
            continue
        cells = [cell for cell in _shown(grid, row) if cell.spot not in below]
        if lists := _values_below(grid, row, cells):
            for values in lists:
                below |= {value.spot for value in values}
                pairs = sorted([*cells, *values], key=lambda cell: cell.column)  # each label before its value
                yield from (Piece(cell.line, cell.spot, (number, values[0].row)) for cell in pairs)
            continue
        yield from _of_row(cells, (number, row))


def _of_row(every: list[Cell], row: tuple[int, int]) -> Iterator[Piece]:
    """Yield each label of a row with the value beside it."""
    cells = _behind_number(every) if len(every) > 1 and _is_beside(every[0], every[1]) else every
    for place, cell in enumerate(cells):
        if cell.row != row[1]:
            continue
        at_label = place + 1 < len(cells) and (place % 2 == 0 or _behind_blank(*cells[place - 1 : place + 2]))
        beside = len(every if is_label(cell) else cells) > 1
        yield from (piece._replace(beside=beside) for piece in _of_cell(cell, row, at_label))


def _table_kind(grid: Grid, row: int) -> type[ScoreReading] | type[RectificationReading] | None:
    """Return what reads the table whose head a row is; None where it is the head of none.

    Problems and advice above one row of cells are labels as others are: each cell has all of its kind.
    """
    line = Line(grid, row)
    if heads_scores(line):
        return ScoreReading
    heads = [cell for cell in line.own if bare(cell.line).rstrip("：:") not in SERIAL]
    keys = {label_of(cell.line, numbered=True)[0] for cell in heads if is_label(cell)}
    is_head = len(heads) == len(keys) > 1 and "问题" in keys and keys <= OF_PROBLEMS
    return RectificationReading if is_head and len(_rows_to_label(grid, row)) > 2 else None


def _rows_to_label(grid: Grid, row: int) -> range:
    """Return the rows from one down to the next that begins with a label."""
    after = (below for below in range(row + 1, grid.height) if _begins_with_label(grid, below))
    return range(row, next(after, grid.height))


def _begins_with_label(grid: Grid, row: int) -> bool:
    cells = _shown(grid, row)
    return bool(cells and label_of(cells[0].line, numbered=True)[0])


def _shown(grid: Grid, row: int) -> list[Cell]:
    cells = grid.row(row)
    return [cell for cell in cells if cell.text.strip() and not cell.hidden]


def is_label(cell: Cell) -> bool:
    key, rest, _ = label_of(cell.line, numbered=True)
    return bool(key) and not rest


def _values_below(grid: Grid, row: int, labels: Sequence[Cell]) -> list[list[Cell]]:
    """Return the values right below the labels of a row; where each row below is a project, those of all of them."""
    lists: list[list[Cell]] = []
    if len(labels) < 2 or not all(map(is_label, labels)):
        return lists
    for values in filter(None, (_shown(grid, below) for below in range(row + 1, grid.height))):
        if not _stand_below(values, labels) or (lists and not _is_project(values, labels)):
            break
        lists.append(values)
    return lists


def _is_beside(cell: Cell, label: Cell) -> bool:
    """Return whether a cell stands before the label of its row: the row's number or its head, or a group of rows."""
    text = bare(cell.line).rstrip("：:")
    group = GROUP.fullmatch(text) and is_label(label) and not is_label(cell)
    return text.isdecimal() or text in SERIAL or bool(group)


def _behind_blank(label: Cell, cell: Cell, value: Cell) -> bool:
    """Return whether a cell behind the blank of a label has a value of its own right beside it."""
    return is_label(label) and is_behind_blank(label, cell, value) and not is_label(value)


def _behind_number(cells: list[Cell]) -> list[Cell]:
    """Return the cells behind the number of their row or the group of rows; none where they are heads of columns."""
    is_head = bare(cells[0].line).rstrip("：:") in SERIAL and not is_label(cells[1])
    return cells[1:] if not is_head else [] if len(cells) > 2 else cells


def _is_project(values: Sequence[Cell], labels: Sequence[Cell]) -> bool:
    """Return whether one more row below some labels is one more project: with a name, and no sum or note."""
    named = any(label_of(label.line)[0] == PROJECT for label in labels)
    return named and 2 * len(values) > len(labels) and bare(values[0].line) not in SUMS


def _stand_below(values: Sequence[Cell], labels: Sequence[Cell]) -> bool:
    """Return whether the cells of a row are the values of the labels above them."""
    columns = {label.column for label in labels}
    return not any(map(is_label, values)) and columns.issuperset(value.column for value in values)


def is_other_label(piece: Piece) -> bool:
    """Return whether a piece is a label of something else: it stands where labels do, or before a colon."""
    head, colon, _ = piece.text.replace(":", "：").partition("：")
    word = UNIT.sub("", bare(head))
    if piece.row is not None and piece.label and UNKNOWN_LABEL.fullmatch(word):
        return True
    return bool((piece.label or (colon and piece.row is None)) and OTHER_LABEL.fullmatch(word))


def _of_cell(cell: Cell, row: tuple[int, int], label: bool) -> Iterator[Piece]:
    if is_label(cell):
        yield Piece(cell.line, cell.spot, row)
        return
    for line in filter(str.strip, cell.text.split("\n")):
        yield from _of_line(Piece(line.strip(), cell.spot, row, label))


def _of_line(piece: Piece) -> Iterator[Piece]:
    first, *others = NEXT_LABEL.split(piece.text)
    yield piece._replace(text=first)
    yield from (piece._replace(text=other, label=True) for other in others)


def label_of(text: str, numbered: bool = False) -> tuple[str, str, str]:
    """Return the key that a line begins with, what stands behind it, and the unit said in the label.

    `numbered`: the label may have a number (一、项目名称), as in a table; in a text such a line is a heading.
    """
    head, colon, rest = text.partition("：") if "：" in text[: LONGEST + 8] else text.partition(":")
    if not colon or len(bare(head)) > LONGEST + 6:
        head, _, rest = text.partition(" ")
    for candidate, behind in ((text, ""), (head, rest)):
        label = bare(candidate).strip("★☆*＊﹡")
        label = NUMBERING.sub("", label) if numbered else label
        unit = UNIT.search(label)
        word = label[: unit.start()] if unit else label
        if key := KEYS.get(word):
            return key, behind.strip(), unit[1] if unit else ""
    return "", "", ""
