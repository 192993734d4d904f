"""项目支出绩效自评表 of a project, laid out as the official form: identity, funds, goals, indicators, total."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.core.printed import shared_unit, without_unit
from generator.core.record import Marks, Remark
from generator.model.project import Indicator, Project
from generator.model.selfeval import (
    TITLES,
    AnnualGoal,
    FundRow,
    SelfSheet,
)
from generator.pages.project.indicator_rows import Row, SheetCell, columns_of, indicators, plain_rows, written_points
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
GOAL_HEADS = ("预期目标", "实际完成情况")
MONEY = ("initial", "planned", "received", "spent")


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
        goal_heads=tuple(names.get(head) or head for head in GOAL_HEADS),
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


def _identity(project: Project, sheet: SelfSheet) -> Iterator[Row]:
    """Name over the whole width, then pairs; a long pair takes a line of its own."""
    yield (SheetCell(("项目名称",), head=True), SheetCell((project.name,), columns=3))
    names = sheet.head_names
    usual = (
        ("主管部门", "、".join(project.authorities) or ABSENT),
        ("实施单位", project.unit),
        ("实施期", project.period),
    )
    pairs = [*_kept(names, usual), *((entry.name, entry.text) for entry in sheet.entries)]
    for first, *second in (pairs[n : n + 2] for n in range(0, len(pairs), 2)):
        cells = [SheetCell((first[0],), head=True), SheetCell((first[1],), columns=1 if second else 3)]
        cells += [cell for name, text in second for cell in (SheetCell((name,), head=True), SheetCell((text,)))]
        yield tuple(cells)
    for head, text in _kept(names, (("责任单位", "、".join(project.responsible)),)):
        yield SheetCell((head,), head=True), SheetCell((text,), columns=3)


def _kept(names: Mapping[str, str], values: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the printed heads with their values: of those that are filled in, and of those that the paper prints."""
    return [(head, text or ABSENT) for name, text in values if (head := names.get(name, text and name))]


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
                "weight": leaf.written_weight,
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
    if block is None:
        return ""
    reviewed = f"，复核得分 {text}" if (text := block.written("reviewed")) else ""
    return f"分值 {block.written_weight or ABSENT}，得分 {written_points(block)}{reviewed}"


def _goals(sheet: SelfSheet) -> Iterator[Row]:
    named, kept = any(goal.name for goal in sheet.goals), any(map(sheet.head_names.get, GOAL_HEADS))
    for goal in sheet.goals or (AnnualGoal(),) * kept:
        yield (
            *((SheetCell((goal.name,), head=True),) if named else ()),
            SheetCell(goal.expected or (ABSENT,), remark=goal.remark),
            SheetCell(goal.achieved or (ABSENT,)),
        )


# ---- foot ----


def _has_total(project: Project) -> bool:
    """Return whether the form prints a row of totals: some figure of it, or it is empty as a whole."""
    names, printed = ("score", "full", "own", "reviewed"), project.printed
    named = project.sheet is not None and project.sheet.head_names.get("总分")
    return project.filled == "未填报" or bool(named) or (printed is not None and any(map(printed.written, names)))


def _totals(summary: ProjectDetail, reviewed: bool) -> Iterator[str]:
    """The printed total under each column of points; a dash where the paper leaves it blank."""
    printed, rules = summary.project.printed, summary.project.total_rules
    total = (printed.written(summary.project.total_field) if printed else "") or ABSENT
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
    grade = ("自评等级", project.printed.grade if project.printed else "")
    yield from ((head, (text,)) for head, text in _kept(sheet.head_names, (grade,)))
    if sheet.conclusion:
        yield "评价结论", sheet.conclusion
    if findings:
        yield "存在问题", tuple(finding.problem for finding in findings)
    if project.achievements:
        yield "主要绩效", tuple(text for item in project.achievements for text in (item.text, *item.detail))
    if advice := tuple(finding.advice for finding in findings if finding.advice):
        yield "改进措施", advice
