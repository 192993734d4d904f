"""收件: papers are dropped, read, settled mark by mark and written; what units are to mend goes back as one archive."""

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, request

from generator.core.diagnostic import UNFILLED, UNVERIFIED, Diagnostic
from generator.desk.app import page, the_app, the_desk
from generator.desk.changes import way_of
from generator.desk.editor import Editor
from generator.desk.form import FormBuilder, Group, Input, PlacedDiagnostic
from generator.desk.jobs import Job
from generator.desk.saving import Refused, checksum, opened
from generator.desk.staging import StagedPaper, Staging
from generator.load.source import Node
from generator.pipeline.intake import ImportedFile
from generator.report.imported.pages import SideBySide

part = Blueprint("inbox", __name__)
NONE_PICKED = "还没有选文件。请点“选择文件”，或者把文件拖到框里。"
THEIRS = "请单位改"


def _staging() -> Staging:
    desk = the_desk()
    if desk.staging is None:
        desk.staging = Staging(desk)
    staging: Staging = desk.staging
    return staging


def _paper(key: str) -> StagedPaper:
    paper = _staging().paper(key)
    if paper is None:
        abort(404)
    return paper


@part.get("/inbox")
def listed(message: str = "") -> Response:
    """All papers with what became of them."""
    staging = _staging()
    rows = [(paper, staging.now(paper)) for paper in staging.papers()]
    units = sorted({unit for _, file in rows if file and file.turn == THEIRS and (unit := _unit(file))})
    last = next((paper for paper, _ in rows if any(project.written for project in paper.projects)), None)
    return page("inbox", 422 if message else 200, title="收件", rows=rows, units=units, last=last, message=message,
                reading=any(file is None and not paper.trouble for paper, file in rows), waits=True)  # fmt: skip


@part.post("/inbox")
def sent() -> Response:
    """Take files in."""
    files = []
    for upload in request.files.getlist("files"):
        with closing(upload):
            if upload.filename:
                files.append((upload.filename, upload.read()))
    if not files:
        return listed(NONE_PICKED)
    _, refused = _staging().take_in(files)
    if refused:
        return listed("没有收：" + "；".join(refused))
    return redirect("/inbox", 303)  # type: ignore[return-value]


@part.post("/inbox/returned")
def returned() -> Response:
    """All papers of one unit, or of all, that are to be mended by who sent them: one archive."""
    desk, staging, unit = the_desk(), _staging(), request.form.get("unit", "")
    now = [file for paper in staging.papers() if (file := staging.now(paper)) and file.turn == THEIRS]
    files = [file for file in now if unit in ("", _unit(file))]
    folder = Path(mkdtemp(dir=desk.folder))
    archive = desk.jobs.do(Job("pack_returned", "做退回件", (desk.paths, files, folder), confined=True))
    answer = Response(archive.read_bytes(), mimetype="application/zip")
    rmtree(folder, ignore_errors=True)
    name = quote(f"退回件{'-' if unit else ''}{unit}.zip")
    answer.headers["Content-Disposition"] = f"attachment; filename=\"returned.zip\"; filename*=UTF-8''{name}"
    return answer


@part.get("/inbox/<key>")
def shown(key: str, message: str = "") -> Response:
    """The paper on the left, what was read on the right, and what is to be settled with its buttons."""
    staging, paper = _staging(), _paper(key)
    file = staging.now(paper)
    if file is None:
        words = paper.trouble or "正在读，读好了会显示在这里。"
        return page("message", title=paper.name, words=words, waits=not paper.trouble)
    sides = SideBySide(file)
    projects = [_project(staging, paper, file, sides, number) for number in range(len(paper.projects))]
    return page(
        "paper",
        422 if message else 200,
        title=paper.name,
        paper=paper,
        file=file,
        projects=projects,
        blocks=tuple(sides.blocks()),
        message=message,
    )


def _project(
    staging: Staging, paper: StagedPaper, file: ImportedFile, sides: SideBySide, number: int
) -> dict[str, Any]:
    """Return what the page shows of one project of a paper."""
    project, staged = file.projects[number], paper.projects[number]
    shown = sides.project(project, number + 1)
    raw = paper.draft(number).read_bytes()
    tree = opened(raw, staged.target.file)
    placed = [] if isinstance(tree, Diagnostic) else _settling(tree.root, staging.diagnostics(paper, number))
    anchors = {way: sides.anchors.get(entry.spot, "") for way, entry in project.plan.origins.items() if entry.spot}
    spots = {way: entry.spot for way, entry in project.plan.origins.items()}
    return {
        "number": number,
        "shown": shown,
        "plan": project.plan,
        "staged": staged,
        "checksum": checksum(raw),
        "diagnostics": [
            (part, diagnostic, spots.get(way_of(part.way)), anchors.get(way_of(part.way), ""))
            for part, diagnostic in placed
        ],
        "steps": staging.editor(paper, number).document.steps(),
    }


def _settling(root: Node, diagnostics: Iterable[Diagnostic]) -> list[tuple[Input | Group, PlacedDiagnostic]]:
    """Return the diagnostics that stand, marks first, each with the input or section it is about."""
    open_ones = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity == "错误" or diagnostic.check in (UNVERIFIED, UNFILLED)
    ]
    parts = FormBuilder(root, open_ones).form().all_parts()
    pairs = [(part, placed) for part in parts for placed in part.diagnostics]
    return sorted(pairs, key=lambda pair: (not pair[1].marked, pair[1].diagnostic.place[1:3]))


@part.post("/inbox/<key>")
def settle(key: str) -> Response:
    """Write what was read, take it back, read it again, put it in another year, or remove the paper from the desk."""
    desk, staging, paper, asked = the_desk(), _staging(), _paper(key), request.form
    notice = ""
    try:
        with desk.writing:
            if "write" in asked:
                notice = "已写入：" + "、".join(staging.write(paper))
            elif "back" in asked:
                staging.take_back(paper)
                notice = "已撤销写入。"
            elif "year" in asked and asked.get("number", "").isdecimal() and int(asked["number"]) < len(paper.projects):
                staging.move(paper, int(asked["number"]), asked["year"].strip())
                notice = f"已放到 {asked['year']} 年。"
            elif "year" in asked:
                staging.name_year(paper, asked["year"].strip())
            elif "again" in asked:
                staging.read([paper])
            elif "remove" in asked:
                staging.remove(paper)
                return redirect("/inbox", 303)  # type: ignore[return-value]
    except Refused as trouble:
        return shown(key, str(trouble))
    there = "/inbox" if "again" in asked or "from_list" in asked else f"/inbox/{key}"
    the_app().notices[there] = notice
    return redirect(there, 303)  # type: ignore[return-value]


@part.route("/inbox/<key>/<int:number>", methods=("GET", "POST"))
def project(key: str, number: int) -> Response:
    """The form of one project of a paper, before it is written."""
    editor = _editor(key, number)
    return editor.take() if request.method == "POST" else editor.show()


@part.route("/inbox/<key>/<int:number>/text", methods=("GET", "POST"))
def text(key: str, number: int) -> Response:
    editor = _editor(key, number)
    return editor.take_text() if request.method == "POST" else editor.show_text()


def _editor(key: str, number: int) -> Editor:
    """Return the editor of one project of a paper."""
    paper = _paper(key)
    if number >= len(paper.projects):
        abort(404)
    return _staging().editor(paper, number)


def _unit(file: ImportedFile) -> str:
    return next((unit for project in file.projects if (unit := project.plan.drafting.text("项目单位"))), "")
