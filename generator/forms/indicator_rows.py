"""Rows of indicators on a form: the columns that the content needs, the tree, and rows printed without scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.forms.cells import FormRows, at, depth, is_leaf, text_at
from generator.forms.layout import Content, Path
from generator.model.selfeval import IndicatorHeads, level_names, numbered, printed_heads

# Shares of the width; 一级指标 has room for four words a line, 项目资金 above it too.
WIDE = {"一级指标": 5, "二级指标": 6, "年度指标值": 6, "实际完成值": 6, "偏差原因分析及改进措施": 9}
MEASURED = {"指标性质": "指标性质", "年度指标值": "目标值", "度量单位": "度量单位", "实际完成值": "实际值"}


def heads_of(content: Content) -> Mapping[str, str]:
    """Return the heads that this paper prints, by those of the official form."""
    heads = at(content, ("自评表", "栏名")) or ()
    return printed_heads((head.get("栏目", ""), head.get("原文", "")) for head in heads)


@dataclass(frozen=True, kw_only=True)
class IndicatorColumns(IndicatorHeads):
    """Which columns the form has: the levels, those that only some places print, and this paper's own ones.

    The name of the last level takes `extra` columns more of the grid, where the blocks above need them.
    """

    own: tuple[str, ...]
    extra: int = 0

    @classmethod
    def of(cls, content: Content, tops: Sequence[Content], least: int) -> "IndicatorColumns":
        """Return the columns that a content needs, and at `least` so many; `tops` are the indicators of the table."""
        printed = at(content, ("自评表", "照录指标")) or ()
        nodes = [*_walk(content.get("指标体系") or ()), *printed]
        nodes += [row for node in nodes for row in node.get("其中") or ()]
        keys = {key for node in nodes for key in node}
        heads = [[column.get("名称", "") for column in node.get("其他栏目") or ()] for node in nodes]
        own = tuple(name for name, _ in dict.fromkeys(pair for row in heads for pair in numbered(row)))
        names = heads_of(content)
        columns = cls(
            levels=_level_heads(content, tops, printed),
            sign="指标性质" in keys or bool(names.get("指标性质")),
            unit="度量单位" in keys or bool(names.get("度量单位")),
            reviewed="复核分" in keys or bool(names.get("复核得分")),
            own=own,
            names=names,
        )
        return replace(columns, extra=max(0, least - len(columns.heads)))

    @property
    def count(self) -> int:
        return len(self.heads) + self.extra

    @property
    def named(self) -> int:
        """Number of columns for the names of indicators."""
        return len(self.levels) + self.extra

    def place(self, head: str) -> int:
        """Return the grid column at which a column of the head begins."""
        number = self.heads.index(head)
        return number + self.extra if number >= len(self.levels) else number

    @property
    def heads(self) -> tuple[str, ...]:
        """The columns by the heads of the official form."""
        return (*self.levels, *self.measured, *self.scored, *self.explained, *self.own)

    def widths(self, whole: int) -> tuple[int, ...]:
        last_level, plain = self.levels[-1], dict.fromkeys(self.own, 6)
        shares = [8 if head == last_level else (WIDE | plain).get(head, 4) for head in self.heads]
        widths = [whole * share // sum(shares) for share in shares]
        last = len(self.levels) - 1
        parts = [widths[last] // (self.extra + 1)] * (self.extra + 1)
        return (*widths[:last], *parts, *widths[last + 1 :])


def _level_heads(content: Content, tops: Sequence[Content], printed: Sequence[Content]) -> tuple[str, ...]:
    """Heads of the levels; where the goals are the first level, they stand above 一级指标."""
    deep = max([depth(tops), *(len(row.get("指标") or ()) for row in printed)], default=0) or 3
    goals = {goal.get("名称") for goal in at(content, ("自评表", "年度目标")) or ()} - {None}
    return level_names(deep, bool(tops) and all(top.get("名称") in goals for top in tops), heads_of(content))


def _walk(nodes: Sequence[Content]) -> Iterator[Content]:
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
    if _has_own_row(node):
        rows.label("小计", level + 1, columns.named - level - 1)
        _measured(rows, columns, path)
        _scored(rows, columns, path)
        _reason_and_own_columns(rows, columns, path)
        rows.end()


def _has_own_row(node: Content) -> bool:
    """Return whether the paper prints points or values of an indicator with others below it."""
    keys = ("复核分", *MEASURED.values(), "偏差原因", "其他栏目")
    return bool(node.get("下级")) and (bool(text_at(node, ("公布", "得分"))) or any(node.get(key) for key in keys))


def _height(node: Content) -> int:
    below = node.get("下级") or ()
    return sum(map(_height, below)) + _has_own_row(node) if below else 1 + len(node.get("其中") or ())


def _leaf(rows: FormRows, columns: IndicatorColumns, path: Path, node: Content, level: int) -> None:
    """A leaf, whose name stretches over the levels left, and below it the rows that share its score."""
    below = node.get("其中") or ()
    rows.value((*path, "名称"), level, columns.named - level)
    _measured(rows, columns, path)
    _scored(rows, columns, path, 1 + len(below))
    _reason_and_own_columns(rows, columns, path)
    rows.end(repeated=not below)
    for number in range(len(below)):
        sub: Path = (*path, "其中", number)
        above = int(bool(text_at(rows.content, (*sub, "上级指标"))) and columns.named - level > 1)
        if above:
            rows.value((*sub, "上级指标"), level)
        rows.value((*sub, "名称"), level + above, columns.named - level - above)
        _measured(rows, columns, sub)
        _reason_and_own_columns(rows, columns, sub)
        rows.end(repeated=True)


def _measured(rows: FormRows, columns: IndicatorColumns, path: Path) -> None:
    """Sign, target, unit and actual."""
    for place, head in enumerate(columns.measured, columns.named):
        rows.measured(path, MEASURED[head], place)


def _scored(rows: FormRows, columns: IndicatorColumns, path: Path, span: int = 1) -> None:
    """Weight, points, reviewed points of an indicator."""
    for place, head in enumerate(columns.scored, columns.named + len(columns.measured)):
        if head in ("得分", "自评得分"):
            rows.points(path, place, rows=span)
        else:
            rows.value((*path, "权重" if head == "分值" else "复核分"), place, rows=span)


def _reason_and_own_columns(rows: FormRows, columns: IndicatorColumns, path: Path) -> None:
    """The reason, and the columns that only this paper has."""
    place = columns.named + len(columns.measured) + len(columns.scored) - 1
    if "偏差原因分析及改进措施" in columns.heads:
        place += 1
        rows.value((*path, "偏差原因"), place)
    further = at(rows.content, (*path, "其他栏目")) or ()
    free, taken = len(further), set[int]()
    for column, name in enumerate(columns.own, place + 1):
        named = (number for number, entry in enumerate(further) if entry.get("名称") == name and number not in taken)
        number = next(named, free)
        free += number == free
        taken.add(number)
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
        _measured(rows, columns, path)
        for place, head in enumerate(columns.scored, columns.named + len(columns.measured)):
            if head != "复核得分":
                rows.value((*path, "分值" if head == "分值" else "得分"), place)
        _reason_and_own_columns(rows, columns, path)
        rows.end(repeated=True)
