"""结果应用的决定在评价之后、数据截止日以前：日期不早于报告日期，不晚于 site.yml 的数据截止日。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "决定日期"
SEVERITY: Severity = "警告"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Compare the date of the decision with both."""
    use = project.use
    if use is None or use.date is None:
        return
    report, cutoff = project.evaluation.report_date, book.site.cutoff
    if report and use.date.is_before(report):
        text = f"决定日期 {use.date.chinese}早于报告日期 {report.chinese}，先有评价后有应用，请核对这两个日期"
        yield use, "date", text, ((project.evaluation, "report_date"),)
    if cutoff and cutoff.is_before(use.date):
        text = (
            f"决定日期 {use.date.chinese}晚于 site.yml 的数据截止日 {cutoff.chinese}，请核对；数据更新了的改数据截止日"
        )
        yield use, "date", text
