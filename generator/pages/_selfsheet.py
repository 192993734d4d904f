"""The 项目支出绩效自评表 of a project, laid out as the official form: identity, funds, goals, indicators, total."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.record import Remark
from generator.model.project import Finding, Indicator, Project
from generator.model.selfeval import TITLES, FundRow, SelfSheet
from generator.pages._selfrows import (
    Row,
    SheetCell,
    columns_of,
    indicators,
    plain_rows,
    with_including,
    written_points,
)
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
    """Whether a column that not every form has is there: in a row, or as what a reviewer gave for the execution."""
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
    """What a form gives for the annual goals as a whole, in words; empty where it scores them not apart."""
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
    """What some places print below the total."""
    if sheet.conclusion:
        yield "评价结论", sheet.conclusion
    if findings:
        yield "存在问题", tuple(finding.problem for finding in findings)
    if advice := tuple(finding.advice for finding in findings if finding.advice):
        yield "改进措施", advice
