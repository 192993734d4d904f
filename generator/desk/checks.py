"""检查: all diagnostics by project and cause, each with the way to its field; 生成 with its progress."""

from collections import Counter
from itertools import groupby
from pathlib import Path

from flask import Blueprint, Response, redirect, request

from generator.core.diagnostic import SEVERITIES, Diagnostic
from generator.desk.app import page, the_desk
from generator.report import about_persons

part = Blueprint("checks", __name__)
MOST = 200  # diagnostics on a page


@part.get("/checks")
def checks() -> Response:
    """The diagnostics, by file and cause; by the kind that is asked for."""
    desk, kind, cause = the_desk(), request.args.get("kind", ""), request.args.get("cause", "")
    everything = desk.all_diagnostics
    of_kind = [diagnostic for diagnostic in everything if kind in ("", diagnostic.severity)]
    asked = [diagnostic for diagnostic in of_kind if cause in ("", diagnostic.check)]
    by_file = {file.file: file for file in (listed.file for listed in desk.projects.values())}
    groups = [
        (by_file.get(name), name, _by_cause(list(diagnostics)))
        for name, diagnostics in groupby(asked[:MOST], lambda diagnostic: diagnostic.place.file)
    ]
    index = Path(desk.out, "site/index.html")
    return page(
        "checks",
        title="检查",
        groups=groups,
        names={listed.file.file: listed.name for listed in desk.projects.values()},
        counts=Counter(diagnostic.severity for diagnostic in everything),
        causes=Counter(diagnostic.check for diagnostic in of_kind).most_common(),
        severities=SEVERITIES,
        kind=kind,
        cause=cause,
        left=max(len(asked) - MOST, 0),
        last=desk.jobs.last.get("build_site"),
        has_site=index.is_file(),
        about_persons=about_persons,
        waits=True,
    )


@part.post("/build")
def build() -> Response:
    the_desk().build()
    return redirect("/checks", 303)  # type: ignore[return-value]


def _by_cause(diagnostics: list[Diagnostic]) -> list[tuple[str, list[Diagnostic]]]:
    ordered = sorted(
        diagnostics, key=lambda diagnostic: (SEVERITIES.index(diagnostic.severity), diagnostic.check, diagnostic.place)
    )
    return [(cause, list(group)) for cause, group in groupby(ordered, lambda diagnostic: diagnostic.check)]
