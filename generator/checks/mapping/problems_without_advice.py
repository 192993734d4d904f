"""信息表、报告里的每个问题要有整改建议。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "问题无建议"
SEVERITY: Severity = "警告"
NOTABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Of a paper that knows no advice at all nothing is asked, unless its form has the column."""
    advised = any(finding.advice or finding.advice_detail for finding in project.findings)
    if not advised and all(source.kind == "自评表" for source in project.sources):
        return
    for finding in project.findings:
        if not finding.advice and not finding.advice_detail:
            yield finding, "problem", f"问题“{short(finding.problem)}”没有建议，请补写“建议: …”"


def short(text: str) -> str:
    """The beginning of a text, enough to know it by."""
    return text.rstrip("。") if len(text) <= 24 else f"{text[:22]}……"
