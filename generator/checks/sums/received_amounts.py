"""到位金额一般不超过预算，支出一般不超过到位金额；确实如此的（如动用上年结转）写说明。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "到位不符"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("合计不符", "执行率不符", "资金不符")


def check(project: Project) -> Iterator[Violation]:
    """Compare what arrived with what was planned, and what was spent with what arrived."""
    budget = project.budget
    received = budget.received
    if received is None:
        return
    if budget.amount and received.value > budget.amount.value:
        text = f"到位金额 {received.text} 超过预算金额 {budget.amount.text}，请核对两项金额"
        yield budget, "received", text, ((budget, "amount"),)
    elif budget.spent and budget.spent.value > received.value:
        text = f"支出 {budget.spent.text} 超过到位金额 {received.text}，请核对两项金额"
        yield budget, "spent", text, ((budget, "received"),)
