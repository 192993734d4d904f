"""Reports: output formats for diagnostics of an examination, one per module, and the summary line.

A format has HELP, a short description, and `lines(report)`, the output. Its name is that of its module.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from generator.checks import Check, all_checks
from generator.core.diagnostic import SEVERITIES, UNFILLED, UNVERIFIED, Diagnostic, Waived, passes
from generator.core.registry import discover, implementation
from generator.pipeline.examination import Examination

PLAIN = "text"
WRITING = "书写"  # family of diagnostics of `load`: malformed files
WAIVER = "说明: {校验名: {理由: …, 处室: …}}"


@dataclass(frozen=True)
class Report:
    """Diagnostics of one examination, of all or some files; `elsewhere` counts the errors of other files.

    Waived diagnostics are counted, and listed if `with_waived`; `waivable` are the checks that a 说明 can waive.
    """

    content: Path
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]
    elsewhere: int = 0
    strict: bool = False
    with_waived: bool = False
    waivable: frozenset[str] = frozenset()

    @property
    def passes(self) -> bool:
        return passes(self.diagnostics, self.strict)

    @property
    def counts(self) -> Mapping[str, int]:
        """Number of diagnostics by severity, and of waived ones."""
        counts = Counter(diagnostic.severity for diagnostic in self.diagnostics)
        return {**{severity: counts[severity] for severity in SEVERITIES}, "已豁免": len(self.waived)}

    def path(self, file: str) -> Path:
        """Return the path on disk of the file of a `Place`."""
        return self.content / Path(file).relative_to(self.content.name)


def make_report(inspected: Examination, content: Path, strict: bool = False, only: tuple[str, ...] = ()) -> Report:
    """Return the report of an examination; with `only`, of these files and folders."""

    def is_asked_for(diagnostic: Diagnostic) -> bool:
        file = diagnostic.place.file
        return not only or any(file == name or file.startswith(f"{name}/") for name in only)

    diagnostics = tuple(entry for entry in inspected.diagnostics if is_asked_for(entry))
    others = sum(entry.severity == "错误" and not is_asked_for(entry) for entry in inspected.diagnostics)
    waived = tuple(entry for entry in inspected.waived if is_asked_for(entry.diagnostic))
    return Report(content, diagnostics, waived=waived, elsewhere=others, strict=strict, waivable=inspected.waivable)


class ReportFormat(Protocol):
    """Output format of a report; its name is that of its module."""

    HELP: str  # short description

    def lines(self, report: Report) -> Iterable[str]:
        """Yield the lines of output."""
        ...


@cache
def report_formats() -> Mapping[str, ReportFormat]:
    """Return the formats by name; raises `ContractError` if one violates the contract."""
    modules = discover("generator.report.formats")
    return {module.__name__.rpartition(".")[2]: implementation(module, ReportFormat) for module in modules}


def family(check: str) -> str:
    """Return the family of a check; `WRITING` for unregistered ones."""
    return _listed()[check].family if check in _listed() else WRITING


def about_persons(check: str) -> bool:
    """True for a check on personal data, which reports must not disclose."""
    return check in _listed() and _listed()[check].reviewed


@cache
def _listed() -> Mapping[str, Check]:
    return {check.name: check for check in all_checks()}


def summary(report: Report) -> str:
    """Return the summary line: counts and next step; empty without diagnostics."""
    counts = report.counts
    by_check = Counter(diagnostic.check for diagnostic in report.diagnostics)
    still_open = "，".join(f"{word} {by_check[word]}" for word in (UNFILLED, UNVERIFIED) if by_check[word])
    share = {"错误": f"（其中{still_open}）"} if still_open else {}
    parts = "，".join(f"{word} {counts[word]}{share.get(word, '')}" for word in SEVERITIES if counts[word])
    counted = [f"共 {len(report.diagnostics)} 处：{parts}"] if parts else []
    how = "" if report.with_waived else "（加 --waived 可以列出）"
    counted += [f"已豁免 {counts['已豁免']} 处{how}"] if report.waived else []
    sentences = [
        "；".join(counted),
        _advice(report),
        f"其他文件另有错误 {report.elsewhere} 处" if report.elsewhere else "",
    ]
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def _advice(report: Report) -> str:
    if not report.diagnostics:
        return ""
    must = "请改正错误后再生成网站" if report.counts["错误"] else "请逐处核对"
    if not report.counts["错误"] and not report.passes:
        must = "从严时有警告也算不通过，请逐处改正"
    if any(diagnostic.check in report.waivable for diagnostic in report.diagnostics):
        return f"{must}；原文如此的，在旁边写“{WAIVER}”，校验名是行末方括号里的词"
    return must
