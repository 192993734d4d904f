"""同一系列前后两年的预算相差百倍以上，多半是把元写成了万元，或把万元写成了元。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.checks.between._years import with_last
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "预算悬殊"
SEVERITY: Severity = "警告"
LEAP = 100


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Compare each year with the one before it."""
    for project, last in with_last(book):
        now, then = project.budget.amount, last.budget.amount
        less, more = sorted((now.value, then.value))
        if less and more >= less * LEAP:
            text = f"预算金额 {now.text}，同一系列 {last.year} 年度是 {then.text}，相差百倍以上，请核对单位是元还是万元"
            yield project.budget, "amount", text
