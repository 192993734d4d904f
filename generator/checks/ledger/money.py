"""已整改金额不能多于应整改金额；写了已整改金额的，要写应整改金额。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "整改金额"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Compare the two amounts of each item."""
    for item in items(project):
        if item.amount_done and not item.amount:
            yield item, "amount", f"已整改 {item.written('amount_done')}，没有写应整改多少，请补写“应整改金额”"
        elif item.amount_done and item.amount and item.amount_done.value > item.amount.value:
            done, asked = item.written("amount_done"), item.written("amount")
            yield item, "amount_done", f"已整改 {done}，多于应整改的 {asked}，请核对这两个数", ((item, "amount"),)
