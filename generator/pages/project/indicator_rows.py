"""Rows of indicators on the 自评表 of a project: its columns, the scored tree, the rows printed without scores.

Cells may span rows and columns.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from generator.core.record import NO_REMARK, Remark
from generator.model.project import Indicator, Project
from generator.model.scores import Score
from generator.model.selfeval import (
    IndicatorHeads,
    PlainRow,
    SelfSheet,
    SubRow,
    level_names,
    numbered,
)
from generator.pages.project.rows import depth, printed_values
from generator.views import ABSENT


@dataclass(frozen=True)
class SheetCell:
    """A cell of the form: its lines, how far it stretches, whether it heads a row, what 说明 stands beside it.

    `above` marks the name of an indicator with others below it; `note` is what the form prints under a name; `label` is
    the head of its column, which a narrow screen shows beside it.
    """

    lines: tuple[str, ...]
    rows: int = 1
    columns: int = 1
    head: bool = False
    number: bool = False
    above: bool = False
    note: str = ""
    remark: Remark = NO_REMARK
    label: str = ""

    @property
    def scope(self) -> str:
        """Scope of a head cell."""
        return "rowgroup" if self.rows > 1 else "row"


Row = tuple[SheetCell, ...]
ColumnKey = tuple[str, int]  # head of a further column, and which of several with that head


@dataclass(frozen=True, kw_only=True)
class Columns(IndicatorHeads):
    """Columns of the form: levels of the tree, optional columns, and those of this paper alone."""

    own_keys: tuple[ColumnKey, ...] = ()

    @property
    def own(self) -> tuple[str, ...]:
        """The heads of the columns that only this paper has."""
        return tuple(name for name, _ in self.own_keys)

    @property
    def told(self) -> tuple[str, ...]:
        """The heads of what is told of it in words."""
        return (*self.explained, *self.own)

    @property
    def heads(self) -> tuple[str, ...]:
        """The words of the head, as the paper prints them."""
        return tuple(map(self.shown, (*self.levels, *self.measured, *self.scored, *self.told)))

    def shown(self, head: str) -> str:
        """Return the printed head of a column."""
        return self.names.get(head) or head

    def cells(self, heads: Sequence[str], texts: Mapping[str, str], **look: Any) -> Iterator[SheetCell]:
        """Yield the cells of some columns, in their order."""
        yield from (SheetCell((texts.get(head, ""),), label=self.shown(head), **look) for head in heads)


def goals_above(project: Project) -> bool:
    """True if annual goals are above the first level: every top entry of the table is named like a goal."""
    goals = {goal.name for goal in project.sheet.goals if goal.name} if project.sheet else set()
    blocks = (project.execution, project.goal_block)
    tops = [top for top in project.indicators if not any(top is block for block in blocks)]
    return bool(tops) and all(top.name in goals for top in tops)


def has_review_column(project: Project) -> bool:
    """True if the form of a self-evaluation has a column 复核得分."""
    sheet = project.sheet
    return bool(
        sheet and (sheet.head_names.get("复核得分") or any(node.written("reviewed") for node in project.nodes()))
    )


def columns_of(project: Project, sheet: SelfSheet, tops: tuple[Score, ...]) -> Columns:
    """The columns one form needs; `tops` are the indicators that do not stand in its funds block."""
    nodes: list[Indicator | SubRow | PlainRow] = [*project.nodes(), *sheet.rows]
    nodes += [row for node in project.nodes() for row in node.rows]
    deep = max([depth(tops), *(len(row.levels) for row in sheet.rows)])
    names = sheet.head_names
    return Columns(
        levels=level_names(deep, goals_above(project), names),
        sign=bool(names.get("指标性质")) or any(node.sign for node in nodes),
        unit=bool(names.get("度量单位")) or any(node.unit for node in nodes),
        reviewed=has_review_column(project),
        names=names,
        own_keys=tuple(dict.fromkeys(key for node in nodes for key in _further(node))),
    )


def _further(row: Indicator | SubRow | PlainRow) -> Mapping[ColumnKey, str]:
    """Return the further columns of a row; of several with one head each has its number."""
    keys = numbered([column.name for column in row.columns])
    return {key: column.text for key, column in zip(keys, row.columns, strict=True)}


def indicators(tops: tuple[Score, ...], columns: Columns) -> Iterator[Row]:
    """One row a leaf and one for each 其中 below it, which share the leaf's weight and points."""
    begun: list[SheetCell] = []
    for path in (path for top in tops for path in top.paths()):
        for score in path[len(path) - _begun(path) :]:
            rows = sum(_height(node) for node in score.walk())
            wide = 1 if score.children else len(columns.levels) - score.level + 1
            begun.append(_head(score, rows, wide))
        score = path[-1]
        leaf, span = score.indicator, 1 + len(score.indicator.rows)
        yield (*begun, *_measured(leaf, columns), *_scored(leaf, columns, span), *_told(leaf, columns))
        for row in leaf.rows:
            title = f"{row.above}：{row.name}" if row.above else row.name
            name = SheetCell((title,), columns=wide, head=True, remark=row.remark)
            yield (name, *_measured(row, columns), *_told(row, columns))
        begun = []
        yield from _sub_totals(path, columns)


def _begun(path: tuple[Score, ...]) -> int:
    """Return how many cells of a path begin in the row of its leaf: that of the leaf and those it is the first of."""
    inner = zip(reversed(path[1:]), reversed(path[:-1]), strict=True)
    return 1 + len(list(takewhile(lambda pair: pair[1].children[0] is pair[0], inner)))


def _height(score: Score) -> int:
    """Return the rows of its own that an indicator has, beside those of the ones below it."""
    return int(has_own_row(score)) if score.children else 1 + len(score.indicator.rows)


def has_own_row(score: Score) -> bool:
    """Return whether the paper prints points or values of an indicator with others below it."""
    return bool(score.children) and any(own_values(score.indicator))


def own_values(node: Indicator) -> Iterator[str]:
    """Yield what the paper prints in the row of an indicator, beside its name and weight."""
    yield node.printed.written("points") if node.printed else ""
    yield from (text for _, text in printed_values(node))


def _sub_totals(path: tuple[Score, ...], columns: Columns) -> Iterator[Row]:
    """Yield the printed sub-totals of those that end with a leaf, the innermost first."""
    for above, below in zip(reversed(path[:-1]), reversed(path[1:]), strict=True):
        if above.children[-1] is not below:
            return
        if has_own_row(above):
            node = above.indicator
            head = SheetCell(("小计",), columns=len(columns.levels) - above.level, head=True)
            yield (head, *_measured(node, columns), *_scored(node, columns), *_told(node, columns))


def _scored(node: Indicator, columns: Columns, rows: int = 1) -> Iterator[SheetCell]:
    """Weight and points as the paper prints them."""
    points = written_points(node)
    texts = {
        "分值": node.written_weight or ABSENT,
        "得分": points,
        "自评得分": points,
        "复核得分": node.written("reviewed") or ABSENT,
    }
    return columns.cells(columns.scored, texts, rows=rows, number=True)


def written_points(leaf: Indicator) -> str:
    """The points of an indicator as the paper prints them, a dash where it prints none."""
    if leaf.printed and (text := leaf.printed.written("points")):
        return text
    return (leaf.rule.written("points") if leaf.rule and leaf.rule.as_printed else "") or ABSENT


def _told(row: Indicator | SubRow | PlainRow, columns: Columns) -> Iterator[SheetCell]:
    """The reason, and the columns that only this paper has."""
    yield from columns.cells(
        columns.told[: len(columns.told) - len(columns.own)], {"偏差原因分析及改进措施": row.reason}
    )
    texts = _further(row)
    yield from (SheetCell((texts.get(key, ""),), label=key[0]) for key in columns.own_keys)


def _head(score: Score, rows: int, wide: int) -> SheetCell:
    """The name of an indicator; a leaf above the deepest level stretches over the levels left."""
    node, above = score.indicator, bool(score.children)
    note = node.weight_beside_name if above and not has_own_row(score) else ""
    lines = (f"{node.code} {node.name}".strip(),)
    # What is scored has its 说明 beside its working below the form.
    remark = node.remark if score.points is None else NO_REMARK
    return SheetCell(lines, rows if above else 1, wide, head=True, above=above, note=note, remark=remark)


def _measured(row: Indicator | SubRow | PlainRow, columns: Columns) -> Iterator[SheetCell]:
    """Sign, target, unit and actual, as far as the form has them; a rule that was given what is printed fills in."""
    rule = row.rule if isinstance(row, Indicator) else None
    target = row.target or (rule.printed_target if rule else "")
    actual = row.actual or (rule.printed_actual if rule else "")
    texts = {"指标性质": row.sign, "年度指标值": target, "度量单位": row.unit, "实际完成值": actual}
    yield from columns.cells(columns.measured, texts)


def plain_rows(rows: Sequence[PlainRow], columns: Columns) -> Iterator[Row]:
    """Rows without scores; neighbours that share their upper levels share those cells."""
    deep = len(columns.levels)
    for number, row in enumerate(rows):
        above = rows[number - 1].levels if number else ()
        cells = []
        for level in range(len(row.levels)):
            path, last = row.levels[: level + 1], level == len(row.levels) - 1
            if not last and _continues(above, path):
                continue
            alike = 1
            while not last and number + alike < len(rows) and _continues(rows[number + alike].levels, path):
                alike += 1
            wide = deep - level if last else 1
            remark = row.remark if last else NO_REMARK
            cells.append(SheetCell((path[-1],), alike, wide, head=True, above=not last, remark=remark))
        points, weight = row.written("points") or ABSENT, row.written("weight") or ABSENT
        texts = {"分值": weight, "得分": points, "自评得分": points, "复核得分": ABSENT}
        scored = columns.cells(columns.scored, texts, number=True)
        yield (*cells, *_measured(row, columns), *scored, *_told(row, columns))


def _continues(levels: Sequence[str], path: Sequence[str]) -> bool:
    """Return whether a row stands under a path of levels, with a name of its own below."""
    return len(levels) > len(path) and levels[: len(path)] == path
