"""信息表、整改情况表里的每条建议要有整改情况；同一文件别的建议已有整改情况的，也一样。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "建议无整改"
SEVERITY: Severity = "警告"
NOTABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Reports and self-evaluations end with the advice; only 信息表 and 整改情况表 have a column for the answer."""
    has_column = any(source.kind in ("信息表", "整改情况表") for source in project.sources)
    if not has_column and all(finding.rectification is None for finding in project.findings):
        return
    for finding in project.findings:
        answered = finding.rectification or any(item.statement or item.entries for item in finding.ledger)
        if (finding.advice or finding.advice_detail) and not answered:
            text = "建议没有整改情况，请补写“整改: {情况: …, 状态: …}”；原表空白的写“{情况: 原表空白, 状态: 未载明}”"
            yield finding, "advice", text
