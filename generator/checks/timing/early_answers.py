"""整改是对报告的回应，时间一般不早于报告日期；没有报告日期的，看评价的开始日期。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "整改过早"
SEVERITY: Severity = "提示"
REQUIRES_CLEAN = ("日期先后",)


def check(project: Project) -> Iterator[Violation]:
    """Compare each dated answer."""
    evaluation = project.evaluation
    if evaluation.report_date:
        word, field, since = "报告日期", "report_date", evaluation.report_date
    elif evaluation.began:
        word, field, since = "评价的开始日期", "began", evaluation.began
    else:
        return
    for finding in project.findings:
        answer = finding.rectification
        if answer and answer.date and answer.date.is_before(since):
            text = f"整改时间 {answer.date.chinese}早于{word} {since.chinese}，请核对年份"
            yield answer, "date", text, ((evaluation, field),)
