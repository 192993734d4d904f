"""期限前后接得上：期限不早于下达日期，每次延期从上一个期限起、往后延，现期限就是最后一次延到的那一天。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.date import PartialDate
from generator.core.diagnostic import Severity
from generator.model.ledger import LedgerItem
from generator.model.project import Project

NAME = "期限不接"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Follow the due date from the first to the one that counts now."""
    for item in items(project):
        if item.due and item.issued and item.due.is_before(item.issued):
            text = f"原定期限 {item.due.chinese}早于下达日期 {item.issued.chinese}，请核对这两个日期"
            yield item, "due", text, ((item, "issued"),)
        yield from _extensions(item)
        last = item.extensions[-1] if item.extensions else None
        if last and item.due_now and _differ(item.due_now, last.until):
            text = f"现期限 {item.due_now.chinese}与最后一次延到的 {last.until.chinese}不同，请核对，或删去“现期限”一行"
            yield item, "due_now", text, ((last, "until"),)


def _extensions(item: LedgerItem) -> Iterator[Violation]:
    due = item.due
    for one in item.extensions:
        if due and one.before and _differ(one.before, due):
            text = f"原期限 {one.before.chinese}与此前的期限 {due.chinese}不同，请核对；漏了一次延期的请补上"
            yield one, "before", text
        since = one.before or due
        if since and not since.is_before(one.until):
            text = f"新期限 {one.until.chinese}不晚于原期限 {since.chinese}，不是延期，请核对这两个日期"
            yield one, "until", text
        due = one.until


def _differ(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates cannot be the same day."""
    return one.is_before(other) or other.is_before(one)
