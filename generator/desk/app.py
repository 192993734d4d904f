"""Application: the pages of the desk put together behind its guard."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.exceptions import HTTPException

from generator.core.templating import Environment, environment
from generator.desk.guard import Guard
from generator.desk.jobs import JobError
from generator.desk.state import Desk

MOST_SENT = 64 << 20  # bytes of one request
MOST_TYPED = 4 << 20  # bytes of the fields of a form; a data file has at most 1 MB
MOST_PARTS = 20_000
ASSETS = {"desk.css": "text/css", "desk.js": "text/javascript", "reload.js": "text/javascript"}
PLACES = (("/inbox", "收件"), ("/projects", "项目"), ("/checks", "检查"), ("/site/", "网站"), ("/publish", "发布"))
WORDS: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "没有这一页。可能已经改名或移走，请从上面的栏目里找。",
    HTTPStatus.METHOD_NOT_ALLOWED: "这一页不能这样打开，请从上面的栏目里找。",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "一次交的太多了（最多 64 MB）。没有改动任何文件，请分几次交。",
    HTTPStatus.BAD_REQUEST: "这次提交不完整，没有改动任何文件。请回到上一页再试，填的都还在。",
}
BROKEN = "程序出了错，没有改动任何文件。请回到上一页再试，填的都还在；仍然这样，请交给维护程序的人。"
DISK = "写不了文件：磁盘可能满了，或者没有权限。没有改动任何文件，请腾出空间后回到上一页再试，填的都还在。"


class App(Flask):
    """The web application, with its desk, its guard and its templates."""

    def __init__(self, desk: Desk, guard: Guard) -> None:
        super().__init__(__name__, static_folder=None, template_folder=None)
        self.desk, self.guard = desk, guard
        self.seen: dict[str, bytes] = {}  # states of files that pages were made from, by checksum
        self.notices: dict[str, str] = {}  # what was done last, by the address whose page tells it once
        self.pages: Environment = environment(desk.paths.templates)
        self.config["MAX_CONTENT_LENGTH"] = MOST_SENT
        self.config["MAX_FORM_MEMORY_SIZE"] = MOST_TYPED
        self.config["MAX_FORM_PARTS"] = MOST_PARTS


def the_app() -> App:
    """Return the application that answers now."""
    return cast(App, current_app)


def the_desk() -> Desk:
    return the_app().desk


def page(name: str, status: int = HTTPStatus.OK, **given: Any) -> Response:
    """Return a page from its template."""
    app = the_app()
    shared = {
        "places": PLACES,
        "here": f"/{request.path.split('/')[1]}",
        "form_token": app.guard.form_token,
        "job": app.desk.jobs.running,
        "examined": app.desk.examined,
        "site_made": app.desk.site_made,
        "notice": app.notices.pop(request.path, "") if request.method == "GET" else "",
    }
    text = app.pages.get_template(f"desk/{name}.html.j2").render({**shared, **given})
    return Response(text, status, mimetype="text/html")


def create_app(desk: Desk, guard: Guard, parts: tuple[Blueprint, ...]) -> App:
    """Return the application of a desk."""
    app = App(desk, guard)
    guard.install(app)
    for part in parts:
        app.register_blueprint(part)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(JobError, _troubled)
    app.register_error_handler(OSError, _no_disk)
    app.register_error_handler(Exception, _broken)
    app.add_url_rule("/assets/<name>", "asset", _asset)
    return app


def _asset(name: str) -> Response:
    if name not in ASSETS:
        return page("message", HTTPStatus.NOT_FOUND, title="没有找到", words=WORDS[HTTPStatus.NOT_FOUND])
    data = (the_desk().paths.templates / "desk" / name).read_bytes()
    return Response(data, mimetype=ASSETS[name])


def _refused(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.BAD_REQUEST
    if status in (301, 302, 303, 307, 308):
        return Response(status=status, headers={"Location": str(getattr(error, "new_url", "/"))})
    return page("message", status, title="没有照办", words=WORDS.get(status, WORDS[HTTPStatus.BAD_REQUEST]))


def _troubled(error: JobError) -> Response:
    return page("message", HTTPStatus.UNPROCESSABLE_ENTITY, title="没有做成", words=str(error))


def _no_disk(_: OSError) -> Response:
    return page("message", HTTPStatus.INSUFFICIENT_STORAGE, title="没有保存", words=DISK)


def _broken(_: Exception) -> Response:
    current_app.logger.exception("desk")
    return page("message", HTTPStatus.INTERNAL_SERVER_ERROR, title="出了错", words=BROKEN)
