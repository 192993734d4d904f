"""销号要求里写明“须佐证”的，销号前要有佐证。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.ledger import CLOSED
from generator.model.project import Project

NAME = "销号无佐证"
SEVERITY: Severity = "错误"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Look at the items that are closed now; what a statement names as its proof counts."""
    rule = book.closing_rule(project.unit) if items(project) else None
    if not rule or not rule.proved:
        return
    asked = f"（{rule.rule}）" if rule.rule else ""
    for finding in project.findings:
        for item in finding.ledger:
            last, told = item.last, item.statement or finding.rectification
            if last and last.state == CLOSED and not item.evidence and not (told and told.proof):
                text = f"已销号，却没有佐证，销号要求{asked}须有佐证，请补写“佐证”；不宜公开的材料可以只写内容和校验和"
                yield last, "state", text, ((item, "evidence"),)
