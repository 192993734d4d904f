"""结果不会先于报告公开：来源中报告、信息表的日期不应早于报告日期。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "公开过早"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("日期先后",)


def check(project: Project) -> Iterator[Violation]:
    """Compare each source; of several reports the date of the evaluation is that of one, the others may be older."""
    done = project.evaluation.report_date
    if not done:
        return
    reports = sum(1 for source in project.sources if source.kind == "报告")
    for source in project.sources:
        alone = source.kind == "信息表" or (source.kind == "报告" and reports == 1)
        if alone and source.date and source.date.is_before(done):
            text = f"来源中{source.kind}的日期 {source.date.chinese}早于“评价”的报告日期 {done.chinese}，请核对"
            yield source, "date", text, ((project.evaluation, "report_date"),)
