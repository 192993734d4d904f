"""状态记录照日期先后排列：后一条不早于前一条，第一条不早于下达日期。"""

from collections.abc import Iterator
from itertools import pairwise

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "状态倒序"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Compare each entry with the one it follows."""
    for item in items(project):
        for before, entry in pairwise(item.entries):
            if entry.date.is_before(before.date):
                text = (
                    f"“{entry.state}”的日期 {entry.date.chinese}早于前一条“{before.state}”的 {before.date.chinese}，"
                    "请核对日期，或照先后重排"
                )
                yield entry, "date", text, ((before, "date"),)
        first = item.entries[0] if item.entries else None
        if first and item.issued and first.date.is_before(item.issued):
            text = f"“{first.state}”的日期 {first.date.chinese}早于下达日期 {item.issued.chinese}，请核对这两个日期"
            yield first, "date", text, ((item, "issued"),)
