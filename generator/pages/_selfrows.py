"""The indicators of a 自评表 row by row, with merged cells: the scored tree first, then rows printed without scores."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.record import NO_REMARK, Remark
from generator.model.project import Indicator, Project
from generator.model.scores import Score
from generator.model.selfeval import PlainRow, SelfSheet, SubRow, level_names
from generator.pages._tables import depth
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
        """What a head cell is the head of."""
        return "rowgroup" if self.rows > 1 else "row"


Row = tuple[SheetCell, ...]


def with_including(name: str) -> str:
    """The name of a row below another."""
    return name if name.startswith("其中") else f"其中：{name}"


@dataclass(frozen=True)
class Columns:
    """Which columns the form has: the levels of the tree, those only some places print, and this paper's own ones."""

    levels: tuple[str, ...]
    sign: bool
    unit: bool
    reviewed: bool
    own: tuple[str, ...] = ()

    @property
    def measured(self) -> tuple[str, ...]:
        """The heads of what was to be reached and what was."""
        sign, unit = ("指标性质",) if self.sign else (), ("度量单位",) if self.unit else ()
        return (*sign, "年度指标值", *unit, "实际完成值")

    @property
    def scored(self) -> tuple[str, ...]:
        """The heads of weight and points."""
        return ("分值", "自评得分", "复核得分") if self.reviewed else ("分值", "得分")

    @property
    def told(self) -> tuple[str, ...]:
        """The heads of what is told of it in words."""
        return ("偏差原因分析及改进措施", *self.own)

    @property
    def heads(self) -> tuple[str, ...]:
        """The words of the head."""
        return (*self.levels, *self.measured, *self.scored, *self.told)


def goals_above(project: Project) -> bool:
    """Whether annual goals stand above the first level: all that a form's table has at its top are goals by name."""
    goals = {goal.name for goal in project.sheet.goals if goal.name} if project.sheet else set()
    blocks = (project.execution, project.goal_block)
    tops = [top for top in project.indicators if not any(top is block for block in blocks)]
    return bool(tops) and all(top.name in goals for top in tops)


def columns_of(project: Project, sheet: SelfSheet, tops: tuple[Score, ...]) -> Columns:
    """The columns one form needs; `tops` are the indicators that do not stand in its funds block."""
    nodes: list[Indicator | SubRow | PlainRow] = [*project.nodes(), *sheet.rows]
    nodes += [row for node in project.nodes() for row in node.rows]
    deep = max([depth(tops), *(len(row.levels) for row in sheet.rows)])
    return Columns(
        levels=level_names(deep, goals_above(project)),
        sign=any(node.sign for node in nodes),
        unit=any(node.unit for node in nodes),
        reviewed=any(node.written("reviewed") for node in project.nodes()),
        own=tuple(dict.fromkeys(column.name for node in nodes for column in node.columns)),
    )


def indicators(tops: tuple[Score, ...], columns: Columns) -> Iterator[Row]:
    """One row a leaf and one for each 其中 below it, which share the leaf's weight and points."""
    begun: list[SheetCell] = []
    for score in (node for top in tops for node in top.walk()):
        rows = sum(1 + len(node.indicator.rows) for node in score.walk() if not node.children)
        wide = 1 if score.children else len(columns.levels) - score.level + 1
        begun.append(_head(score, rows, wide))
        if score.children:
            continue
        leaf, span = score.indicator, 1 + len(score.indicator.rows)
        points = (written_points(leaf), *((leaf.written("reviewed") or ABSENT,) if columns.reviewed else ()))
        weight = leaf.written("weight") or ABSENT
        scored = tuple(
            SheetCell((text,), rows=span, number=True, label=label)
            for label, text in zip(columns.scored, (weight, *points), strict=True)
        )
        yield (*begun, *_measured(leaf, columns), *scored, *_told(leaf, columns))
        for row in leaf.rows:
            title = f"{row.above}：{row.name}" if row.above else with_including(row.name)
            name = SheetCell((title,), columns=wide, head=True, remark=row.remark)
            yield (name, *_measured(row, columns), *_told(row, columns))
        begun = []


def written_points(leaf: Indicator) -> str:
    """The points of an indicator as the paper prints them, a dash where it prints none."""
    if leaf.printed and (text := leaf.printed.written("points")):
        return text
    return (leaf.rule.written("points") if leaf.rule and leaf.rule.as_printed else "") or ABSENT


def _told(row: Indicator | SubRow | PlainRow, columns: Columns) -> Iterator[SheetCell]:
    """The reason, and the columns that only this paper has."""
    texts = {column.name: column.text for column in row.columns}
    said = (row.reason, *(texts.get(name, "") for name in columns.own))
    yield from (SheetCell((text,), label=label) for label, text in zip(columns.told, said, strict=True))


def _head(score: Score, rows: int, wide: int) -> SheetCell:
    """The name of an indicator; a leaf above the deepest level stretches over the levels left."""
    node, above = score.indicator, bool(score.children)
    weight = node.written("weight")
    note = f"（{weight.removesuffix('分')}分）" if above and weight and not node.name.endswith(("分）", "分)")) else ""
    lines = (f"{node.code} {node.name}".strip(),)
    # What is scored has its 说明 beside its working below the form.
    remark = node.remark if score.points is None else NO_REMARK
    return SheetCell(lines, rows if above else 1, wide, head=True, above=above, note=note, remark=remark)


def _measured(row: Indicator | SubRow | PlainRow, columns: Columns) -> Iterator[SheetCell]:
    """Sign, target, unit and actual, as far as the form has them; a rule that was given what is printed fills in."""
    rule = row.rule if isinstance(row, Indicator) else None
    target = row.target or (rule.printed_target if rule else "")
    actual = row.actual or (rule.printed_actual if rule else "")
    texts = (*((row.sign,) if columns.sign else ()), target, *((row.unit,) if columns.unit else ()), actual)
    yield from (SheetCell((text,), label=label) for label, text in zip(columns.measured, texts, strict=True))


def plain_rows(rows: Sequence[PlainRow], columns: Columns) -> Iterator[Row]:
    """Rows without scores; neighbours that share their upper levels share those cells."""
    deep = len(columns.levels)
    for number, row in enumerate(rows):
        above = rows[number - 1].levels if number else ()
        cells = []
        for level in range(len(row.levels)):
            path, last = row.levels[: level + 1], level == len(row.levels) - 1
            if path == above[: level + 1] and not last:
                continue
            alike = 1
            while not last and number + alike < len(rows) and rows[number + alike].levels[: level + 1] == path:
                alike += 1
            wide = deep - level if last else 1
            remark = row.remark if last else NO_REMARK
            cells.append(SheetCell((path[-1],), alike, wide, head=True, above=not last, remark=remark))
        values = (row.written("weight"), row.written("points"), *(("",) if columns.reviewed else ()))
        scored = tuple(
            SheetCell((value or ABSENT,), number=True, label=label)
            for label, value in zip(columns.scored, values, strict=True)
        )
        yield (*cells, *_measured(row, columns), *scored, *_told(row, columns))
