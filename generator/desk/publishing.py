"""发布: what the next publication changes, the corrections it asks for, the package, the folder."""

import json
from datetime import date
from itertools import groupby
from pathlib import Path

from flask import Blueprint, Response, redirect, request

from generator.core.diagnostic import Diagnostic
from generator.core.files import write_atomic
from generator.core.record import Record
from generator.deploy.changes.site import SITE, Change
from generator.deploy.manifest import TOP
from generator.desk.app import page, the_app, the_desk
from generator.desk.changes import field_key
from generator.desk.jobs import Job
from generator.desk.saving import Conflict, Refused, append, checksum, opened, with_changes
from generator.intake.comparison import FieldChange
from generator.intake.drafted import Entry
from generator.intake.drafted import Node as Value
from generator.load.site_content import CORRECTIONS, WITHDRAWN
from generator.load.source import node_at
from generator.model.correction import Correction, Withdrawal
from generator.model.project import Project
from generator.report.changes import summed_up

part = Blueprint("publishing", __name__)
NO_FOLDER = "请写明发布到哪个文件夹，如 /srv/jixiao-gongkai；可以还没有，程序会建立。"
NO_REASON = "请写明原因和决定单位，再按“写明更正”。没有保存。"
STEPS = ("next_changes", "wanted_corrections", "pack_site", "publish_site")


@part.get("/publish")
def shown(message: str = "") -> Response:
    """What is published next, and how the last steps went."""
    desk = the_desk()
    jobs, compared, wanted = desk.jobs.last, _finished("next_changes"), _finished("wanted_corrections")
    changes = compared.result if compared else None
    return page(
        "publish",
        422 if message else 200,
        title="发布",
        message=message,
        folder=_folder(),
        steps=[job for name in STEPS if (job := jobs.get(name))],
        summary=summed_up(changes) if changes is not None else "",
        changes=[(kind, list(group)) for kind, group in groupby(changes or (), lambda change: change.kind)],
        wanted=list(enumerate(wanted.result[0])) if wanted else None,
        errors=sum(diagnostic.severity == "错误" for diagnostic in desk.all_diagnostics),
        names={project.id: project.name for project in desk.projects.values()},
        today=date.today().isoformat(),
        typed=request.form,
        waits=True,
    )


def _finished(name: str) -> Job | None:
    """Return the last job of a name if it is done."""
    job = the_desk().jobs.last.get(name)
    return job if job and job.state == "完成" else None


def _folder() -> str:
    """Return the folder of the last publication, else the last package, "" where there is neither."""
    desk = the_desk()
    try:
        return str(json.loads((desk.folder / "publish.json").read_text("utf-8"))["folder"])
    except (OSError, ValueError, KeyError):
        package = desk.out / f"{TOP}.zip"
        return str(package) if package.is_file() else ""


@part.post("/publish")
def do() -> Response:
    """Begin one of the steps: compare, pack, publish."""
    desk, folder = the_desk(), request.form.get("folder", "").strip()
    if "pack" in request.form:
        desk.jobs.add(Job("wanted_corrections", "看要写明的更正", (desk.paths,)))
        desk.jobs.add(Job("pack_site", "打包", (desk.paths,)))
        return redirect("/publish", 303)  # type: ignore[return-value]
    if not folder:
        return shown(NO_FOLDER)
    if "publish" in request.form:
        write_atomic(desk.folder / "publish.json", json.dumps({"folder": folder}, ensure_ascii=False).encode())
        desk.jobs.add(Job("wanted_corrections", "看要写明的更正", (desk.paths,)))
        desk.jobs.add(Job("publish_site", "发布", (desk.paths, Path(folder))))
    else:
        desk.jobs.add(Job("wanted_corrections", "看要写明的更正", (desk.paths,)))
        desk.jobs.add(Job("next_changes", "比较", (desk.paths, folder)))
    return redirect("/publish", 303)  # type: ignore[return-value]


@part.post("/publish/corrections")
def correct() -> Response:
    """Write the correction that a change asks for."""
    desk, asked = the_desk(), request.form
    wanted = _finished("wanted_corrections")
    changes = wanted.result[0] if wanted else ()
    number = int(asked["number"]) if asked.get("number", "").isdecimal() else len(changes)
    reason, body = asked.get("reason", "").strip(), asked.get("body", "").strip()
    if not wanted or number >= len(changes) or not (reason and body):
        return shown(NO_REASON)
    try:
        with desk.writing:
            _correct(changes[number], reason, body)
    except Refused as trouble:
        return shown(str(trouble))
    except Conflict:
        return shown("文件刚在别处改过，没有写。请再按一次。")
    wanted.result = ([change for place, change in enumerate(changes) if place != number], "")
    the_app().notices["/publish"] = "已写明更正。全部写明以后，再按“发布”或“打包”。"
    return redirect("/publish", 303)  # type: ignore[return-value]


def _correct(change: Change, reason: str, body: str) -> None:
    """Add a correction to the file of its project, to that of the site, or the withdrawal of a project that is gone."""
    desk, home = the_desk(), the_desk().paths.content
    if not change.field:
        values = _entry(
            Withdrawal, project=change.project, name=change.old or "", date=_today(), reason=reason, body=body
        )
        append(home / WITHDRAWN, home, values, desk.folder)
        return
    old, new = change.old or "", change.new or ""
    values = _entry(Correction, date=_today(), item=change.field, old=old, new=new, reason=reason, body=body)
    if change.project == SITE:
        append(home / CORRECTIONS, home, values, desk.folder)
        return
    file = desk.file(change.project)
    if file is None:
        raise Refused(f"没有找到 {change.project} 的数据文件。")
    document = desk.document(file)
    key = field_key(Project, "corrections")
    raw = document.read()
    tree = opened(raw, file.file)
    if isinstance(tree, Diagnostic):
        raise Refused(tree.text)
    there = node_at(tree.root, (key,))
    place = (key, len(there.value)) if there else (key,)
    addition = FieldChange("加", place, key, values) if there else FieldChange("补", place, key, [values])
    document.write(with_changes(raw, file.file, [addition]), checksum(raw), f"更正 {change.field}")


def _entry(noun: type[Record], **given: str) -> dict[str, Value]:
    return {field_key(noun, name): Entry(value) for name, value in given.items() if value}


def _today() -> str:
    return date.today().isoformat()
