"""一个文件里台账的编号不重；一个问题分几项的，每项写明编号和各自的建议，一条一事。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.diagnostic import Severity
from generator.model.ledger import LedgerItem
from generator.model.project import Project

NAME = "台账编号"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Look at the numbers of all items, and at the items of each problem that has several."""
    seen: dict[str, LedgerItem] = {}
    for item in items(project):
        if item.number in seen:
            first = seen[item.number]
            text = f"台账编号“{item.number}”与第 {first.at('number').line} 行重复，请改为未用过的编号"
            yield item, "number", text, ((first, "number"),)
        elif item.number:
            seen[item.number] = item
    for finding in project.findings:
        for item in finding.ledger if len(finding.ledger) > 1 else ():
            if not item.advice:
                yield item, "advice", f"这个问题的台账有 {len(finding.ledger)} 项，每项要写各自的“建议”，一条一事"
            if not item.number:
                yield item, "number", f"这个问题的台账有 {len(finding.ledger)} 项，每项要写“编号”，免得混淆"
