"""Editor: the page of one data file, in the content or waiting to be taken in, and what is done on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response, jsonify, redirect, request

from generator.core.diagnostic import Diagnostic, in_order
from generator.desk.app import page, the_app
from generator.desk.changes import Way, changes_of, removal, waiver_change, way_of
from generator.desk.form import FormBuilder
from generator.desk.saving import (
    Conflict,
    Document,
    Refused,
    checksum,
    confirmed,
    opened,
    swapped,
    text_to_bytes,
    tree_of,
    with_changes,
)
from generator.desk.state import Desk
from generator.intake.comparison import FieldChange
from generator.load import ProjectFile
from generator.load.source import Node, decode
from generator.pipeline.examination import Examined

FIELD, SCRIPT = "f:", "X-Desk-Script"  # the names of inputs; what a script says of itself
MOST_SEEN = 200  # states of files that pages were made from, kept to tell what was typed from what was there
NO_REASON = "请写明理由和处室（作出这个判断的部门）再按“原文如此”；没有保存。"
TWICE = "这一处已经写过这条理由，请直接改那一条。"
ELSEWHERE = (
    "这个文件在打开这一页以后，在别处改过（另一个窗口，或别的程序）。没有覆盖它，您填的也没有丢：下面左边是文件现在的内容，"
    "右边是您填的。看过以后，要用您填的请按“保存”；不要的，把那一格改回去。"
)


class Editor:
    """The page of one file at an address; `staged`: it is not in the content yet."""

    def __init__(self, desk: Desk, file: ProjectFile, document: Document, address: str, staged: bool = False) -> None:
        self.desk, self.file, self.document, self.address, self.staged = desk, file, document, address, staged

    def show(
        self,
        typed: Mapping[str, str] | None = None,
        message: str = "",
        conflict: Sequence[FieldChange] = (),
        status: int = 200,
    ) -> Response:
        """Return the page; with what was `typed` in place of what is in the file."""
        try:
            raw = self.document.read()
        except Refused as trouble:
            return page("kept", 409, title="没有保存", words=str(trouble), typed=typed or {})
        tree = opened(raw, self.file.file)
        if isinstance(tree, Diagnostic):
            return self.show_text(raw, message)
        self._remember(raw)
        add = [name for name in request.args.getlist("add") if name]
        examined, diagnostics = self.desk.judge(self.file, raw)
        form = FormBuilder(tree.root, in_order(diagnostics), add, typed).form()
        return page(
            "project",
            status,
            title=examined.project.name if examined.project else self.file.id,
            form=form,
            checksum=checksum(raw),
            address=self.address,
            file=self.file,
            staged=self.staged,
            message=message,
            conflict=conflict,
            steps=self.document.steps(),
            at=tuple(map(int, request.args.get("at", "0.0").split(".")))
            if _is_place(request.args.get("at", ""))
            else (),
            **self._beside(examined, diagnostics),
        )

    def show_text(self, raw: bytes | None = None, message: str = "", typed: str | None = None) -> Response:
        """Return the file as a text, which can be mended however broken it is."""
        raw = self.document.read() if raw is None else raw
        text = decode(raw, self.file.file)
        shown = raw.decode("utf-8", "replace") if isinstance(text, Diagnostic) else text
        tree = opened(raw, self.file.file)
        return page(
            "text",
            title=f"按文本修改 {self.file.id}",
            text=shown if typed is None else typed,
            error=tree if isinstance(tree, Diagnostic) else None,
            checksum=checksum(raw),
            address=self.address,
            message=message,
            steps=self.document.steps(),
        )

    def take_text(self) -> Response:
        """Save the file as it was typed."""
        typed = request.form.get("text", "")
        try:
            new = text_to_bytes(typed)
            with self.desk.writing:
                self.document.write(new, request.form.get("checksum", ""), "按文本修改")
        except Refused as trouble:
            return self.show_text(message=str(trouble), typed=typed)
        except Conflict as other:
            return page("both", 409, title="文件在别处改过", now=other.raw.decode("utf-8", "replace"), text=typed,
                        checksum=checksum(other.raw), address=self.address)  # fmt: skip
        self._settle(new)
        return redirect(self.address, 303)  # type: ignore[return-value]

    def take(self) -> Response:
        """Do what a form asks for: save, and one thing more."""
        typed = {name.removeprefix(FIELD): text for name, text in request.form.items() if name.startswith(FIELD)}
        expected, trial = request.form.get("checksum", ""), "try" in request.form
        try:
            with self.desk.writing:
                if "undo" in request.form:
                    what = self.document.step_back()
                    self._settle(self.document.read())
                    return self._back(f"已撤销：{what}")
                raw = self.document.read()
                if checksum(raw) != expected:
                    raise Conflict(raw)
                new, what = self._changed(raw, typed)
                if not trial:
                    self.document.write(new, expected, what)
        except Refused as trouble:
            if SCRIPT in request.headers:
                return jsonify(message=str(trouble))
            return self.show(typed, str(trouble), status=422)
        except Conflict as other:
            return self._conflict(other.raw, typed, expected)
        if SCRIPT in request.headers:
            return self._answer(new, "" if trial else what)
        self._settle(new)
        return self._back(f"已保存：{what}" if what else "没有改动。")

    def _changed(self, raw: bytes, typed: Mapping[str, str]) -> tuple[bytes, str]:
        """Return the file with what was typed, and with the one thing more that was asked for; and in words."""
        name, asked = self.file.file, request.form
        changes = changes_of(tree_of(raw, name).root, typed)
        done = [str(change) for change in changes]
        new = with_changes(raw, name, changes) if changes else raw
        root = tree_of(new, name).root
        if "confirm" in asked and asked["confirm"].isdecimal():
            new, done = confirmed(new, name, int(asked["confirm"])), [*done, "核对无误"]
        elif "waive" in asked:
            check, change = _waiver(root, asked)
            new, done = with_changes(new, name, [change]), [*done, f"原文如此：{check}"]
        elif "remove" in asked:
            new, done = (
                with_changes(new, name, removal(root, way_of(asked["remove"]))),
                [*done, f"移去 {asked['remove']}"],
            )
        elif "up" in asked:
            new, done = swapped(new, name, way_of(asked["up"])), [*done, f"上移 {asked['up']}"]
        return new, "；".join(done)

    def _conflict(self, now: bytes, typed: Mapping[str, str], expected: str) -> Response:
        """Show both: what the file holds now, and what was typed into a page made before."""
        if SCRIPT in request.headers:
            return jsonify(
                conflict=True, message="这个文件在别处改过，没有覆盖。您填的还在，请按下面的“保存”对照两边。"
            )
        base, tree = the_app().seen.get(expected), opened(now, self.file.file)
        before = opened(base, self.file.file) if base else tree
        if isinstance(tree, Diagnostic) or isinstance(before, Diagnostic):
            return page("kept", 409, title="文件在别处改过", words=ELSEWHERE, typed=typed)
        paths = {change.path for change in changes_of(before.root, typed)}
        own = {name: text for name, text in typed.items() if any(_within(way_of(name), path) for path in paths)}
        return self.show(own, ELSEWHERE, changes_of(tree.root, own), 409)

    def _answer(self, raw: bytes, saved: str) -> Response:
        """Answer a script: how the file stands with what was typed."""
        examined, diagnostics = self.desk.judge(self.file, raw)
        if saved:
            self._remember(raw)
            if not self.staged:
                self.desk.settle(self.file, examined, diagnostics)
        tree = opened(raw, self.file.file)
        assert not isinstance(tree, Diagnostic), "it was read again"
        form = FormBuilder(tree.root, in_order(diagnostics)).form()
        parts = the_app().pages.get_template("desk/_project.html.j2").module
        beside = {
            part.way: str(parts.diagnostics(part.diagnostics, ()))  # type: ignore[attr-defined]
            for part in form.all_parts()
            if part.diagnostics
        }
        receipt = str(parts.receipt(**self._beside(examined, diagnostics)))  # type: ignore[attr-defined]
        return jsonify(checksum=checksum(raw), saved=saved, diagnostics=beside, receipt=receipt)

    def _beside(self, examined: Examined, diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
        """Return what the column beside the form shows."""
        detail = examined.draft_detail(self.desk.context.site.book)
        counts: dict[str, int] = {}
        for diagnostic in diagnostics:
            word = diagnostic.check if diagnostic.check in ("待核对", "待填") else diagnostic.severity
            counts[word] = counts.get(word, 0) + 1
        return {"detail": detail, "counts": counts}

    def _settle(self, raw: bytes) -> None:
        if not self.staged:
            self.desk.settle(self.file, *self.desk.judge(self.file, raw))

    def _remember(self, raw: bytes) -> None:
        seen = the_app().seen
        seen[checksum(raw)] = raw
        while len(seen) > MOST_SEEN:
            seen.pop(next(iter(seen)), None)

    def _back(self, notice: str) -> Response:
        add = request.form.get("add", "")
        way = add or request.form.get("confirm_way", "")
        query = f"?add={add}" if add else ""
        the_app().notices[self.address] = notice
        if request.form.get("back", "").startswith("/inbox/"):
            the_app().notices[request.form["back"]] = notice
            return redirect(request.form["back"], 303)  # type: ignore[return-value]
        return redirect(f"{self.address}{query}#{'f:' + way if way else 'main'}", 303)  # type: ignore[return-value]


def _waiver(root: Node, asked: Mapping[str, str]) -> tuple[str, FieldChange]:
    """Return the check that a form answers with 原文如此, and the change; raises `Refused` without a reason."""
    number, _, place = asked["waive"].partition("|")
    check, _, way = place.partition("|")
    reason, office = asked.get(f"reason:{number}", "").strip(), asked.get(f"office:{number}", "").strip()
    if not (reason and office):
        raise Refused(NO_REASON)
    change = waiver_change(root, way_of(way), check, reason, office)
    if change is None:
        raise Refused(TWICE)
    return check, change


def _within(way: Way, path: Way) -> bool:
    """True where one of two ways leads through the other."""
    length = min(len(way), len(path))
    return way[:length] == path[:length]


def _is_place(text: str) -> bool:
    line, _, column = text.partition(".")
    return line.isdecimal() and column.isdecimal()
