"""期限改了就是延期：每次延期要写理由；销号要求里写明“延期须批准”的，还要写批准单位。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project

NAME = "延期无理由"
SEVERITY: Severity = "错误"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look at each extension, and at due dates that changed without one."""
    if not items(project):
        return
    approved = book.closing_rule(project.unit).approved
    for item in items(project):
        if item.due and item.due_now and item.due.key != item.due_now.key and not item.extensions:
            text = (
                f"现期限 {item.due_now.chinese}与原定期限 {item.due.chinese}不同，却没有延期记录，请补写"
                f"“延期: [{{原期限: {item.due.text}, 新期限: {item.due_now.text}, 理由: …}}]”，或改正期限"
            )
            yield item, "due_now", text, ((item, "due"),)
        for one in item.extensions:
            if not one.reason:
                yield one, "reason", f"延期到 {one.until.chinese}，没有写理由，请补写“理由”"
            if approved and not one.approver:
                yield (
                    one,
                    "approver",
                    f"延期到 {one.until.chinese}，没有写批准单位，销号要求延期须批准，请补写“批准单位”",
                )
