"""Sections of a project's page that need more than the project itself, each as one object for its template."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.core.number import percent, share
from generator.core.printed import shared_unit
from generator.core.record import Remark
from generator.model.book import RatingScheme
from generator.model.project import Achievement, Finding, Indicator, Project
from generator.model.report import Stated
from generator.model.scores import Score
from generator.model.selfeval import PlainRow, level_names
from generator.pages.project.indicator_rows import goals_above, has_review_column
from generator.pages.project.notes import ExplainedFindings
from generator.pages.project.rows import GoalRow, ScoreRow, depth, goal_rows, printed_values, score_rows
from generator.pages.project.sheet import Sheet, self_sheet
from generator.views import ABSENT, ProjectDetail, ProjectSummary, figure
from generator.views.peers import amount_band
from generator.views.receipt import Receipt, ReceiptLine
from generator.views.series.problems import ProblemOutcome, outcomes_of

NOT_STATED = "（公开文件未载明）"
MAX_NAMED = 6  # indicators named in a sentence
MAX_COMPARED = 4  # projects that 并排比较 holds (chosen.js)
NUMBERS = "一二三四五六"

# ---- 信息表, 自评表 ----


@dataclass(frozen=True)
class SheetRow:
    """A row of the 信息表: the field's name, its paragraphs, remarks on oddities; `prose` makes the name a heading."""

    name: str
    texts: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    prose: bool = False


@dataclass(frozen=True)
class OfficialSheet:
    """The official form at the top of the page: the 自评表 if the paper is one, else the rows of the 信息表.

    `compiled_from` names the paper that a 信息表 was compiled from; it is empty if the form itself was published.
    """

    self_sheet: Sheet | None
    rows: tuple[SheetRow, ...]
    compiled_from: str

    @property
    def name(self) -> str:
        """Name of the form."""
        return "自评表" if self.self_sheet else "信息表"


def official_sheet(detail: ProjectDetail) -> OfficialSheet:
    """Lay out the form of a project."""
    return OfficialSheet(self_sheet(detail), tuple(_sheet_rows(detail)), detail.project.compiled_from)


def _sheet_rows(detail: ProjectDetail) -> Iterator[SheetRow]:
    """Yield the eight rows of the official form, in its words and order.

    They hold what a published form prints; without one, what the report gives.
    """
    project, has_form = detail.project, not detail.project.compiled_from
    forms = (source.states for source in project.sources if source.kind == "信息表")
    own = next((states for states in forms if states), None) or Stated()
    amount = own.written("amount") or project.budget.written("amount")
    score = detail.total if own.score is None else own.score
    answers = tuple(f.rectification.text if f.rectification else NOT_STATED for f in project.findings)
    yield SheetRow("项目名称", (own.name or project.name,))
    yield SheetRow("预算金额", (amount or ABSENT,))
    yield SheetRow("评价分值", (ABSENT if score is None else f"{figure(score)}分",))
    yield SheetRow("评价结论", (own.grade or detail.grade,))
    yield SheetRow(
        "主要绩效",
        _numbered(tuple(a.text if has_form else _whole(a) for a in project.achievements)),
        tuple(a.remark for a in project.achievements),
        prose=True,
    )
    yield SheetRow("存在问题", _numbered(tuple(f.problem for f in project.findings)), prose=True)
    yield SheetRow("整改建议", _numbered(tuple(f.advice or NOT_STATED for f in project.findings)), prose=True)
    stated = (NOT_STATED,) if set(answers) <= {NOT_STATED} else _numbered(answers)
    yield SheetRow("整改情况", stated, prose=True)


def _whole(achievement: Achievement) -> str:
    return "".join((achievement.text, *achievement.detail))


def _numbered(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Number several paragraphs as the form does."""
    if len(texts) < 2:
        return texts or (NOT_STATED,)
    return tuple(f"{number}、{text}" for number, text in enumerate(texts, 1))


# ---- 得分 ----


@dataclass(frozen=True)
class ScoreSection:
    """得分: points by first-level indicator (`tops`) and by leaf (`rows`), how they add up, where most was lost.

    `totalled`: there is a total, printed or computed; `detailed`: the rows tell more than the first level does;
    `levels_only`: the paper has no more than its points, `unpublished`: none of any indicator. `points_ours`: it prints
    no points of any leaf, so all of them are ours; `rates_printed`: it prints 得分率;
    `assessed`: some points were awarded by judgement (评定). `worst` are the rows that lost most, `band` is the amount
    band of the budget.
    """

    tops: tuple[Score, ...]
    level_names: tuple[str, ...]
    rows: tuple[ScoreRow, ...]
    worst: tuple[ScoreRow, ...]
    receipt: Receipt
    full: str
    scheme_full: str
    points_ours: bool
    rates_printed: bool
    total_rate: str
    own_total_rate: str
    assessed: bool
    costliest: str
    lowest: str
    band: str
    other_totals: tuple[tuple[str, str], ...]
    totalled: bool
    detailed: bool
    levels_only: bool
    unpublished: bool


def score_section(detail: ProjectDetail) -> ScoreSection:
    """Gather the section of a project."""
    receipt, levels, total_rate = detail.receipt, detail.score.levels, _total_rate(detail)
    printed = detail.project.printed
    rows, most = (
        tuple(score_rows(receipt.lines, detail.project.sheet is not None, _blocks(detail.project))),
        detail.costliest[0].lost if detail.costliest else None,
    )
    return ScoreSection(
        tops=levels if is_scored(detail) else (),
        level_names=tuple(level_names(depth(levels), goals_above(detail.project))),
        rows=rows,
        worst=tuple(row for row in rows if most and row.line.score.lost == most),
        receipt=receipt,
        full=(printed.written("full") if printed else "") or figure(detail.own_full),
        scheme_full=figure(detail.full),
        points_ours=all(line.score.printed is None for line in receipt.lines),
        rates_printed=any(top.printed_rate for top in levels) or total_rate != "",
        total_rate=total_rate,
        own_total_rate=_own_total_rate(detail),
        assessed=any(line.assessed and not line.working for line in receipt.lines),
        costliest=_named(receipt.costliest),
        lowest="" if receipt.lowest == receipt.costliest else _named(receipt.lowest),
        band=amount_band(detail.budget),
        other_totals=tuple(_other_totals(detail)),
        totalled=_is_totalled(detail),
        detailed=depth(levels) > 1 or any(_is_measured(row) and not row.in_form for row in rows),
        levels_only=depth(levels) == 1 and not any(map(_is_measured, rows)) and not detail.project.self_evaluated,
        unpublished=not any(row.points is not None for row in _printed_rows(detail.project)),
    )


def _is_measured(row: ScoreRow) -> bool:
    """Return whether a row tells how its points came about."""
    line, node = row.line, row.line.score.indicator
    return bool(line.target or line.actual or line.working or node.rows) or any(printed_values(node))


def _printed_rows(project: Project) -> Sequence[PlainRow]:
    return project.sheet.rows if project.sheet else ()


def is_scored(detail: ProjectDetail) -> bool:
    """True if there is a score to show, or a row that the form above has no place for: it has those without points."""
    told = any(node.points is not None or node.printed_rate for node in detail.score.nodes())
    return detail.project.sheet is None or told or any(map(_is_named, _blocks(detail.project)))


def _is_named(block: Indicator | None) -> bool:
    """Return whether a block of a form has a name of its own, values or rows, for which the block has no cell."""
    own = block and (block.block != "绩效指标" or block.code or block.rows or [*printed_values(block)])
    return bool(own)


def _is_totalled(detail: ProjectDetail) -> bool:
    """Return whether there is a total, or the full marks of one."""
    return any(value is not None for value in (detail.total, detail.computed.total, detail.own_full))


def _other_totals(detail: ProjectDetail) -> Iterator[tuple[str, str]]:
    """Yield what the paper prints beside its total and that neither the form nor a table below shows."""
    project, printed = detail.project, detail.project.printed
    untold = not (is_scored(detail) and detail.score.levels and _is_totalled(detail))
    shown = (
        ("full", "满分", untold and project.sheet is None),
        ("rate", "得分率", untold),
        ("own", "自评分值", not has_review_column(project)),
        ("reviewed", "复核分值", not has_review_column(project)),
    )
    if printed:
        named = ((field, name) for field, name, here in shown if here and field != project.total_field)
        yield from ((name, text) for field, name in named if (text := printed.written(field)))


def _blocks(project: Project) -> tuple[Indicator | None, ...]:
    """Return the indicators that a form prints in other blocks than that of the indicators."""
    return project.execution, project.goal_block


def _named(lines: Sequence[ReceiptLine]) -> str:
    """Name indicators with the points they lost and their rates; of very many only the first."""
    named = "、".join(f"{line.title}（扣 {line.lost} 分，得分率 {line.score.rate_text}）" for line in lines[:MAX_NAMED])
    return f"{named}等 {len(lines)} 项" if len(lines) > MAX_NAMED else named


def _total_rate(detail: ProjectDetail) -> str:
    """Return the printed 得分率 of the total, empty if there is none."""
    printed = detail.project.printed
    return printed.rate.text if printed and printed.rate else ""


def _own_total_rate(detail: ProjectDetail) -> str:
    """Return the computed 得分率 of the total."""
    total = detail.score.total
    return percent(None if total is None or detail.full is None else share(total, detail.full))


# ---- 问题、建议与整改 ----


@dataclass(frozen=True)
class FindingsSection:
    """问题、建议与整改: findings with the indicators they explain.

    `classified` says from which paper the states of rectification were derived; `undated`: no answer has a date.
    """

    explained: ExplainedFindings
    classified: str
    undated: bool


def findings_section(detail: ProjectDetail) -> FindingsSection:
    """Gather the section of a project."""
    project = detail.project
    kinds = {source.kind for source in project.sources}
    paper = next((kind for kind in ("整改情况表", "信息表") if kind in kinds), "公开文件")
    linked = depth(detail.score.levels) > 1 and is_scored(detail)
    return FindingsSection(
        explained=ExplainedFindings(project, linked),
        classified=_classified(project.findings, paper),
        undated=not any(finding.rectification and finding.rectification.date for finding in project.findings),
    )


def _classified(findings: Sequence[Finding], paper: str) -> str:
    """Say once, above all findings, from which paper the states were derived; empty without an answer."""
    answers = [finding.rectification for finding in findings if finding.rectification]
    if not answers:
        return ""
    undated = "，其中未载整改时间" if not any(answer.date for answer in answers) else ""
    return f"整改状态由本站据{paper}的文字归类{undated}。"


# ---- the rest of the report ----


@dataclass(frozen=True)
class ReportSection:
    """Tables of the report with the columns that hold anything, and the facts of its cover."""

    achievements: bool
    volume_columns: tuple[tuple[str, tuple[str, ...]], ...]
    goal_levels: tuple[str, ...]
    goal_rows: tuple[GoalRow, ...]
    parts_unit: str
    parts_kind: bool
    parts_broken_down: bool
    parts_done: bool
    surveys_dated: bool
    facts: tuple[tuple[str, str], ...]


def report_section(detail: ProjectDetail) -> ReportSection:
    """Gather the section of a project."""
    project, parts = detail.project, detail.project.budget.parts
    goals = project.goals.table if project.goals else ()
    collection = project.evaluation.collection
    return ReportSection(
        achievements=not project.compiled_from and any(achievement.detail for achievement in project.achievements),
        volume_columns=tuple(_volume_columns(project)),
        goal_levels=tuple(f"{n}级目标" for n in NUMBERS[: max((len(g.levels) for g in goals), default=0)]),
        goal_rows=tuple(goal_rows(goals)),
        parts_unit=shared_unit(part.written(name) for part in parts for name in ("amount", "spent")),
        parts_kind=any(part.kind for part in parts),
        parts_broken_down=any(part.breakdown for part in parts),
        parts_done=any(part.planned or part.done for part in parts),
        surveys_dated=collection is not None and any(survey.when for survey in collection.surveys),
        facts=tuple(_facts(detail)),
    )


def _volume_columns(project: Project) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the columns of 业务数据 that hold any figure."""
    columns = (("年末数", "stock"), ("本年新增", "added"), ("本年减少", "gone"))
    for name, field in columns:
        values = tuple(volume.written(field) for volume in project.volumes)
        if any(values):
            yield name, tuple(value or ABSENT for value in values)


def _facts(detail: ProjectDetail) -> Iterator[tuple[str, str]]:
    """Yield the facts of cover and preface, in the order of a cover."""
    project, evaluation = detail.project, detail.project.evaluation
    facts = (
        ("报告标题", evaluation.report_title),
        ("报告所载项目名称", evaluation.report_name),
        ("年度", _years(project)),
        ("列表中简称", project.short),
        ("项目单位", project.unit),
        ("主管部门", "、".join(project.authorities)),
        ("责任单位", "" if project.sheet else "、".join(project.responsible)),
        ("实施期", "" if project.sheet else project.period),
        ("委托单位", evaluation.client),
        ("评价机构", evaluation.agency),
        ("评价方式", evaluation.method or ""),
        ("评价程序", evaluation.procedure),
        ("评价开始", evaluation.began.chinese if evaluation.began else ""),
        ("报告日期", evaluation.report_date.chinese if evaluation.report_date else ""),
        ("评价等级依据", _scheme(detail.scheme)),
    )
    return ((name, value) for name, value in facts if value)


def _years(project: Project) -> str:
    """Return the printed years, empty if they are just the year of the page."""
    written = project.written("printed_year")
    return "" if written == str(project.year) else written


def _scheme(scheme: RatingScheme | None) -> str:
    """Return the title of the scheme, and whether its bounds were verified."""
    if scheme is None:
        return ""
    notes = (scheme.number, "等级界限未与原文核对" if scheme.status == "未核实" else "")
    more = "，".join(note for note in notes if note)
    return f"{scheme.title}（{more}）" if more else scheme.title


# ---- 同一项目历年结果 ----


@dataclass(frozen=True)
class YearsSection:
    """同一项目历年结果: the project in all its years, oldest first.

    `before` is the year before, None in the first one, and `outcomes` say what became of its problems; `compared` are
    the ids of those that 并排比较 opens with.
    """

    summaries: tuple[ProjectSummary, ...]
    before: ProjectSummary | None
    outcomes: tuple[ProblemOutcome, ...]
    compared: tuple[str, ...]


def years_section(detail: ProjectDetail, in_all_years: Sequence[ProjectSummary]) -> YearsSection | None:
    """Gather the section of a project; None if it has one year alone."""
    if len(in_all_years) < 2:
        return None
    others = sorted(one.id for one in in_all_years if one.id != detail.id)
    before = max((one for one in in_all_years if one.year < detail.year), key=lambda one: one.year, default=None)
    since = sorted((one for one in in_all_years if one.year >= detail.year), key=lambda one: one.year)
    return YearsSection(
        summaries=tuple(in_all_years),
        before=before,
        outcomes=outcomes_of(before, since) if before else (),
        compared=tuple(sorted([detail.id, *others[-MAX_COMPARED + 1 :]])),
    )
