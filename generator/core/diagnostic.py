"""Diagnostics: mistakes in the data, with their places. An author's mistake is a value, never an exception."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

Severity = Literal["错误", "警告", "提示"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)  # gravest first
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # may occur in a quoted value, not in a line of output
MAX_LINE_CHARS = 400
UNFILLED = "待填"  # placeholder in a drafted file, and the check that reports it
UNVERIFIED = "待核对"  # mark of a value guessed from a paper, and the check that reports it


class Place(NamedTuple):
    """Position in a file: path as the user knows it, 1-based line and column (0: the whole file), dotted field."""

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
        return self.line("" if self.severity == "错误" else f"（{self.severity}）", self.text)

    def line(self, mark: str, text: str) -> str:
        """Format as a line of output: place, mark, text, name of the check."""
        join = "：" if self.place.field else ": "
        return one_line(f"{self.place}{join}{mark}{text}  [{self.check}]")


def one_line(text: str) -> str:
    """Return a text without control characters, shortened in the middle to `MAX_LINE_CHARS`."""
    line = CONTROL.sub(" ", text)
    return line if len(line) <= MAX_LINE_CHARS else f"{line[: MAX_LINE_CHARS - 100]}……{line[-100:]}"


@dataclass(frozen=True)
class Waived:
    """A diagnostic waived in the data file, with the reason and the office that gave it."""

    diagnostic: Diagnostic
    reason: str
    office: str

    def __str__(self) -> str:
        return self.diagnostic.line("（已豁免）", f"{self.diagnostic.text}；理由：{self.reason}（{self.office}）")


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, those with the gravest diagnostics first, then by severity within a file; drop duplicates."""

    def rank(diagnostic: Diagnostic) -> int:
        return SEVERITIES.index(diagnostic.severity)

    def key(diagnostic: Diagnostic) -> tuple[int, str, int, Place, str, str]:
        place = diagnostic.place
        return worst[place.file], place.file, rank(diagnostic), place, diagnostic.check, diagnostic.text

    distinct = sorted(set(diagnostics), key=rank, reverse=True)
    worst = {diagnostic.place.file: rank(diagnostic) for diagnostic in distinct}  # the last of a file is the gravest
    return tuple(sorted(distinct, key=key))


def passes(diagnostics: Iterable[Diagnostic], strict: bool = False) -> bool:
    """True if publishing may go on: no error, and if `strict` no warning."""
    refused = ("错误", "警告") if strict else ("错误",)
    return not any(diagnostic.severity in refused for diagnostic in diagnostics)
