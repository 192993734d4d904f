"""项目: the list of all, the page of each, and a new one."""

from collections.abc import Callable, Mapping
from dataclasses import fields

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.datastructures import MultiDict

from generator.desk.app import page, the_desk
from generator.desk.editor import Editor
from generator.desk.jobs import Job, JobError
from generator.desk.saving import Refused
from generator.desk.state import STATES, ListedProject, counted
from generator.draft.new import Answers
from generator.search.fold import fold

part = Blueprint("projects", __name__)
PAGE = 50
ANSWERS = tuple(field.name for field in fields(Answers))


@part.get("/projects")
def listed() -> Response:
    """The list, by search, year, unit and state, a page of fifty."""
    desk, asked = the_desk(), request.args
    matches = sorted(filter(_matcher(asked), desk.projects.values()), key=_order)
    pages = max((len(matches) + PAGE - 1) // PAGE, 1)
    number = min(max(int(asked["page"]) if asked.get("page", "").isdecimal() else 1, 1), pages)
    rest = MultiDict((name, value) for name, value in asked.items() if name != "page" and value)
    return page(
        "projects",
        title="项目",
        projects=matches[(number - 1) * PAGE : number * PAGE],
        count=len(matches),
        number=number,
        pages=pages,
        asked=asked,
        rest=rest,
        years=sorted({project.file.year for project in desk.projects.values()}, reverse=True),
        units=sorted({project.unit for project in desk.projects.values() if project.unit}),
        states=STATES,
        counts=counted(desk.projects),
        waits=not desk.examined,
    )


def _matcher(asked: Mapping[str, str]) -> Callable[[ListedProject], bool]:
    """Return whether a project is among those that are asked for."""
    words = fold(asked.get("q", "")).split()
    year, unit, state = (asked.get(name, "") for name in ("year", "unit", "state"))

    def matches(project: ListedProject) -> bool:
        fields = ((year, project.file.year), (unit, project.unit), (state, project.state))
        return all(wanted in ("", value) for wanted, value in fields) and all(word in project.key for word in words)

    return matches


def _order(project: ListedProject) -> tuple[int, int, str]:
    """Order: what is wrong first, then the newest year."""
    return STATES.index(project.state), -int(project.file.year), project.file.slug


@part.route("/projects/new", methods=("GET", "POST"))
def new() -> Response:
    """Begin a project: from last year's, from a framework, or empty."""
    desk, book, words = the_desk(), the_desk().context.site.book, ""
    if request.method == "POST":
        given = {name: request.form.get(name, "").strip() for name in ANSWERS}
        last = desk.projects.get(given["last"])
        if last and not given["year"]:
            given["year"] = str(int(last.file.year) + 1)
        try:
            project, _ = desk.jobs.do(Job("start_project", "起草", (desk.paths, Answers(**given))))
            return redirect(f"/projects/{project}", 303)  # type: ignore[return-value]
        except JobError as trouble:
            words = str(trouble)
    return page(
        "new",
        422 if words else 200,
        title="新项目",
        message=words,
        typed=request.form if request.method == "POST" else request.args,
        projects=sorted(desk.projects.values(), key=lambda project: (-int(project.file.year), project.name)),
        units=sorted(unit.name for unit in book.units if unit.kind == "预算单位"),
        frameworks=book.frameworks,
        schemes=book.schemes,
    )


@part.route("/projects/<year>/<slug>", methods=("GET", "POST"))
def project(year: str, slug: str) -> Response:
    editor = _editor(f"{year}/{slug}")
    return editor.take() if request.method == "POST" else editor.show()


@part.route("/projects/<year>/<slug>/text", methods=("GET", "POST"))
def text(year: str, slug: str) -> Response:
    editor = _editor(f"{year}/{slug}")
    try:
        return editor.take_text() if request.method == "POST" else editor.show_text()
    except Refused as trouble:
        return page("kept", 409, title="没有保存", words=str(trouble), typed={"text": request.form.get("text", "")})


def _editor(project: str) -> Editor:
    """Return the editor of a project; only what is in the list of projects leads to a file."""
    desk = the_desk()
    file = desk.file(project)
    if file is None:
        abort(404)
    return Editor(desk, file, desk.document(file), f"/projects/{file.id}")
