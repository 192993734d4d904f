"""登记: the site of a new content, and a unit that a project names and `units.yml` does not have yet."""

from flask import Blueprint, Response, redirect, request

from generator.desk.app import page, the_app, the_desk
from generator.desk.changes import field_key
from generator.desk.saving import Refused, append, create
from generator.intake.drafted import Entry, draft_lines
from generator.intake.drafted import Node as Value
from generator.load import PROJECTS, SLUG
from generator.model.book import Site, Unit
from generator.search.pinyin import initials

part = Blueprint("units", __name__)
SITE_FILE, FILE, KINDS = "site.yml", "units.yml", ("预算单位", "评价机构")
STARTED = ("name", "host", "summary")
NOT_ALL = "这几项都要填。"
NO_NAME = "请写单位的名称。"
NO_SLUG = "“标识”只能用小写字母、数字和连字符，如 hezuo-jiaoliu，不能与别的单位相同。"
NAMES = ("name", "short", "slug", "kind", "back")


@part.post("/units")
def asked() -> Response:
    """Ask for what is to be known of a unit that a form names."""
    name = request.form.get(f"f:{request.form.get('register', '')}", "").strip().split("\n")[0].strip()
    back = request.form.get("back", "")
    return _form({"name": name, "slug": _slug(name), "short": "", "back": back, "kind": KINDS[0]}, "")


@part.post("/units/new")
def register() -> Response:
    """Add the unit to the register."""
    desk, given = the_desk(), {name: request.form.get(name, "").strip() for name in NAMES}
    slugs = {unit.slug for unit in desk.context.site.book.units}
    if not given["name"]:
        return _form(given, NO_NAME)
    if not SLUG.fullmatch(given["slug"]) or given["slug"] in (*slugs, "index"):
        return _form(given, NO_SLUG)
    try:
        with desk.writing:
            append(desk.paths.content / FILE, desk.paths.content, _entries(given), desk.folder)
    except Refused as trouble:
        return _form(given, str(trouble))
    back = given["back"] if given["back"].startswith(("/projects/", "/inbox/")) else "/projects"
    if desk.staging:
        desk.staging.forget_judgements()
    the_app().notices[back] = f"已登记：{given['name']}"
    return redirect(back, 303)  # type: ignore[return-value]


def _entries(given: dict[str, str]) -> dict[str, Value]:
    """Return a unit as `units.yml` has it."""
    short = [Entry(word) for word in given["short"].replace("，", "、").split("、") if word]
    return {
        field_key(Unit, "slug"): Entry(given["slug"]),
        field_key(Unit, "name"): Entry(given["name"]),
        **({field_key(Unit, "short_names"): short} if short else {}),
        **({field_key(Unit, "kind"): Entry(KINDS[1])} if given["kind"] == KINDS[1] else {}),
    }


def _slug(name: str) -> str:
    letters = "".join(letter for letter in initials(name) if letter.isascii() and letter.isalnum())[:24].lower()
    return letters if SLUG.fullmatch(letters) else ""


def _form(given: dict[str, str], message: str) -> Response:
    return page("unit", 422 if message else 200, title="登记单位", given=given, message=message, kinds=KINDS)


@part.route("/start", methods=("GET", "POST"))
def start() -> Response:
    """Begin a new content: what the site is called, and the first unit."""
    given = {name: request.form.get(name, "").strip() for name in (*STARTED, "unit", "slug")}
    if request.method == "GET":
        return _start_form(given, "")
    given["slug"] = given["slug"] or _slug(given["unit"])
    if not all(given.values()):
        return _start_form(given, NOT_ALL)
    if not SLUG.fullmatch(given["slug"]):
        return _start_form(given, NO_SLUG)
    desk = the_desk()
    home = desk.paths.content
    site: dict[str, Value] = {field_key(Site, name): Entry(given[name]) for name in STARTED}
    unit = _entries({"name": given["unit"], "slug": given["slug"], "short": "", "kind": KINDS[0]})
    try:
        with desk.writing:
            create(home / SITE_FILE, home, "".join(f"{line.text}\n" for line in draft_lines(site)).encode())
            if not (home / FILE).exists():
                append(home / FILE, home, unit, desk.folder)
            (home / PROJECTS).mkdir(exist_ok=True)
    except Refused as trouble:
        return _start_form(given, str(trouble))
    desk.build()
    return redirect("/inbox", 303)  # type: ignore[return-value]


def _start_form(given: dict[str, str], message: str) -> Response:
    return page("start", 422 if message else 200, title="开始", given=given, message=message)
