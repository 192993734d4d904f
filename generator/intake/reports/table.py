"""Tables of a report: head, rows and foot, what kind of table it is, and rows whose cells got lost put right.

A table broken over pages is one table; a row that lost its leading cells is moved back, and says so.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.intake.drafted import Entry
from generator.intake.paper import Grid, Spot
from generator.intake.reports.wording import bare
from generator.model import forms

Row = tuple[Entry | None, ...]

MOVED = "原文这一行缺了前面的格，读时右移了 {} 格"
JOINED = "原文的表在这里跨页断开，两段接成一格"
LEVEL = re.compile(r"[一二三四五六末]级(?:绩效)?(?:指标|目标)(?:名称)?")
WEIGHTS = (*forms.WEIGHT, "满分值", "满分分值", "权重分", "指标分值", "权重（分）", "权重（%）")
POINTS = (*forms.POINTS, "得分情况", "得分值", "评价分值", "评分", "实得分", "得分（分）", "指标得分")
TARGETS = (*forms.TARGET, "目标值", "绩效目标值", "指标目标值")
FIGURE = re.compile(r"-?[\d,]+(?:\.\d+)?%?分?")
RATES = ("得分率", "得分率（%）")
LETTERED = re.compile(r"[a-z][\s、.．]?(?=[\u4e00-\u9fff])")
SUMS = ("合计", "总计", "总分", "合计得分")


def _has(*words: str) -> Callable[[Sequence[str]], bool]:
    return lambda head: any(word in head for word in words)


def _levels(head: Sequence[str], word: str) -> bool:
    return any(LEVEL.fullmatch(one) and word in one for one in head)


KINDS: Mapping[str, Callable[[Sequence[str]], bool]] = {
    "指标": lambda head: _levels(head, "指标") and (_has(*POINTS)(head) or _has(*WEIGHTS)(head)),
    "目标": lambda head: (_levels(head, "目标") or _levels(head, "指标")) and _has(*TARGETS)(head),
    "一级得分": lambda head: _has(*WEIGHTS)(head) and _has(*POINTS)(head) and len(head) <= 5,
    "案卷": _has("案卷名称", "资料名称"),
    "访谈": lambda head: _has("访谈对象", "访谈时间")(head) and _has("访谈内容", "访谈时间")(head),
    "问卷": lambda head: any("回收" in one or "样本" in one for one in head) and any("对象" in one for one in head),
    "子项目": _has("预算金额", "预算数", "实际支出", "主要实施内容", "实际完成内容"),
}


@dataclass
class ReportTable:
    """A table as it was read: `head` without blanks, every row as wide as it, `foot` the row of sums."""

    caption: str
    unit: str
    head: tuple[str, ...]
    rows: list[Row]
    spot: Spot
    foot: Row | None = None
    merged: bool = False  # cells that stand for several rows are known for what they are
    top: Row = ()
    loose: bool = False  # only its words were left; which level an indicator is on tells its code alone

    @property
    def kind(self) -> str:
        """What table it is, empty where it is none that reports have a place for."""
        return next((kind for kind, fits in KINDS.items() if fits(self.head)), "")

    def column(self, *words: str) -> int | None:
        """The column with one of these heads."""
        return next((place for place, head in enumerate(self.head) if head in words), None)


def of_grid(grid: Grid, caption: str, unit: str) -> ReportTable:
    """The table that a grid shows."""
    rows = [
        tuple(
            Entry(cell.text, cell.spot) if (cell := grid.at(row, column)) and (cell.row, cell.column) == (row, column)
            else None
            for column in range(grid.width)
        )
        for row in range(grid.height)
    ]  # fmt: skip
    merged = any(cell.rows > 1 for cell in grid.cells)
    spot = grid.cells[0].spot if grid.cells else Spot("")
    return table_of(caption, unit, rows, spot, merged=merged)


def table_of(caption: str, unit: str, rows: Sequence[Row], spot: Spot, *, merged: bool = False) -> ReportTable:
    """A table whose first row is its head."""
    head = tuple(bare(cell.text) if cell else "" for cell in rows[0]) if rows else ()
    table = ReportTable(caption, unit, head, [], spot, merged=merged, top=rows[0] if rows else ())
    _append(table, rows[1:])
    return table


def continues(table: ReportTable, after: ReportTable) -> bool:
    """Join a table with what follows it where that is its second half: the same head again, or none."""
    if after.caption or (after.head != table.head and (after.kind or len(after.head) > len(table.head))):
        return False
    rows = after.rows + ([after.foot] if after.foot else [])
    _append(table, rows if after.head == table.head else [after.top, *rows])
    table.merged = table.merged and after.merged
    return True


def _append(table: ReportTable, rows: Sequence[Row]) -> None:
    """Put rows behind those of a table: the sum apart, the rest of a broken row to the row it belongs to."""
    numbered = table.head[:1] == ("序号",)
    for row in rows:
        cells = [cell for cell in row if cell]
        if not cells:
            continue
        if bare(cells[0].text).rstrip(":：") in SUMS:
            table.foot = _widened(row, len(table.head))
        elif numbered and table.rows and (len(row) < len(table.head) or row[0] is None):
            table.rows[-1] = _joined(table.rows[-1], row)
        else:
            table.rows.append(_widened(row, len(table.head)))
    if table.kind in ("指标", "目标", "一级得分") and not table.merged:
        table.rows = _moved_back(table.rows, figures=table.kind != "目标")


def _widened(row: Row, width: int) -> Row:
    return (*row, *(None,) * (width - len(row)))[: max(width, 1)] if len(row) <= width else row[:width]


def _joined(row: Row, rest: Row) -> Row:
    """A row and its rest from the next page; of a rest with fewer cells the last is that of the last column."""
    cells = list(row)
    places = [*range(1, len(rest)), len(row) - 1] if len(rest) < len(row) else list(range(len(row)))
    for place, more in zip(places, rest, strict=False):
        if more:
            before = cells[place]
            apart = "\n" if LETTERED.match(more.text) else ""
            text = before.text + apart + more.text if before else more.text
            cells[place] = Entry(text, before.spot if before else more.spot, (JOINED,))
    return tuple(cells)


def _moved_back(rows: list[Row], figures: bool) -> list[Row]:
    """Rows that end in blank cells where the others end in a figure have lost cells at their beginning."""
    full = sum(row[-1] is not None for row in rows)
    if full * 2 <= len(rows):
        return rows
    return [_moved(row, figures) for row in rows]


def _moved(row: Row, figures: bool) -> Row:
    last = max((place for place, cell in enumerate(row) if cell), default=-1)
    by = len(row) - 1 - last
    cells = [cell for cell in row if cell]
    if not by or len(cells) < 2 or (figures and not FIGURE.fullmatch(cells[-1].text.strip())):
        return row
    doubt = MOVED.format(by)
    moved = (replace(cell, doubts=(*cell.doubts, doubt)) if cell else None for cell in row[: last + 1])
    return (*(None,) * by, *moved)
