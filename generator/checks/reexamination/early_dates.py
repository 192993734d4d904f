"""复核日期不能早于自评的日期。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "复核过早"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Compare the day of the reexamination with the day that the self-evaluation bears."""
    told, reported = project.reexamination, project.evaluation.report_date
    if told and told.date and reported and told.date.is_before(reported):
        text = f"复核日期 {told.date.chinese}早于自评的日期 {reported.chinese}，请核对这两个日期"
        yield told, "date", text, ((project.evaluation, "report_date"),)
