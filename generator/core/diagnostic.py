"""Diagnostics: what the checks report about the data, and where. Mistakes of an author are values, never exceptions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["错误", "警告", "提示"]
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # what a quoted value may hold and a line must not
MAX_LINE_CHARS = 400
UNFILLED = "待填"  # what stands in a drafted file where a fact is still to come, and the check that reports it
UNVERIFIED = "待核对"  # said behind a value that was read from a paper by guessing, and the check that reports it
SEVERITIES: tuple[Severity, ...] = ("错误", "警告", "提示")


class Place(NamedTuple):
    """A spot in a file: path as the user knows it, line and column from 1 (0: the file as a whole), field in dots."""

    file: str
    line: int = 0
    column: int = 0
    field: str = ""

    def __str__(self) -> str:
        spot = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{spot}: {self.field}" if self.field else spot


@dataclass(frozen=True)
class Diagnostic:
    """A diagnostic (校验提示) on one place: what is wrong, with which value, and what to do, in a plain sentence."""

    place: Place
    text: str
    check: str
    severity: Severity = "错误"

    def __str__(self) -> str:
        mark = "" if self.severity == "错误" else f"（{self.severity}）"
        join = "：" if self.place.field else ": "
        return one_line(f"{self.place}{join}{mark}{self.text}  [{self.check}]")


def one_line(text: str) -> str:
    """Return a text that stays on its line on any screen, its middle left out where it is very long."""
    line = CONTROL.sub(" ", text)
    return line if len(line) <= MAX_LINE_CHARS else f"{line[: MAX_LINE_CHARS - 100]}……{line[-100:]}"


@dataclass(frozen=True)
class Waived:
    """A diagnostic that the data file itself answers: what was found, why it stands, and the office that said so."""

    diagnostic: Diagnostic
    reason: str
    office: str

    def __str__(self) -> str:
        diagnostic = self.diagnostic
        place, text, check = diagnostic.place, diagnostic.text, diagnostic.check
        join = "：" if place.field else ": "
        return one_line(f"{place}{join}（已豁免）{text}；理由：{self.reason}（{self.office}）  [{check}]")


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, those with errors first, and in each the most serious first: the same order whatever came first."""
    once = set(diagnostics)
    worst: dict[str, int] = {}
    for one in once:
        worst[one.place.file] = min(SEVERITIES.index(one.severity), worst.get(one.place.file, len(SEVERITIES)))

    def key(diagnostic: Diagnostic) -> tuple[int, str, int, Place, str, str]:
        return (
            worst[diagnostic.place.file],
            diagnostic.place.file,
            SEVERITIES.index(diagnostic.severity),
            diagnostic.place,
            diagnostic.check,
            diagnostic.text,
        )

    return tuple(sorted(once, key=key))


def passes(diagnostics: Iterable[Diagnostic], strict: bool = False) -> bool:
    """True if publishing may go on: no error, and if `strict` no warning."""
    refused = ("错误", "警告") if strict else ("错误",)
    return not any(diagnostic.severity in refused for diagnostic in diagnostics)
