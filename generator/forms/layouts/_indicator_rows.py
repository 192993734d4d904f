"""Rows of indicators on a 自评表: a row a leaf, the levels above it merged, then rows that are not scored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.forms.cells import at
from generator.forms.layout import Path
from generator.forms.rows import FormRows, depth, is_leaf
from generator.model.selfeval import level_names

WIDE = {"年度指标值": 3, "实际完成值": 3, "偏差原因分析及改进措施": 4}


@dataclass(frozen=True)
class IndicatorColumns:
    """Which columns the form has: the levels, those that only some places print, and this paper's own ones.

    The name of the last level takes `extra` columns more of the grid, where the blocks above need them.
    """

    levels: tuple[str, ...]
    sign: bool
    unit: bool
    reviewed: bool
    own: tuple[str, ...]
    extra: int = 0

    @classmethod
    def of(cls, content: Any, tops: Sequence[Any], least: int) -> "IndicatorColumns":
        """The columns that a content needs, and at `least` so many; `tops` are the indicators of the table."""
        plain = at(content, ("自评表", "照录指标")) or ()
        nodes = [*_walk(content.get("指标体系") or ()), *plain]
        nodes += [row for node in nodes for row in node.get("其中") or ()]
        deep = max([depth(tops), *(len(row.get("指标") or ()) for row in plain)], default=0) or 3
        goals = {goal.get("名称") for goal in at(content, ("自评表", "年度目标")) or ()} - {None}
        above = bool(tops) and all(top.get("名称") in goals for top in tops)
        found = cls(
            level_names(deep, above),
            any("指标性质" in node for node in nodes),
            any("度量单位" in node for node in nodes),
            any("复核分" in node for node in nodes),
            tuple(dict.fromkeys(column.get("名称", "") for node in nodes for column in node.get("其他栏目") or ())),
        )
        return replace(found, extra=max(0, least - len(found.heads)))

    @property
    def count(self) -> int:
        """How many columns the grid has."""
        return len(self.heads) + self.extra

    @property
    def named(self) -> int:
        """How many of them are for the names of indicators."""
        return len(self.levels) + self.extra

    def place(self, head: str) -> int:
        """Where a column of the head begins on the grid."""
        number = self.heads.index(head)
        return number + self.extra if number >= len(self.levels) else number

    @property
    def heads(self) -> tuple[str, ...]:
        """The words of the head."""
        return (
            *self.levels,
            *(("指标性质",) if self.sign else ()),
            "年度指标值",
            *(("度量单位",) if self.unit else ()),
            "实际完成值",
            "分值",
            *(("自评得分", "复核得分") if self.reviewed else ("得分",)),
            "偏差原因分析及改进措施",
            *self.own,
        )

    def widths(self, whole: int) -> tuple[int, ...]:
        """The widths of the columns, in millimetres."""
        shares = [WIDE.get(head, 4 if head == self.levels[-1] else 3 if head in self.own else 2) for head in self.heads]
        made = [whole * share // sum(shares) for share in shares]
        last = len(self.levels) - 1
        parts = [made[last] // (self.extra + 1)] * (self.extra + 1)
        return (*made[:last], *parts, *made[last + 1 :])


def _walk(nodes: Sequence[Any]) -> Iterator[Any]:
    for node in nodes:
        yield node
        yield from _walk(node.get("下级") or ())


def indicator_rows(rows: FormRows, columns: IndicatorColumns, tops: Sequence[int]) -> None:
    """The tree of indicators; without one, the blank row of a leaf."""
    for number in tops:
        _node(rows, columns, ("指标体系", number), 0)
    if not tops and not at(rows.content, ("自评表", "照录指标")):
        _node(rows, columns, ("指标体系", len(rows.content.get("指标体系") or ())), 0)


def _node(rows: FormRows, columns: IndicatorColumns, path: Path, level: int) -> None:
    node = at(rows.content, path) or {}
    if is_leaf(node):
        _leaf(rows, columns, path, node, level)
        return
    rows.value((*path, "名称"), level, rows=_height(node))
    for number in range(len(node["下级"])):
        _node(rows, columns, (*path, "下级", number), level + 1)


def _height(node: Any) -> int:
    below = node.get("下级") or ()
    return sum(map(_height, below)) if below else 1 + len(node.get("其中") or ())


def _leaf(rows: FormRows, columns: IndicatorColumns, path: Path, node: Any, level: int) -> None:
    """A leaf, whose name stretches over the levels left, and below it the rows that share its score."""
    below = node.get("其中") or ()
    rows.value((*path, "名称"), level, columns.named - level)
    place = _measured(rows, columns, path)
    span = 1 + len(below)
    rows.value((*path, "权重"), place, rows=span)
    rows.points(path, place + 1, rows=span)
    if columns.reviewed:
        rows.value((*path, "复核分"), place + 2, rows=span)
    _told(rows, columns, path)
    rows.end(repeated=not below)
    for number in range(len(below)):
        sub: Path = (*path, "其中", number)
        rows.value((*sub, "名称"), level, columns.named - level)
        _measured(rows, columns, sub)
        _told(rows, columns, sub)
        rows.end(repeated=True)


def _measured(rows: FormRows, columns: IndicatorColumns, path: Path) -> int:
    """Sign, target, unit and actual; gives the next column."""
    place = columns.named
    for key, there in (("指标性质", columns.sign), ("目标值", True), ("度量单位", columns.unit), ("实际值", True)):
        if there:
            rows.measured(path, key, place)
            place += 1
    return place


def _told(rows: FormRows, columns: IndicatorColumns, path: Path) -> None:
    """The reason, and the columns that only this paper has."""
    place = columns.place("偏差原因分析及改进措施")
    rows.value((*path, "偏差原因"), place)
    further = at(rows.content, (*path, "其他栏目")) or ()
    free = len(further)
    for column, name in enumerate(columns.own, place + 1):
        number = next((number for number, one in enumerate(further) if one.get("名称") == name), None)
        if number is None:
            number, free = free, free + 1
        item: Path = (*path, "其他栏目", number)
        rows.value((*item, "内容"), column, given=(((*item, "名称"), name),))


def plain_rows(rows: FormRows, columns: IndicatorColumns) -> None:
    """Rows as printed, without scores."""
    for number, row in enumerate(at(rows.content, ("自评表", "照录指标")) or ()):
        path: Path = ("自评表", "照录指标", number)
        levels = row.get("指标") or ("",)
        for level in range(len(levels)):
            wide = columns.named - level if level == len(levels) - 1 else 1
            rows.value((*path, "指标", level), level, wide)
        place = _measured(rows, columns, path)
        rows.value((*path, "分值"), place)
        rows.value((*path, "得分"), place + 1)
        _told(rows, columns, path)
        rows.end(repeated=True)
