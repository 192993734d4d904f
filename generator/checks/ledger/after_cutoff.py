"""台账里已经发生的事，日期不晚于 site.yml 的数据截止日：状态、延期的批准、自报、核实。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.ledger._items import items
from generator.core.date import PartialDate
from generator.core.diagnostic import Severity
from generator.core.record import Record
from generator.model.book import Book
from generator.model.ledger import LedgerItem
from generator.model.project import Project

NAME = "截止日以后"
SEVERITY: Severity = "错误"


def check(project: Project, book: Book) -> Iterator[Violation]:
    """Overdue and rates are as of that day: what came later would be counted before it happened."""
    cutoff = book.site.cutoff if items(project) else None
    if not cutoff:
        return
    last = cutoff.latest
    for item in items(project):
        for record, field, day in _dates(item):
            if day and last < day.earliest:
                text = (
                    f"{day.chinese}晚于 site.yml 的数据截止日 {cutoff.chinese}，请核对日期；数据更新了的，改数据截止日"
                )
                yield record, field, text


def _dates(item: LedgerItem) -> Iterator[tuple[Record, str, PartialDate | None]]:
    yield item, "issued", item.issued
    yield from ((entry, "date", entry.date) for entry in item.entries)
    yield from ((one, "approved", one.approved) for one in item.extensions)
    if item.statement:
        yield item.statement, "date", item.statement.date
    if item.verification:
        yield item.verification, "date", item.verification.date
