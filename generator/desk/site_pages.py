"""网站: the site as it was last built, as readers will see it, and loading itself anew when it changes."""

import mimetypes
import os
import posixpath
import re
from pathlib import Path

from flask import Blueprint, Response, jsonify, redirect

from generator.desk.app import page, the_desk
from generator.site.csp import headers

part = Blueprint("site", __name__)
POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')
ATTACHED = "files/"  # below it lies what others made
NONE_YET = "数据有错误，还没有生成网页。请到“检查”看是哪里，改正后这里会自动更新。"


@part.get("/")
def start() -> Response:
    begun = (the_desk().paths.content / "site.yml").exists()
    return redirect("/projects" if begun else "/start", 303)  # type: ignore[return-value]  # werkzeug's own response


@part.get("/state")
def state() -> Response:
    """What a script asks for: which site is shown, and how far the work is."""
    desk = the_desk()
    job = desk.jobs.running
    return jsonify(site=desk.site_made, job=job.progress if job else "", examined=desk.examined)


@part.get("/site/")
@part.get("/site/<path:address>")
def shown(address: str = "index.html") -> Response:
    """Return a file of the site; one that a link leads to is none."""
    desk = the_desk()
    site = desk.out / "site"
    if not (site / "index.html").is_file():
        return page("message", 404, title="还没有网页", words=NONE_YET, waits=True)
    error = (site / "404.html").read_bytes()
    file = _file(site, address)
    if file is None:
        return _page(error, 404, error)
    if file.suffix == ".html" and not address.startswith(ATTACHED):
        return _page(file.read_bytes(), 200, error)
    answer = Response(file.read_bytes(), mimetype=mimetypes.guess_type(file.name)[0] or "application/octet-stream")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    return answer


def _file(site: Path, address: str) -> Path | None:
    """Return the file at an address, None unless it lies in the site itself."""
    if "\0" in address:
        return None
    place = site.resolve() / posixpath.normpath(f"/{address}").lstrip("/")
    try:
        if place.is_dir():
            place /= "index.html"
        return place if os.path.realpath(place) == str(place) and place.is_file() else None
    except OSError:  # a name too long for the disk
        return None


def _page(data: bytes, status: int, error: bytes) -> Response:
    """Return a page that loads itself anew, under the policy of the site."""
    (name, rules), *_ = headers(error.decode())
    script = f'<script src="/assets/reload.js" data-site="{the_desk().site_made}"></script>'
    answer = Response(POLICY.sub(b"", data) + script.encode(), status, mimetype="text/html")
    alone = rules.replace("frame-ancestors 'self'", "frame-ancestors 'none'")
    answer.headers[name] = f"{alone}; connect-src 'self'"  # pages ask whether they have changed
    return answer
