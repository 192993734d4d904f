"""信息表里的每条建议要有整改情况；同一文件别的建议已有整改情况的，也一样。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "建议无整改"
SEVERITY: Severity = "警告"
NOTABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Reports and self-evaluations end with the advice; only the 信息表 has a column for the answer."""
    has_column = any(source.kind == "信息表" for source in project.sources)
    if not has_column and all(finding.rectification is None for finding in project.findings):
        return
    for finding in project.findings:
        answered = finding.rectification or any(item.statement or item.entries for item in finding.ledger)
        if (finding.advice or finding.advice_detail) and not answered:
            text = "建议没有整改情况，请补写“整改: {情况: …, 状态: …}”；原表空白的写“{情况: 原表空白, 状态: 未载明}”"
            yield finding, "advice", text
