"""Report for CI: GitHub workflow commands, shown as annotations; plain log lines elsewhere."""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.core.diagnostic import Diagnostic, one_line
from generator.report import Report

HELP = "在 GitHub 的改动里逐行标注"
COMMANDS = {"错误": "error", "警告": "warning", "提示": "notice"}


def lines(report: Report) -> Iterator[str]:
    """Return one command per diagnostic; waived ones are omitted."""
    return (_command(diagnostic, report.path(diagnostic.place.file)) for diagnostic in report.diagnostics)


def _command(diagnostic: Diagnostic, path: Path) -> str:
    place = diagnostic.place
    # The runner takes paths from the top of the checkout, where the command is run.
    spot = {"file": Path(os.path.relpath(path)).as_posix()} | (
        {"line": place.line, "col": place.column} if place.line else {}
    )
    properties = ",".join(
        f"{key}={_property(str(value))}" for key, value in {**spot, "title": diagnostic.check}.items()
    )
    text = f"{place.field}：{diagnostic.text}" if place.field else diagnostic.text
    return f"::{COMMANDS[diagnostic.severity]} {properties}::{_message(one_line(text))}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
