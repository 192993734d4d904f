"""Official forms (`make form`): filled from data files, or blank for new projects, also for many units at once."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.core.files import write_atomic
from generator.core.number import HALF_UP
from generator.core.paths import Paths
from generator.draft import DraftPlan, drafted_content
from generator.draft.new import Answers, ExistingContent, InvalidAnswer, plan_of
from generator.forms import document, workbook
from generator.forms.layout import FormError
from generator.forms.layouts import FormLayout, layouts
from generator.forms.layouts.answers import NAME as ANSWERS
from generator.forms.layouts.answers import open_items
from generator.forms.layouts.reexamination import with_own_points
from generator.forms.layouts.self_evaluation import NAME as SELF_EVALUATION
from generator.model.book import Unit, rounding_of
from generator.model.project import Project
from generator.pipeline.check import known_projects
from generator.scoring import own_score, score_project
from generator.views.declared import declared
from generator.views.review import own_total

__all__ = ["FormError", "FormRequest", "make_forms"]
FOLDER = "forms"
NOTHING_SAID = (
    "请写明要谁的表：已有的项目写 PROJECT=2017/shipin-huiyi，各单位一份写 UNITS=单位,单位 YEAR=2018；"
    "新项目用 ARGS 写明 --year、--slug、--name、--unit"
)


@dataclass(frozen=True)
class FormRequest:
    """Request for forms: layout, file format, projects or units; else answers that describe a new project."""

    form: str
    ending: str
    projects: tuple[str, ...]
    units: tuple[str, ...]
    answers: Answers


@dataclass(frozen=True)
class _Order:
    """A form to write: project id, unit, content; its project, or the framework or earlier project it starts from."""

    project: str
    unit: str
    content: Mapping[str, Any]
    existing: Project | None = None
    begun: str = ""


def make_forms(paths: Paths, request: FormRequest, existing: ExistingContent | None = None) -> Iterator[Path]:
    """Write the requested forms and yield their paths; raises `FormError` or `InvalidAnswer` before writing any.

    `existing` is the content if already read.
    """
    layout = _requested(paths, request)
    existing = existing or known_projects(paths)
    assert paths.out is not None
    orders = list(_orders(existing, request))
    if layout.NEEDS_OWN_SCORE:
        orders = [replace(order, content=_with_own_scores(existing, layout, order)) for order in orders]
    for order in orders:
        file = paths.out / FOLDER / f"{_name(existing, order)}-{layout.NAME}.{request.ending}"
        write_atomic(file, _bytes(existing, layout, order, request))
        yield file


def _requested(paths: Paths, request: FormRequest) -> FormLayout:
    """Return the requested layout. Raises `FormError` if the request cannot be met."""
    layout = layouts().get(request.form)
    if layout is None:
        raise FormError(f"没有“{request.form}”这种表，现有：{'、'.join(layouts())}")
    if layout.NEEDS_OWN_SCORE and request.ending != "xlsx":
        raise FormError(f"{layout.NAME}只做成工作簿，请不要写 AS=docx")
    if not paths.content.is_dir():
        raise FormError(f"没有找到文件夹 {paths.content}，请在项目所在的文件夹里运行")
    if not (request.projects or request.units or any(vars(request.answers).values())):
        raise FormError(NOTHING_SAID)
    return layout


def _orders(existing: ExistingContent, request: FormRequest) -> Iterator[_Order]:
    """Yield the forms to write; without a project or unit, that of the described new project."""
    for project in request.projects:
        yield _filled(existing, project.removesuffix(".yml"))
    for name in request.units:
        yield from _of_unit(existing, name, request)
    if not request.projects and not request.units:
        yield _begun(existing, request.answers, request.form)


def _filled(existing: ExistingContent, name: str) -> _Order:
    if name not in existing.projects:
        raise FormError(f"没有“{name}”这个项目，或它还有错误、待填；现有：{'、'.join(existing.projects) or '无'}")
    project = existing.read(name)
    return _Order(name, project.body, _content(project), project)


def _content(project: Project) -> Mapping[str, object]:
    content = declared(project)
    assert isinstance(content, dict)
    return content


def _begun(existing: ExistingContent, answers: Answers, form: str) -> _Order:
    """Return a blank form for a new project; a 自评表 has its own indicator framework."""
    if form == SELF_EVALUATION and not answers.framework and not answers.last:
        trees = [framework.slug for framework in existing.book.frameworks.values() if framework.form == SELF_EVALUATION]
        answers = replace(answers, framework=next(iter(trees), ""))
    plan = plan_of(existing, answers)
    begun = plan.last.id if plan.last else answers.framework
    return _Order(f"{plan.year}/{plan.slug}", plan.unit, begun_content(plan), begun=begun)


def initial_content(
    existing: ExistingContent, project: str, begun: str, text: Callable[[str], str]
) -> Mapping[str, Any]:
    """Return the content with which the form of a new project was created; empty if it cannot be recreated.

    Args:
        existing: The existing content.
        project: The id on the form.
        begun: The earlier project or framework named on the form.
        text: Returns a text of the form by its key.
    """
    year, _, slug = project.partition("/")
    given = {"framework": begun} if begun in existing.book.frameworks else {"last": begun}
    answers = Answers(year=year, slug=slug, name=text("项目名称") or slug, unit=text("项目单位"), **given)
    try:
        return begun_content(plan_of(existing, answers))
    except InvalidAnswer:
        return {}


def begun_content(plan: DraftPlan) -> dict[str, Any]:
    """Return the content of a form for a new project: that of a draft, with blanks for printed figures."""
    content: dict[str, Any] = drafted_content(plan)
    content["公布"] = {"评价分值": "", **(content.get("公布") or {})}
    content["预算"] = {"执行率": "", **(content.get("预算") or {})}
    for row in (content.get("自评表") or {}).get("资金") or ():
        row.setdefault("执行率", "")
    _ask_for_points(content.get("指标体系") or ())
    return content


def _ask_for_points(nodes: Sequence[dict[str, Any]]) -> None:
    """Add a blank for the printed points of each indicator that is scored by a rule."""
    for node in nodes:
        _ask_for_points(node.get("下级") or ())
        if (node.get("评分") or {}).get("方法", "评定") != "评定":
            node["公布"] = {"得分": "", **(node.get("公布") or {})}


def _of_unit(existing: ExistingContent, name: str, request: FormRequest) -> Iterator[_Order]:
    """Yield the forms of a unit: its projects of the year, else of the year before, else a blank. 整改: open items."""
    unit, year = existing.book.unit(name), request.answers.year
    if unit is None:
        listed = "、".join(unit.name for unit in existing.book.units if unit.kind == "预算单位")
        raise InvalidAnswer(f"units.yml 里没有“{name}”，请改正，或先在 units.yml 登记；现有：{listed or '无'}")
    own = [(key, project) for key, project in existing.projects.items() if existing.book.unit(project.unit) is unit]
    if request.form == ANSWERS:
        yield from _of_ledger([key for key, project in own if year in ("", str(project.year))], existing, unit)
        return
    if not year:
        raise InvalidAnswer("请用 YEAR（--year）写明是哪一年的表，如 YEAR=2018")
    last_year = str(int(year) - 1) if year.isdecimal() else ""
    if now := [key for key, project in own if str(project.year) == year]:
        yield from (_filled(existing, key) for key in now)
    elif before := [key for key, project in own if str(project.year) == last_year]:
        for key in before:
            yield _begun(existing, replace(request.answers, last=key, slug="", name="", unit=unit.name), request.form)
    else:
        yield _blank(existing, unit, request)


def _blank(existing: ExistingContent, unit: Unit, request: FormRequest) -> _Order:
    """Return the form of a unit's new project, named if the request names it."""
    name = request.answers.name or f"（{unit.name}的项目）"
    blank = replace(request.answers, slug=unit.slug, unit=unit.name, name=name)
    order = _begun(existing, blank, request.form)
    return replace(order, content={**order.content, "项目名称": request.answers.name})


def _of_ledger(keys: Sequence[str], existing: ExistingContent, unit: Unit) -> Iterator[_Order]:
    """Yield the projects of a unit that have open items, of any year."""
    orders = [_filled(existing, key) for key in keys]
    left = [order for order in orders if next(open_items(order.content), None)]
    if not left:
        raise FormError(f"{unit.name}没有还要整改的事项，没有表可做")
    yield from left


def _name(existing: ExistingContent, order: _Order) -> str:
    """Return the file name of a form: year, short name of the unit, slug of the project."""
    year, _, slug = order.project.partition("/")
    unit: Unit | None = existing.book.unit(order.unit)
    short = next(iter(unit.short_names), unit.name) if unit else order.unit
    return f"{year}-{short.replace('/', '')}-{slug}"


def _with_own_scores(existing: ExistingContent, layout: FormLayout, order: _Order) -> Mapping[str, Any]:
    """Return the content with the unit's own scores. Raises `FormError` for a project without self-evaluation."""
    project = order.existing
    if project is None or not project.self_evaluated:
        raise FormError(f"“{order.project}”没有单位自评的数据，做不了{layout.NAME}")
    scheme = existing.book.schemes.get(project.evaluation.scheme)
    own = own_score(project, score_project(project, scheme), scheme)
    return with_own_points(order.content, own_total(project, own, scheme).score, own.levels if own else ())


def _bytes(existing: ExistingContent, layout: FormLayout, order: _Order, request: FormRequest) -> bytes:
    if request.ending == "docx":
        return document.write(layout.layout(order.content), document.cover_of(layout, order.project, order.begun))
    scheme = existing.book.schemes.get(order.existing.evaluation.scheme) if order.existing else None
    rounding = rounding_of(order.existing, scheme) if order.existing else HALF_UP
    return workbook.write(layout, order.content, order.project, rounding, order.begun)
