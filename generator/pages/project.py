"""项目: the official 绩效评价结果信息表 first, then the score with its working, then the rest of the report."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from generator.core.number import percent, share
from generator.core.record import Remark
from generator.model.attached import AttachedFile
from generator.model.book import RatingScheme, Site
from generator.model.project import Achievement, Project
from generator.model.report import Stated
from generator.model.selfeval import level_names
from generator.pages import OTHER_YEARS, VERSIONS, Page, PageKind, Tags, shows
from generator.pages._catalogue import catalogue, issuers
from generator.pages._citing import citation
from generator.pages._dataset import of_project
from generator.pages._findings import ExplainedFindings, classified
from generator.pages._notes import PageNotes
from generator.pages._reporting import report_addresses
from generator.pages._selfrows import goals_above
from generator.pages._selfsheet import self_sheet
from generator.pages._sources import cited
from generator.pages._tables import depth, goal_rows, score_rows
from generator.pages._tags import article, year_column
from generator.views import ABSENT, ProjectDetail, figure
from generator.views.amount_band import amount_band
from generator.views.download import Download
from generator.views.receipt import ReceiptLine

KINDS = (PageKind(re.compile(r"(\d{4})/(?!index\.)[^/]+\.html"), "项目", order=1),)
NOT_STATED = "（公开文件未载明）"
MOST_NAMED = 6
NUMBERS = "一二三四五六"


@dataclass(frozen=True)
class LabelledText:
    """One row of the 信息表: the field's name, its paragraphs, and what readers are told of something odd in it.

    What is told in `prose` is reached as a section is.
    """

    name: str
    texts: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    prose: bool = False


def project_page(
    site: Site, detail: ProjectDetail, files: Mapping[str, AttachedFile], downloads: Sequence[Download]
) -> Page:
    """The page of a project; `files` are those its sources name, `downloads` what readers can take away of it."""
    project, parts = detail.project, detail.project.budget.parts
    about = f"{project.name}：{detail.unit.name}{detail.result}。"
    kinds = {source.kind for source in project.sources}
    has_form = not project.compiled_from
    levels = depth(detail.score.levels)
    answered_in = next((kind for kind in ("整改情况表", "信息表") if kind in kinds), "公开文件")
    goals = project.goals.table if project.goals else ()
    collection = project.evaluation.collection
    return Page(
        f"{detail.id}.md",
        project.name,
        "project",
        shows(
            notes=PageNotes(),
            detail=detail,
            project=project,
            other_years=Markup(OTHER_YEARS),
            versions=Markup(VERSIONS),
            sheet=tuple(_sheet(detail, has_form)),
            compiled=project.compiled_from,
            achievements_told=has_form and any(one.detail for one in project.achievements),
            selfsheet=self_sheet(detail),
            tops=detail.score.levels if _scored(detail) else (),
            level_names=level_names(levels, goals_above(project)),
            rows=tuple(score_rows(detail.receipt.lines)),
            full=figure(project.own_full),
            scheme_full=figure(detail.full),
            groups_ours=_groups_ours(detail),
            rates_printed=any(top.printed_rate for top in detail.score.levels) or _total_rate(detail) != "",
            total_rate=_total_rate(detail),
            own_total_rate=_own_total_rate(detail),
            receipt=detail.receipt,
            assessed=any(line.assessed and not line.working for line in detail.receipt.lines),
            costliest=_named(detail.receipt.costliest),
            lowest="" if detail.receipt.lowest == detail.receipt.costliest else _named(detail.receipt.lowest),
            findings=ExplainedFindings(project, linked=levels > 1 and _scored(detail)),
            classified=classified(project.findings, answered_in),
            all_undated=not any(one.rectification and one.rectification.date for one in project.findings),
            volume_columns=tuple(_volume_columns(project)),
            surveys_dated=collection is not None and any(survey.when for survey in collection.surveys),
            sources=tuple(cited(project.sources)),
            citation=citation(site, detail),
            report_addresses=report_addresses(site, detail),
            catalogue=catalogue(site, project),
            attached={file.name: Download(file.address, file.name, file.size) for file in files.values()},
            goal_levels=tuple(f"{n}级目标" for n in NUMBERS[: max((len(g.levels) for g in goals), default=0)]),
            goal_rows=tuple(goal_rows(goals)),
            parts_kind=any(part.kind for part in parts),
            parts_broken_down=any(part.breakdown for part in parts),
            parts_done=any(part.planned or part.done for part in parts),
            evaluation=project.evaluation,
            band=amount_band(detail.budget),
            evaluation_facts=tuple(_facts(detail)),
            download=next((d for d in downloads if d.path == f"data/{detail.id}.json"), None),
            documents=tuple(d for d in downloads if d.format == "DOCX"),
        ),
        about,
        scripts=("assets/js/printing.js", "assets/js/copying.js"),
        tags=_tags(site, detail, about),
        dataset=of_project(site, detail, about, [file for file in downloads if file.title]),
        changed=project.newest.iso if project.newest else "",
    )


def _tags(site: Site, detail: ProjectDetail, about: str) -> Tags:
    """The tags of its year, the column it stands in, and its own."""
    project = detail.project
    return year_column(detail.year) + article(
        project.name,
        project.entered,
        "、".join(issuers(project)) or project.sources[0].document,
        (str(detail.year), detail.unit.name, detail.title),
        about,
        site.url and f"{site.url}{detail.id}.html",
    )


def _sheet(detail: ProjectDetail, has_form: bool) -> Iterator[LabelledText]:
    """The eight rows of the official form, same words and order.

    Of a paper that has the form, what the form itself prints; else what the report gives, which the page says above it.
    """
    project = detail.project
    forms = (source.states for source in project.sources if source.kind == "信息表")
    own = next((states for states in forms if states), None) or Stated()
    amount = own.written("amount") or project.budget.written("amount")
    score = detail.total if own.score is None else own.score
    answers = tuple(f.rectification.text if f.rectification else NOT_STATED for f in project.findings)
    yield LabelledText("项目名称", (own.name or project.name,))
    yield LabelledText("预算金额", (amount or ABSENT,))
    yield LabelledText("评价分值", (ABSENT if score is None else f"{figure(score)}分",))
    yield LabelledText("评价结论", (own.grade or detail.grade,))
    yield LabelledText(
        "主要绩效",
        _numbered(tuple(a.text if has_form else _whole(a) for a in project.achievements)),
        tuple(a.remark for a in project.achievements),
        prose=True,
    )
    yield LabelledText("存在问题", _numbered(tuple(f.problem for f in project.findings)), prose=True)
    yield LabelledText("整改建议", _numbered(tuple(f.advice or NOT_STATED for f in project.findings)), prose=True)
    told = (NOT_STATED,) if set(answers) <= {NOT_STATED} else _numbered(answers)
    yield LabelledText("整改情况", told, prose=True)


def _whole(achievement: Achievement) -> str:
    return "".join((achievement.text, *achievement.detail))


def _numbered(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Number paragraphs as the form does: only where there are several."""
    if len(texts) < 2:
        return texts or (NOT_STATED,)
    return tuple(f"{number}、{text}" for number, text in enumerate(texts, 1))


def _volume_columns(project: Project) -> Iterator[tuple[str, tuple[Decimal | None, ...]]]:
    """The figures of 业务数据 by column; a column in which none is given is left out."""
    columns = (("年末数", "stock"), ("本年新增", "added"), ("本年减少", "gone"))
    for name, field in columns:
        values = tuple(getattr(volume, field) for volume in project.volumes)
        if any(value is not None for value in values):
            yield name, values


def _scored(detail: ProjectDetail) -> bool:
    """Whether there is a score to show: the form above has the rows of a paper that prints none."""
    return detail.project.sheet is None or any(node.points is not None for node in detail.score.nodes())


def _groups_ours(detail: ProjectDetail) -> bool:
    """Whether the paper prints no points of any group, so that it is said once that those shown are ours."""
    groups = [node for node in detail.score.nodes() if node.children]
    return all(node.printed is None for node in groups) and any(node.ours is not None for node in groups)


def _named(lines: Sequence[ReceiptLine]) -> str:
    """Indicators with what they lost, by points and by rate; of very many the first."""
    named = "、".join(f"{one.title}（扣 {one.lost} 分，得分率 {one.score.rate_text}）" for one in lines[:MOST_NAMED])
    return f"{named}等 {len(lines)} 项" if len(lines) > MOST_NAMED else named


def _total_rate(detail: ProjectDetail) -> str:
    """得分率 of the whole as the paper prints it, else empty."""
    printed = detail.project.printed
    return printed.rate.text if printed and printed.rate else ""


def _own_total_rate(detail: ProjectDetail) -> str:
    """得分率 of the whole as we work it out."""
    total = detail.score.total
    return percent(None if total is None or detail.full is None else share(total, detail.full))


def _facts(summary: ProjectDetail) -> Iterator[tuple[str, str]]:
    """What the cover and the preface say of the evaluation, in the order of a cover."""
    project, evaluation = summary.project, summary.project.evaluation
    facts = (
        ("报告标题", evaluation.report_title),
        ("报告所载项目名称", evaluation.report_name),
        ("年度", _years(project)),
        ("列表中简称", project.short),
        ("项目单位", project.unit),
        ("主管部门", "、".join(project.authorities)),
        ("委托单位", evaluation.client),
        ("评价机构", evaluation.agency),
        ("评价方式", evaluation.method or ""),
        ("评价程序", evaluation.procedure),
        ("评价开始", evaluation.began.chinese if evaluation.began else ""),
        ("报告日期", evaluation.report_date.chinese if evaluation.report_date else ""),
        ("评价等级依据", _scheme(summary.scheme)),
    )
    return ((name, value) for name, value in facts if value)


def _years(project: Project) -> str:
    """The years a paper is about as it prints them, where it is not the year its page stands under alone."""
    written = project.written("printed_year")
    return "" if written == str(project.year) else written


def _scheme(scheme: RatingScheme | None) -> str:
    """The regulation that the grade goes by, and whether its bounds were held against its text."""
    if scheme is None:
        return ""
    said = (scheme.number, "等级界限未与原文核对" if scheme.status == "未核实" else "")
    more = "，".join(part for part in said if part)
    return f"{scheme.title}（{more}）" if more else scheme.title
