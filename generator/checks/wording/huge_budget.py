"""一个项目的预算超过 100 亿元的，核对是不是把“元”写成了“万元”。"""

from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "金额过大"
SEVERITY: Severity = "提示"
MAX_BUDGET = Decimal(1000000)  # 万元


def check(project: Project) -> Iterator[Violation]:
    """The budget itself; what stands below it is compared with it elsewhere."""
    amount = project.budget.amount
    if project.subject in ("项目", "专项资金") and amount and amount.value > MAX_BUDGET:
        yield project.budget, "amount", f"预算金额 {amount.text} 超过 100 亿元，请核对是不是把“元”写成了“万元”"
