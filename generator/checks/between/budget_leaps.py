"""同一系列前后两年的预算相差百倍以上，多半是把元写成了万元，或把万元写成了元。"""

from collections.abc import Iterator

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.checks.between._years import with_last
from generator.core.diagnostic import Severity
from generator.core.number import Amount
from generator.model.project import Project

NAME = "预算悬殊"
SEVERITY: Severity = "警告"
MIN_FACTOR = 100
PlannedAmount = tuple[Amount, Anchor]


def extract(project: Project) -> PlannedAmount | None:
    """The amount."""
    amount = project.budget.amount
    return (amount, anchor(project, project.budget, "amount")) if project.series and amount else None


def compare(facts: list[Fact[PlannedAmount]]) -> Iterator[Discrepancy]:
    """Compare each year with the one before it."""
    for (_who, (now, where)), (last, (then, _there)) in with_last(facts):
        less, more = sorted((now.value, then.value))
        if less and more >= less * MIN_FACTOR:
            text = f"预算金额 {now.text}，同一系列 {last.year} 年度是 {then.text}，相差百倍以上，请核对单位是元还是万元"
            yield where, text
