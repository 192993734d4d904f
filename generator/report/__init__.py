"""Reports: how the diagnostics of an examination are printed, one format a file, and the line that sums them up.

A format has HELP, what it is in a few words, and `lines(report)`, what is printed. Its name is that of its file.
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
WRITING = "书写"  # the family of what `load` says: the file cannot be read as it is written
WAIVER = "说明: {校验名: {理由: …, 处室: …}}"


@dataclass(frozen=True)
class Report:
    """The diagnostics of one examination, of all files or of some; `elsewhere` counts the errors of the others.

    What is waived is counted, and listed where `with_waived`; `waivable` names the checks that a 说明 can answer.
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
        """Number of diagnostics of each severity, and of waived ones."""
        counts = Counter(diagnostic.severity for diagnostic in self.diagnostics)
        return {**{severity: counts[severity] for severity in SEVERITIES}, "已豁免": len(self.waived)}

    def path(self, file: str) -> Path:
        """Return the path on disk of a file that a place names."""
        return self.content / Path(file).relative_to(self.content.name)


def make_report(inspected: Examination, content: Path, strict: bool = False, only: tuple[str, ...] = ()) -> Report:
    """Return the report of an examination; with `only`, of these files and of what lies in these folders."""

    def is_asked_for(diagnostic: Diagnostic) -> bool:
        file = diagnostic.place.file
        return not only or any(file == name or file.startswith(f"{name}/") for name in only)

    diagnostics = tuple(one for one in inspected.diagnostics if is_asked_for(one))
    others = sum(one.severity == "错误" and not is_asked_for(one) for one in inspected.diagnostics)
    waived = tuple(one for one in inspected.waived if is_asked_for(one.diagnostic))
    return Report(content, diagnostics, waived=waived, elsewhere=others, strict=strict, waivable=inspected.waivable)


class ReportFormat(Protocol):
    """A way of printing a report; its name, which people type, is that of its file."""

    HELP: str  # what it is, in a few words

    def lines(self, report: Report) -> Iterable[str]:
        """Yield what is printed."""
        ...


@cache
def formats() -> Mapping[str, ReportFormat]:
    """Return every format by its name; raises `ContractError` where one does not keep the contract."""
    modules = discover("generator.report.formats")
    return {module.__name__.rpartition(".")[2]: implementation(module, ReportFormat) for module in modules}


def family(check: str) -> str:
    """Return the family of a check; what is no registered check is about how the file is written."""
    return _listed()[check].family if check in _listed() else WRITING


def about_persons(check: str) -> bool:
    """True for a check on personal data, which no report may spread."""
    return check in _listed() and _listed()[check].reviewed


@cache
def _listed() -> Mapping[str, Check]:
    return {check.name: check for check in all_checks()}


def summary(report: Report) -> str:
    """Return the line under the list: how many of what, and what to do next; empty when there is nothing to say."""
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
