"""The 项目支出绩效自评表 of a project, laid out as the official form: identity, funds, goals, indicators, total."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.number import Amount, total
from generator.model.project import Finding, Project
from generator.model.selfeval import FundRow, SelfSheet
from generator.pages._selfrows import Row, SheetCell, columns_of, indicators, own_score, plain_rows, with_including
from generator.views import ABSENT, ProjectDetail, figure

BLANK = ""
FUND_HEADS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
TITLES = {
    "项目": "项目支出绩效自评表",
    "专项资金": "专项资金绩效自评表",
    "部门整体": "部门整体支出绩效自评表",
    "转移支付": "转移支付绩效自评表",
}


@dataclass(frozen=True)
class Sheet:
    """The whole form; every tuple of rows is one table below the other."""

    title: str
    year: int
    identity: tuple[Row, ...]
    fund_heads: tuple[str, ...]
    funds: tuple[Row, ...]
    goals: tuple[Row, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    span: int
    weight: str
    points: tuple[str, ...]
    words: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    remarks: tuple[str, ...]


def self_sheet(summary: ProjectDetail) -> Sheet | None:
    """The form of a self-evaluation, None for every other project."""
    project, sheet = summary.project, summary.project.sheet
    if sheet is None:
        return None
    tops = tuple(top for top in summary.score.levels if top.indicator is not project.execution)
    columns = columns_of(project, sheet, tops)
    reasons = any(row.reason for row in sheet.funds)
    return Sheet(
        title=sheet.title or TITLES[project.subject],
        year=summary.year,
        identity=tuple(_identity(project, sheet)),
        fund_heads=(*FUND_HEADS, *(("原因",) if reasons else ())),
        funds=tuple(_funds(summary, reasons)),
        goals=tuple(_goals(sheet)),
        heads=columns.heads,
        rows=(*indicators(summary, tops, columns), *plain_rows(sheet.rows, columns)),
        span=len(columns.heads) - (4 if columns.reviewed else 3),
        weight=figure(summary.full) if tops or summary.total is not None else ABSENT,
        points=tuple(_totals(summary, columns.reviewed)),
        words=tuple(_words(sheet, project.findings)),
        notes=sheet.notes,
        remarks=sheet.remark.words,
    )


# ---- identity, funds, goals ----


def _identity(project: Project, sheet: SelfSheet) -> Iterator[Row]:
    """Name over the whole width, then pairs; a long pair takes a line of its own."""
    yield (SheetCell(("项目名称",), head=True), SheetCell((project.name,), columns=3))
    pairs = [("主管部门", project.authority or ABSENT), ("实施单位", project.unit)]
    if project.subject != "项目":
        pairs.append(("评价对象", project.subject))
    if project.period:
        pairs.append(("实施期", project.period))
    pairs += [(entry.name, entry.text) for entry in sheet.entries]
    for first, *second in (pairs[n : n + 2] for n in range(0, len(pairs), 2)):
        cells = [SheetCell((first[0],), head=True), SheetCell((first[1],), columns=1 if second else 3)]
        cells += [cell for name, text in second for cell in (SheetCell((name,), head=True), SheetCell((text,)))]
        yield tuple(cells)
    if project.responsible:
        yield (SheetCell(("责任单位",), head=True), SheetCell(("、".join(project.responsible),), columns=3))


def _funds(summary: ProjectDetail, reasons: bool) -> Iterator[Row]:
    """The rows as printed; where a form has no 资金 of its own, the one row that 预算 gives."""
    project, budget = summary.project, summary.project.budget
    rows: tuple[FundRow, ...] = project.sheet.funds if project.sheet else ()
    if not rows:
        rows = (FundRow(name="年度资金总额", initial=budget.initial, planned=budget.amount, spent=budget.spent),)
    leaf = next((top for top in summary.score.levels if top.indicator is project.execution), None)
    for number, row in enumerate(rows):
        weight, points, rate = row.weight, row.points, row.rate
        if number == 0:
            weight = leaf.weight if weight is None and leaf else weight
            points = leaf.points if points is None and leaf else points
            rate = rate or (summary.execution_rate if budget.spent else "")
        cells = (_amount(row.initial), _amount(row.planned), _amount(row.spent), figure(weight), rate, figure(points))
        name = with_including(row.name) if number == 1 else row.name
        yield (
            SheetCell((name,), head=True, notes=row.remark.words),
            *(SheetCell((text or ABSENT,), number=True) for text in cells),
            *((SheetCell((row.reason or BLANK,)),) if reasons else ()),
        )


def _amount(amount: Amount | None) -> str:
    """The figure in 万元, as the head of the block says."""
    return amount.number if amount else ABSENT


def _goals(sheet: SelfSheet) -> Iterator[Row]:
    named = any(goal.name for goal in sheet.goals)
    for goal in sheet.goals:
        yield (
            *((SheetCell((goal.name,), head=True),) if named else ()),
            SheetCell(goal.expected or (ABSENT,), notes=goal.remark.words),
            SheetCell(goal.achieved or (ABSENT,)),
        )


# ---- foot ----


def _totals(summary: ProjectDetail, reviewed: bool) -> Iterator[str]:
    """The total under each column of points; where there is none, the grade alone or that nothing was filled in."""
    shown = summary.grade if summary.total is None else figure(summary.total)
    rules = summary.project.total_rules
    if reviewed and rules and rules.counts == "复核分":
        yield figure(own_score(summary).computed)
        yield shown
        return
    yield shown
    if reviewed:
        leaves = [leaf.indicator.reviewed for leaf in summary.score.leaves()]
        given = [points for points in leaves if points is not None]
        yield figure(total(given)) if len(given) == len(leaves) else ABSENT


def _words(sheet: SelfSheet, findings: Sequence[Finding]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What some places print below the total."""
    if sheet.conclusion:
        yield "评价结论", sheet.conclusion
    if findings:
        yield "存在问题", tuple(finding.problem for finding in findings)
    if advice := tuple(finding.advice for finding in findings if finding.advice):
        yield "改进措施", advice
