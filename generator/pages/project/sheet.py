"""项目支出绩效自评表 of a project, laid out as the official form: identity, funds, goals, indicators, total.

Cells may span rows and columns; the scored tree comes first, then the rows that the paper prints without scores.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from generator.core.printed import shared_unit, without_unit
from generator.core.record import NO_REMARK, Marks, Remark
from generator.model.project import Indicator, Project
from generator.model.scores import Score
from generator.model.selfeval import (
    POINTS_IN_NAME,
    TITLES,
    FundRow,
    IndicatorHeads,
    PlainRow,
    SelfSheet,
    SubRow,
    level_names,
    numbered,
)
from generator.pages.project.rows import depth
from generator.views import ABSENT, ProjectDetail

BLANK = ""
FUND_COLUMNS = (  # field, head, whether every form has it
    ("initial", "年初预算数", True),
    ("planned", "全年预算数", True),
    ("received", "到位数", False),
    ("received_rate", "到位率", False),
    ("spent", "全年执行数", True),
    ("weight", "分值", True),
    ("rate", "执行率", True),
    ("points", "得分", True),
    ("reviewed", "复核得分", False),
    ("reason", "原因", False),
)
FUND_HEADS = {field: head for field, head, _ in FUND_COLUMNS}
MONEY = ("initial", "planned", "received", "spent")


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


@dataclass(frozen=True)
class Sheet:
    """The whole form; every tuple of rows is one table below the other."""

    title: str
    year: str
    identity: tuple[Row, ...]
    unit: str
    fund_heads: tuple[str, ...]
    funds: tuple[Row, ...]
    goals: tuple[Row, ...]
    goal_heads: tuple[str, ...]
    goals_scored: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    span: int
    own_columns: int
    has_total: bool
    total_name: str
    weight: str
    weighed: bool
    points: tuple[str, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    remark: Remark


def self_sheet(summary: ProjectDetail) -> Sheet | None:
    """The form of a self-evaluation, None for every other project."""
    project, sheet = summary.project, summary.project.sheet
    if sheet is None:
        return None
    blocks = (project.execution, project.goal_block)
    tops = tuple(top for top in summary.score.levels if not any(top.indicator is block for block in blocks))
    columns, funds = columns_of(project, sheet, tops), _fund_rows(project, sheet)
    unit = shared_unit(row.written(name) for row in funds for name in MONEY)
    names = sheet.head_names
    fund_columns = [
        (name, names.get(head) or head)
        for name, head, usual in FUND_COLUMNS
        if names.get(head, head if usual or _printed_in_funds(project, funds, name) else "")
    ]
    return Sheet(
        title=sheet.title or TITLES[project.subject],
        year="" if (year := project.written("printed_year")) in sheet.title else year,
        identity=tuple(_identity(project, sheet)),
        unit=unit,
        fund_heads=tuple(head for _, head in fund_columns),
        funds=tuple(_funds(project, funds, [name for name, _ in fund_columns], unit)),
        goals=tuple(_goals(sheet)),
        goal_heads=tuple(names.get(head) or head for head in ("预期目标", "实际完成情况")),
        goals_scored=_block_points(project.goal_block),
        total_name=names.get("总分") or "总分",
        heads=columns.heads,
        rows=(*indicators(tops, columns), *plain_rows(sheet.rows, columns)),
        span=len(columns.levels) + len(columns.measured),
        own_columns=len(columns.told),
        has_total=_has_total(project),
        weight=(project.printed.written("full") if project.printed else "") or ABSENT,
        points=tuple(_totals(summary, columns.reviewed)),
        weighed="分值" in columns.scored,
        words=tuple(_words(project, sheet)),
        notes=sheet.notes,
        remark=sheet.remark,
    )


# ---- identity, funds, goals ----


def _identity(project: Project, sheet: SelfSheet) -> Iterator[Row]:
    """Name over the whole width, then pairs; a long pair takes a line of its own."""
    yield (SheetCell(("项目名称",), head=True), SheetCell((project.name,), columns=3))
    usual = [("主管部门", "、".join(project.authorities) or ABSENT)]
    if project.unit:
        usual.append(("实施单位", project.unit))
    if project.period:
        usual.append(("实施期", project.period))
    names = sheet.head_names
    pairs = [(names.get(name, name), text) for name, text in usual if names.get(name) != ""]
    pairs += [(entry.name, entry.text) for entry in sheet.entries]
    for first, *second in (pairs[n : n + 2] for n in range(0, len(pairs), 2)):
        cells = [SheetCell((first[0],), head=True), SheetCell((first[1],), columns=1 if second else 3)]
        cells += [cell for name, text in second for cell in (SheetCell((name,), head=True), SheetCell((text,)))]
        yield tuple(cells)
    if project.responsible:
        name = names.get("责任单位") or "责任单位"
        yield SheetCell((name,), head=True), SheetCell(("、".join(project.responsible),), columns=3)


def _fund_rows(project: Project, sheet: SelfSheet) -> tuple[FundRow, ...]:
    """The rows as printed; where a file gives the amounts once, under 预算, the one row that these make."""
    budget = project.budget
    fields = {"initial": "initial", "planned": "amount", "received": "received", "spent": "spent"}
    amounts = {name: getattr(budget, own) for name, own in fields.items()}
    texts = {name: text for name, own in fields.items() if (text := budget.written(own))}
    rate, received_rate = budget.written("rate"), budget.written("received_rate")
    alone = FundRow(
        name="年度资金总额", **amounts, rate=rate, received_rate=received_rate, marks=Marks(texts=texts)
    )  # fmt: skip
    return sheet.funds or (alone,)


def _printed_in_funds(project: Project, rows: Sequence[FundRow], name: str) -> bool:
    """True if an optional column has any value, in a row or as the reviewed points of 预算执行率."""
    reviewed = name == "reviewed" and project.execution is not None and project.execution.written(name)
    return bool(reviewed) or any(row.written(name) for row in rows)


def _funds(project: Project, rows: Sequence[FundRow], names: Sequence[str], unit: str) -> Iterator[Row]:
    """The block of the money; its total row bears what the paper prints for the indicator 预算执行率.

    What a breakdown is by stands in a row of its own above its first row.
    """
    leaf, breakdown = project.execution, ""
    for number, row in enumerate(rows):
        texts = {name: without_unit(row.written(name), unit) for name in names}
        if number == 0 and leaf:
            own = {
                "weight": leaf.written("weight"),
                "points": written_points(leaf),
                "reviewed": leaf.written("reviewed"),
            }
            texts = {name: text or own.get(name, "") for name, text in texts.items()}
        if number == 0 and "rate" in texts and project.budget.may_have(row.planned, row.spent):
            texts["rate"] = texts["rate"] or project.budget.written("rate")
        if row.breakdown and row.breakdown != breakdown:
            yield (SheetCell((row.breakdown,), columns=len(names) + 1, head=True),)
        breakdown = row.breakdown
        yield (
            SheetCell((row.name,), head=True, remark=row.remark),
            *(
                SheetCell((text or (BLANK if at == "reason" else ABSENT),), number=at != "reason", label=FUND_HEADS[at])
                for at, text in texts.items()
            ),
        )


def _block_points(block: Indicator | None) -> str:
    """Describe the points for the annual goals as a whole; empty if they are not scored separately."""
    return f"分值 {block.written('weight') or ABSENT}，得分 {written_points(block)}" if block else ""


def _goals(sheet: SelfSheet) -> Iterator[Row]:
    named = any(goal.name for goal in sheet.goals)
    for goal in sheet.goals:
        yield (
            *((SheetCell((goal.name,), head=True),) if named else ()),
            SheetCell(goal.expected or (ABSENT,), remark=goal.remark),
            SheetCell(goal.achieved or (ABSENT,)),
        )


# ---- foot ----


def _has_total(project: Project) -> bool:
    """Return whether the form prints a row of totals: some figure of it, or it is empty as a whole."""
    names, printed = ("score", "full", "own", "reviewed"), project.printed
    return project.filled == "未填报" or (printed is not None and any(map(printed.written, names)))


def _totals(summary: ProjectDetail, reviewed: bool) -> Iterator[str]:
    """The printed total under each column of points; a dash where the paper leaves it blank."""
    printed, rules = summary.project.printed, summary.project.total_rules
    total = (printed.written("score") if printed else "") or ABSENT
    if not reviewed:
        yield total
        return
    own, other = (printed.written("own"), printed.written("reviewed")) if printed else ("", "")
    reviewed_counts = rules is not None and rules.counts == "复核分"
    yield own or (ABSENT if reviewed_counts else total)
    yield other or (total if reviewed_counts else ABSENT)


def _words(project: Project, sheet: SelfSheet) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the grade, and the texts that some places print below the total."""
    findings = project.findings
    if project.printed and project.printed.grade:
        yield sheet.head_names.get("自评等级") or "自评等级", (project.printed.grade,)
    if sheet.conclusion:
        yield "评价结论", sheet.conclusion
    if findings:
        yield "存在问题", tuple(finding.problem for finding in findings)
    if project.achievements:
        yield "主要绩效", tuple(text for item in project.achievements for text in (item.text, *item.detail))
    if advice := tuple(finding.advice for finding in findings if finding.advice):
        yield "改进措施", advice


# ---- indicators ----


def goals_above(project: Project) -> bool:
    """True if annual goals are above the first level: every top entry of the table is named like a goal."""
    goals = {goal.name for goal in project.sheet.goals if goal.name} if project.sheet else set()
    blocks = (project.execution, project.goal_block)
    tops = [top for top in project.indicators if not any(top is block for block in blocks)]
    return bool(tops) and all(top.name in goals for top in tops)


def columns_of(project: Project, sheet: SelfSheet, tops: tuple[Score, ...]) -> Columns:
    """The columns one form needs; `tops` are the indicators that do not stand in its funds block."""
    nodes: list[Indicator | SubRow | PlainRow] = [*project.nodes(), *sheet.rows]
    nodes += [row for node in project.nodes() for row in node.rows]
    deep = max([depth(tops), *(len(row.levels) for row in sheet.rows)])
    names = sheet.head_names
    return Columns(
        levels=level_names(deep, goals_above(project)),
        sign=bool(names.get("指标性质")) or any(node.sign for node in nodes),
        unit=bool(names.get("度量单位")) or any(node.unit for node in nodes),
        reviewed=bool(names.get("复核得分")) or any(node.written("reviewed") for node in project.nodes()),
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
    yield from (node.printed.written("points") if node.printed else "", node.written("reviewed"))
    yield from (node.sign, node.target, node.unit, node.actual, node.reason, *(column.text for column in node.columns))


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
    points, printed = written_points(node), node.printed.written("weight") if node.printed else ""
    texts = {
        "分值": printed or node.written("weight") or ABSENT,
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
    weight = (node.printed.written("weight") if node.printed else "") or node.written("weight")
    elsewhere = not above or not weight or POINTS_IN_NAME.search(node.name) or has_own_row(score)
    note = "" if elsewhere else f"（{weight}{'分' if weight[-1:].isdigit() else ''}）"
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
