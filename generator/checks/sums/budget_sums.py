"""子项目的预算、支出合计应与项目的预算金额、支出相等。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.number import total
from generator.model.project import Budget, Project

NAME = "合计不符"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Add up the sub-projects."""
    if project.budget.parts:
        yield from _sums(project.budget)


def _sums(budget: Budget) -> Iterator[Violation]:
    planned = total([part.amount.value for part in budget.parts])
    given = [part.spent.value for part in budget.parts if part.spent]
    spent, complete = total(given), len(given) == len(budget.parts)
    amount_wrong = planned != budget.amount.value
    spent_wrong = budget.spent is not None and (
        spent > budget.spent.value or (complete and spent != budget.spent.value)
    )
    if amount_wrong and spent_wrong and budget.spent and (planned, spent) == (budget.spent.value, budget.amount.value):
        text = f"子项目预算合计 {planned:f}万元、支出合计 {spent:f}万元，与预算金额、支出正好相反，请核对两项是否写反"
        yield budget, "amount", text
        return
    if amount_wrong:
        yield budget, "amount", f"子项目预算合计 {planned:f}万元，与预算金额 {budget.amount.text} 不等，请核对"
    if spent_wrong and budget.spent:
        differs = "不等" if complete else "不符（还有子项目没有支出）"
        yield budget, "spent", f"子项目支出合计 {spent:f}万元，与支出 {budget.spent.text} {differs}，请核对"
