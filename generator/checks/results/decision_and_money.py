"""写明的决定与写明的下年预算不矛盾：增加的要多于本年，核减的要少于本年，保持的不变，取消的下年没有预算。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "决定与预算不符"
SEVERITY: Severity = "警告"


def check(project: Project) -> Iterator[Violation]:
    """Compare the two budgets, where both and a decision are given."""
    use, now = project.use, project.budget.amount
    if use is None or use.next_budget is None or now is None:
        return
    more = use.next_budget.value - now.value
    wrong = {"增加": more <= 0, "核减": more >= 0, "保持": more != 0, "取消": use.next_budget.value != 0}
    if use.decision and wrong.get(use.decision):
        how = "多于" if more > 0 else "少于" if more < 0 else "等于"
        than = "不是 0" if use.decision == "取消" else f"{how}本年预算 {project.budget.written('amount')}"
        text = f"决定是“{use.decision}”，下年预算 {use.written('next_budget')}却{than}，请核对这几项"
        yield use, "decision", text, ((use, "next_budget"), (project.budget, "amount"))
