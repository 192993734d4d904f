"""子项目的预算、支出合计应与项目的预算金额、支出相等。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook
from generator.number import total

NAME = "合计不符"
SEVERITY: Severity = "错误"


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Add up the sub-projects."""
    for project in book.projects:
        budget = project.budget
        if not budget.parts:
            continue
        planned = total([part.amount.value for part in budget.parts])
        if planned != budget.amount.value:
            yield (
                budget,
                "amount",
                f"子项目预算合计 {planned:f}万元，与预算金额 {budget.amount.text} 不等，请核对",
            )
        spent = [part.spent.value for part in budget.parts if part.spent]
        if budget.spent and len(spent) == len(budget.parts) and total(spent) != budget.spent.value:
            yield (
                budget,
                "spent",
                f"子项目支出合计 {total(spent):f}万元，与支出 {budget.spent.text} 不等，请核对",
            )
