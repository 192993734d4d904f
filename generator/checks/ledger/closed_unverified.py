"""销号要求里写明“须核实”的，销号前要有核实；核实过的，结论是“已完成”、日期不晚于销号，才能销号。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.ledger import CLOSED
from generator.model.project import Project

NAME = "销号无核实"
SEVERITY: Severity = "错误"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look at the items that are closed now."""
    if not items(project):
        return
    rule = book.closing_rule(project.unit)
    for item in items(project):
        last, verified = item.last, item.verification
        if not last or last.state != CLOSED:
            continue
        if verified is None:
            if rule.verified:
                asked = f"（{rule.rule}）" if rule.rule else ""
                text = (
                    f"已销号，却没有核实，销号要求{asked}须核实，请补写"
                    "“核实: {结论: 已完成, 单位: …, 方式: …, 日期: …}”；还没有核实的，把这条状态改为“申请销号”"
                )
                yield last, "state", text, ((item, "verification"),)
        elif verified.result != "已完成":
            text = f"已销号，核实的结论却是“{verified.result}”，请核对；没有整改完的不能销号，状态写“整改中”"
            yield last, "state", text, ((verified, "result"),)
        elif verified.date and last.date.is_before(verified.date):
            text = f"{last.date.chinese}销号，早于核实的日期 {verified.date.chinese}，先核实后销号，请核对这两个日期"
            yield last, "date", text, ((verified, "date"),)
