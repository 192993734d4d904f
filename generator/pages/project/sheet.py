"""项目支出绩效自评表 of a project, laid out as the official form: identity, funds, goals, indicators, total.

Cells may span rows and columns; the scored tree comes first, then the rows that the paper prints without scores.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.record import NO_REMARK, Remark
from generator.model.project import Finding, Indicator, Project
from generator.model.scores import Score
from generator.model.selfeval import TITLES, FundRow, PlainRow, SelfSheet, SubRow, level_names
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
IN_WAN = ("initial", "planned", "received", "spent")


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


def with_including(name: str) -> str:
    """The name of a row below another."""
    return name if name.startswith("其中") else f"其中：{name}"


@dataclass(frozen=True)
class Columns:
    """Columns of the form: levels of the tree, optional columns, and those of this paper alone."""

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


@dataclass(frozen=True)
class Sheet:
    """The whole form; every tuple of rows is one table below the other."""

    title: str
    year: str
    identity: tuple[Row, ...]
    fund_heads: tuple[str, ...]
    funds: tuple[Row, ...]
    goals: tuple[Row, ...]
    goals_scored: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    span: int
    own_columns: int
    weight: str
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
    fund_columns = [
        (name, head) for name, head, usual in FUND_COLUMNS if usual or _printed_in_funds(project, funds, name)
    ]
    return Sheet(
        title=sheet.title or TITLES[project.subject],
        year=project.written("printed_year"),
        identity=tuple(_identity(project, sheet)),
        fund_heads=tuple(head for _, head in fund_columns),
        funds=tuple(_funds(project, funds, [name for name, _ in fund_columns])),
        goals=tuple(_goals(sheet)),
        goals_scored=_block_points(project.goal_block),
        heads=columns.heads,
        rows=(*indicators(tops, columns), *plain_rows(sheet.rows, columns)),
        span=len(columns.heads) - (4 if columns.reviewed else 3) - len(columns.own),
        own_columns=len(columns.own),
        weight=(project.printed.written("full") if project.printed else "") or ABSENT,
        points=tuple(_totals(summary, columns.reviewed)),
        words=tuple(_words(sheet, project.findings)),
        notes=sheet.notes,
        remark=sheet.remark,
    )


# ---- identity, funds, goals ----


def _identity(project: Project, sheet: SelfSheet) -> Iterator[Row]:
    """Name over the whole width, then pairs; a long pair takes a line of its own."""
    yield (SheetCell(("项目名称",), head=True), SheetCell((project.name,), columns=3))
    pairs = [("主管部门", "、".join(project.authorities) or ABSENT), ("实施单位", project.unit)]
    if project.period:
        pairs.append(("实施期", project.period))
    pairs += [(entry.name, entry.text) for entry in sheet.entries]
    for first, *second in (pairs[n : n + 2] for n in range(0, len(pairs), 2)):
        cells = [SheetCell((first[0],), head=True), SheetCell((first[1],), columns=1 if second else 3)]
        cells += [cell for name, text in second for cell in (SheetCell((name,), head=True), SheetCell((text,)))]
        yield tuple(cells)
    if project.responsible:
        yield (SheetCell(("责任单位",), head=True), SheetCell(("、".join(project.responsible),), columns=3))


def _fund_rows(project: Project, sheet: SelfSheet) -> tuple[FundRow, ...]:
    """The rows as printed; where a file gives the amounts once, under 预算, the one row that these make."""
    budget = project.budget
    rate = budget.written("rate")
    alone = FundRow(
        name="年度资金总额", initial=budget.initial, planned=budget.amount, received=budget.received,
        received_rate=budget.written("received_rate"), spent=budget.spent, rate=rate,
    )  # fmt: skip
    return sheet.funds or (alone,)


def _printed_in_funds(project: Project, rows: Sequence[FundRow], name: str) -> bool:
    """True if an optional column has any value, in a row or as the reviewed points of 预算执行率."""
    reviewed = name == "reviewed" and project.execution is not None and project.execution.written(name)
    return bool(reviewed) or any(row.written(name) for row in rows)


def _funds(project: Project, rows: Sequence[FundRow], names: Sequence[str]) -> Iterator[Row]:
    """The block of the money; its total row bears what the paper prints for the indicator 预算执行率."""
    leaf, breakdown = project.execution, ""
    for number, row in enumerate(rows):
        texts = {name: row.in_wan(name) if name in IN_WAN else row.written(name) for name in names}
        if number == 0 and leaf:
            own = {
                "weight": leaf.written("weight"),
                "points": written_points(leaf),
                "reviewed": leaf.written("reviewed"),
            }
            texts = {name: text or own.get(name, "") for name, text in texts.items()}
            texts["rate"] = texts["rate"] or project.budget.written("rate")
        begins = number == 1 or (number > 1 and row.breakdown != breakdown)
        breakdown = row.breakdown
        name = with_including(row.name) if begins else row.name
        yield (
            SheetCell((name,), head=True, remark=row.remark),
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


def _totals(summary: ProjectDetail, reviewed: bool) -> Iterator[str]:
    """The printed total under each column of points; without one the grade alone, or that nothing was filled in."""
    printed, rules = summary.project.printed, summary.project.total_rules
    total = (printed.written("score") if printed else "") or summary.grade
    if not reviewed:
        yield total
        return
    own, other = (printed.written("own"), printed.written("reviewed")) if printed else ("", "")
    reviewed_counts = rules is not None and rules.counts == "复核分"
    yield own or (ABSENT if reviewed_counts else total)
    yield other or (total if reviewed_counts else ABSENT)


def _words(sheet: SelfSheet, findings: Sequence[Finding]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the texts that some places print below the total."""
    if sheet.conclusion:
        yield "评价结论", sheet.conclusion
    if findings:
        yield "存在问题", tuple(finding.problem for finding in findings)
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
