"""子项目的预算、支出合计应与项目的预算金额、支出相等；按来源、按支出内容等几种分列的，各自相加，同一种分列的要连在一起；有空白的不合计。"""

from collections import defaultdict
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.protocol import Value
from generator.checks.sums._breakdowns import crossed, listed_twice
from generator.core.diagnostic import Severity
from generator.core.number import Amount, total
from generator.model.budget import Budget, Part
from generator.model.project import Project

NAME = "合计不符"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Add up the sub-projects, each breakdown by itself."""
    yield from ((part, "breakdown", text) for part, text in crossed(project.budget.parts))
    groups: dict[str, list[Part]] = defaultdict(list)
    for part in project.budget.parts:
        groups[part.breakdown].append(part)
    for name, parts in groups.items():
        yield from _sums(project.budget, parts, f"按{name.removeprefix('按')}分列的" if name else "子项目")


def _sums(budget: Budget, parts: list[Part], what: str) -> Iterator[Violation]:
    amounts = [part.amount.value for part in parts if part.amount]
    given = [part.spent.value for part in parts if part.spent]
    planned, spent, complete = total(amounts), total(given), len(given) == len(parts)
    amount_wrong = budget.amount is not None and len(amounts) == len(parts) and planned != budget.amount.value
    spent_wrong = budget.spent is not None and (
        spent > budget.spent.value or (complete and spent != budget.spent.value)
    )
    uses: dict[str, list[Value]] = {
        field: [(budget, field), *((part, field) for part in parts)] for field in ("amount", "spent")
    }
    if not parts[0].breakdown and (twice := {field: told for field in uses if (told := _twice(budget, parts, field))}):
        yield budget, "parts", f"子项目{next(iter(twice.values()))}", (*uses["amount"], *uses["spent"])
        amount_wrong, spent_wrong = amount_wrong and "amount" not in twice, spent_wrong and "spent" not in twice
    crossed_over = budget.amount and budget.spent and (planned, spent) == (budget.spent.value, budget.amount.value)
    if amount_wrong and spent_wrong and crossed_over:
        text = f"{what}预算合计 {planned:f}万元、支出合计 {spent:f}万元，与预算金额、支出正好相反，请核对两项是否写反"
        yield budget, "amount", text, (*uses["amount"], *uses["spent"])
        return
    if amount_wrong and budget.amount:
        text = f"{what}预算合计 {planned:f}万元，与预算金额 {budget.amount.text} 不等，请核对"
        yield budget, "amount", text, uses["amount"]
    if spent_wrong and budget.spent:
        differs = "不等" if complete else "不符（还有子项目没有支出）"
        text = f"{what}支出合计 {spent:f}万元，与支出 {budget.spent.text} {differs}，请核对"
        yield budget, "spent", text, uses["spent"]


def _twice(budget: Budget, parts: list[Part], field: str) -> str:
    """Whether the sub-projects break a total down in two ways."""
    whole: Amount | None = getattr(budget, field)
    amounts: list[Amount | None] = [getattr(part, field) for part in parts]
    values = [amount.value if amount else None for amount in amounts]
    return listed_twice(values, whole.value, whole.text) if whole else ""
