"""预算为 0，或自评表的资金一行金额、执行率都空着，预算执行率却得满分的，要核对。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import leaf_scores
from generator.checks._uses import points_from
from generator.checks.protocol import Value
from generator.checks.sums._execution import base_of, scores_execution
from generator.core.diagnostic import Severity
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.model.selfeval import FundRow

NAME = "零预算满分"
SEVERITY: Severity = "警告"
REQUIRES_CLEAN = ("资金不符", "权重不符", "得分不符")


def check(project: Project, score: ProjectScore) -> Iterator[Violation]:
    """Look for full points where there is nothing to spend; one diagnostic, on the indicator where there is one."""
    head = project.sheet.funds[0] if project.sheet and project.sheet.funds else None
    found = _nothing(project, head)
    if not found:
        return
    problem, uses = found
    for leaf in leaf_scores(score):
        node = leaf.indicator
        if leaf.points and leaf.points == leaf.weight and scores_execution(node) and base_of(node) == "全年预算":
            field = "printed" if node.printed and node.printed.points is not None else "rule"
            text = f"“{node.name}”得满分 {leaf.points} 分，{problem}，请对照原件核对"
            yield node, field, text, (*uses, *points_from(project, leaf), (node, "weight"))
            return
    if head and head.points and head.points == head.weight:
        text = f"资金一行得满分 {head.points} 分，{problem}，请对照原件核对"
        yield head, "points", text, (*uses, (head, "weight"))


def _nothing(project: Project, head: FundRow | None) -> tuple[str, list[Value]] | None:
    """That there was nothing to spend, in words, and the values that say so."""
    amount = project.budget.amount
    if head and head.planned is not None:
        return (f"全年预算数却是 {head.planned.text}", [(head, "planned")]) if not head.planned.value else None
    if amount is not None:
        return (f"预算金额却是 {amount.text}", [(project.budget, "amount")]) if not amount.value else None
    blank = head and head.spent is None and not head.rate and project.budget.spent is None and not project.budget.rate
    return ("预算数、执行数、执行率却都空着", [(head, "planned")]) if head and blank else None
