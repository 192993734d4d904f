"""Making official forms (`make form`): filled from data files, begun for new projects, one for each of many units."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.core.files import write_atomic
from generator.core.number import HALF_UP
from generator.core.paths import Paths
from generator.draft import DraftPlan, drafted_content
from generator.draft.new import Answers, InvalidAnswer, Known, plan_of
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
    """What was asked for: which form, as what, of which projects or units, else what is known of a new project."""

    form: str
    ending: str
    projects: tuple[str, ...]
    units: tuple[str, ...]
    said: Answers


@dataclass(frozen=True)
class _Order:
    """One form to make: the id of its project, its unit, and its content; what a new one was begun from."""

    project: str
    unit: str
    content: Mapping[str, Any]
    known: Project | None = None
    begun: str = ""


def make_forms(paths: Paths, request: FormRequest, known: Known | None = None) -> Iterator[Path]:
    """Write every form that was asked for and give its place; raises `FormError` and `InvalidAnswer` before any.

    What is `known` of the content is not looked at again.
    """
    layout = layouts().get(request.form)
    if layout is None:
        raise FormError(f"没有“{request.form}”这种表，现有：{'、'.join(layouts())}")
    if layout.NEEDS_OWN_SCORE and request.ending != "xlsx":
        raise FormError(f"{layout.NAME}只做成工作簿，请不要写 AS=docx")
    if not paths.content.is_dir():
        raise FormError(f"没有找到文件夹 {paths.content}，请在项目所在的文件夹里运行")
    if not (request.projects or request.units or any(vars(request.said).values())):
        raise FormError(NOTHING_SAID)
    known = known or known_projects(paths)
    assert paths.out is not None
    orders = list(_orders(known, request))
    if layout.NEEDS_OWN_SCORE:
        orders = [replace(order, content=_partial(known, layout, order)) for order in orders]
    for order in orders:
        file = paths.out / FOLDER / f"{_name(known, order)}-{layout.NAME}.{request.ending}"
        write_atomic(file, _bytes(known, layout, order, request))
        yield file


def _orders(known: Known, request: FormRequest) -> Iterator[_Order]:
    """The forms to make, each once; without a project or a unit, that of the new project that was described."""
    for project in request.projects:
        yield _filled(known, project.removesuffix(".yml"))
    for name in request.units:
        yield from _of_unit(known, name, request)
    if not request.projects and not request.units:
        yield _begun(known, request.said, request.form)


def _filled(known: Known, name: str) -> _Order:
    if name not in known.projects:
        raise FormError(f"没有“{name}”这个项目，或它还有错误、待填；现有：{'、'.join(known.projects) or '无'}")
    project = known.read(name)
    return _Order(name, project.unit, _content(project), project)


def _content(project: Project) -> Mapping[str, Any]:
    made = declared(project)
    assert isinstance(made, dict)
    return made


def _begun(known: Known, said: Answers, form: str) -> _Order:
    """A form that is still to be filled in; a 自评表 has its own tree of indicators."""
    if form == SELF_EVALUATION and not said.framework and not said.last:
        trees = [one.slug for one in known.book.frameworks.values() if one.form == SELF_EVALUATION]
        said = replace(said, framework=next(iter(trees), ""))
    plan = plan_of(known, said)
    begun = plan.last.id if plan.last else said.framework
    return _Order(f"{plan.year}/{plan.slug}", plan.unit, begun_content(plan), begun=begun)


def begun_again(known: Known, project: str, begun: str, text: Callable[[str], str]) -> Mapping[str, Any]:
    """Return the content that the form of a new project was begun with; empty where it cannot be begun now.

    Args:
        known: The existing content.
        project: The id on the form.
        begun: The earlier project or the framework on the form.
        text: Returns a text of the form by its key.
    """
    year, _, slug = project.partition("/")
    given = {"framework": begun} if begun in known.book.frameworks else {"last": begun}
    said = Answers(year=year, slug=slug, name=text("项目名称") or slug, unit=text("项目单位"), **given)
    try:
        return begun_content(plan_of(known, said))
    except InvalidAnswer:
        return {}


def begun_content(plan: DraftPlan) -> dict[str, Any]:
    """Return the content of a form for a new project: what a draft has, and a blank for each figure that it prints."""
    content: dict[str, Any] = drafted_content(plan)
    content["公布"] = {"评价分值": "", **(content.get("公布") or {})}
    content["预算"] = {"执行率": "", **(content.get("预算") or {})}
    for row in (content.get("自评表") or {}).get("资金") or ():
        row.setdefault("执行率", "")
    _ask_for_points(content.get("指标体系") or ())
    return content


def _ask_for_points(nodes: Sequence[dict[str, Any]]) -> None:
    for node in nodes:
        _ask_for_points(node.get("下级") or ())
        if (node.get("评分") or {}).get("方法", "评定") != "评定":
            node["公布"] = {"得分": "", **(node.get("公布") or {})}


def _of_unit(known: Known, name: str, request: FormRequest) -> Iterator[_Order]:
    """Its projects of the year; else one for each of the year before; else an empty one. Of 整改 what is left to do."""
    unit, year = known.book.unit(name), request.said.year
    if unit is None:
        listed = "、".join(one.name for one in known.book.units if one.kind == "预算单位")
        raise InvalidAnswer(f"units.yml 里没有“{name}”，请改正，或先在 units.yml 登记；现有：{listed or '无'}")
    own = [(key, one) for key, one in known.projects.items() if known.book.unit(one.unit) is unit]
    if request.form == ANSWERS:
        yield from _of_ledger([key for key, one in own if year in ("", str(one.year))], known, unit)
        return
    if not year:
        raise InvalidAnswer("请用 YEAR（--year）写明是哪一年的表，如 YEAR=2018")
    now = [key for key, one in own if str(one.year) == year]
    before = [key for key, one in own if year.isdecimal() and one.year == int(year) - 1]
    for key in now:
        yield _filled(known, key)
    for key in before if not now else ():
        yield _begun(known, replace(request.said, last=key, slug="", name="", unit=unit.name), request.form)
    if not own or not (now or before):
        blank = replace(
            request.said, slug=unit.slug, unit=unit.name, name=request.said.name or f"（{unit.name}的项目）"
        )
        order = _begun(known, blank, request.form)
        yield replace(order, content={**order.content, "项目名称": request.said.name})


def _of_ledger(keys: Sequence[str], known: Known, unit: Unit) -> Iterator[_Order]:
    """The projects of a unit in which something is still to be put right, of whichever year."""
    orders = [_filled(known, key) for key in keys]
    left = [order for order in orders if next(open_items(order.content), None)]
    if not left:
        raise FormError(f"{unit.name}没有还要整改的事项，没有表可做")
    yield from left


def _name(known: Known, order: _Order) -> str:
    """Year, the short name of the unit, the project's own: what a file that comes back is known by."""
    year, _, slug = order.project.partition("/")
    unit: Unit | None = known.book.unit(order.unit)
    short = next(iter(unit.short_names), unit.name) if unit else order.unit
    return f"{year}-{short.replace('/', '')}-{slug}"


def _partial(known: Known, layout: FormLayout, order: _Order) -> Mapping[str, Any]:
    """The content for a form that shows what a unit scored itself; a project that did not has none."""
    project = order.known
    if project is None or not project.self_evaluated:
        raise FormError(f"“{order.project}”没有单位自评的数据，做不了{layout.NAME}")
    scheme = known.book.schemes.get(project.evaluation.scheme)
    own = own_score(project, score_project(project, scheme), scheme)
    return with_own_points(order.content, own_total(project, own, scheme).score, own.levels if own else ())


def _bytes(known: Known, layout: FormLayout, order: _Order, request: FormRequest) -> bytes:
    if request.ending == "docx":
        return document.write(layout.layout(order.content), document.cover_of(layout, order.project, order.begun))
    scheme = known.book.schemes.get(order.known.evaluation.scheme) if order.known else None
    rounding = rounding_of(order.known, scheme) if order.known else HALF_UP
    return workbook.write(layout, order.content, order.project, rounding, order.begun)
