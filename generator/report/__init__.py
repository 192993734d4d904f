"""How the findings of a check are told: one format a file, found by its folder, and a line that sums up.

A format has HELP, what it is in a few words, and `lines(report)`, what is printed. Its name is that of its file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from generator.checks import CheckInfo, all_checks
from generator.core.diagnostic import SEVERITIES, UNFILLED, Diagnostic, Waived, passes
from generator.core.registry import discover, implementation
from generator.pipeline.examination import Examination

PLAIN = "text"
WRITING = "书写"  # the family of what `load` says: the file cannot be read as it is written
WAIVER = "说明: {校验名: {理由: …, 处室: …}}"


@dataclass(frozen=True)
class Report:
    """What is to be told of one inspection: of all files, or of some; `elsewhere` are the errors of the others.

    `brief`: what is waived is only counted.
    """

    content: Path
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]
    elsewhere: int = 0
    strict: bool = False
    brief: bool = False

    @property
    def passes(self) -> bool:
        """Whether what is told lets the data pass."""
        return passes(self.diagnostics, self.strict)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many of each severity, and how many are waived."""
        found = Counter(one.severity for one in self.diagnostics)
        return {**{severity: found[severity] for severity in SEVERITIES}, "已豁免": len(self.waived)}

    def path(self, file: str) -> Path:
        """Where a file that a place names lies on disk."""
        return self.content / Path(file).relative_to(self.content.name)


def make_report(inspected: Examination, content: Path, strict: bool = False, only: tuple[str, ...] = ()) -> Report:
    """What is told of an inspection; with `only`, of these files and of what lies in these folders."""

    def asked(one: Diagnostic) -> bool:
        return not only or any(one.place.file == name or one.place.file.startswith(f"{name}/") for name in only)

    found = tuple(one for one in inspected.diagnostics if asked(one))
    others = sum(one.severity == "错误" and not asked(one) for one in inspected.diagnostics)
    return Report(content, found, tuple(one for one in inspected.waived if asked(one.diagnostic)), others, strict)


class ReportFormat(Protocol):
    """A way of printing a report; its name, which people type, is that of its file."""

    HELP: str  # what it is, in a few words

    def lines(self, report: Report) -> Iterable[str]:
        """Yield what is printed."""
        ...


@cache
def formats() -> Mapping[str, ReportFormat]:
    """Every format by its name; raises `ContractError` where one does not keep the contract."""
    modules = discover("generator.report.formats")
    return {module.__name__.rpartition(".")[2]: implementation(module, ReportFormat) for module in modules}


def family(check: str) -> str:
    """The family of a check; what is no check on the shelf is about how the file is written."""
    return _listed()[check].family if check in _listed() else WRITING


def waivable(check: str) -> bool:
    """Whether a 说明 can answer it."""
    return check in _listed() and _listed()[check].waivable


def about_persons(check: str) -> bool:
    """Whether it concerns personal data, which no report may spread."""
    return check in _listed() and _listed()[check].reviewed


@cache
def _listed() -> Mapping[str, CheckInfo]:
    return {about.name: about for about in all_checks()}


def summary(told: Report) -> str:
    """The line under the list: how many of what, and what to do next; empty when there is nothing to say."""
    counts = told.counts
    unfilled = sum(one.check == UNFILLED for one in told.diagnostics)
    share = {"错误": f"（其中待填 {unfilled}）"} if unfilled else {}
    parts = "，".join(f"{word} {counts[word]}{share.get(word, '')}" for word in SEVERITIES if counts[word])
    said = [f"共 {len(told.diagnostics)} 处：{parts}"] if parts else []
    said += [f"已豁免 {counts['已豁免']} 处"] if told.waived else []
    sentences = ["；".join(said), _advice(told), f"其他文件另有错误 {told.elsewhere} 处" if told.elsewhere else ""]
    return "".join(f"{sentence}。" for sentence in sentences if sentence)


def _advice(told: Report) -> str:
    if not told.diagnostics:
        return ""
    must = "请改正错误后再生成网站" if told.counts["错误"] else "请逐处核对"
    if not told.counts["错误"] and not told.passes:
        must = "从严时有警告也算不通过，请逐处改正"
    if any(waivable(one.check) for one in told.diagnostics):
        return f"{must}；原文如此的，在旁边写“{WAIVER}”，校验名是行末方括号里的词"
    return must
