"""写明的下年预算与同一系列下一年度文件的预算金额（或年初预算）应相同。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.checks.between._years import with_last
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "下年预算不符"
SEVERITY: Severity = "警告"


class NextBudget(NamedTuple):
    """The budgets of a year, and what it says of the budget of the year after."""

    budgets: tuple[Decimal, ...]
    shown: str
    following: Decimal | None
    where: Anchor | None


def extract(project: Project) -> NextBudget | None:
    """The amounts of a project with a 系列."""
    money, use = project.budget, project.use
    amounts = tuple(one.value for one in (money.amount, money.initial) if one)
    following = use.next_budget if use else None
    if not project.series or not (amounts or following):
        return None
    where = anchor(project, use, "next_budget") if use and following else None
    return NextBudget(amounts, money.written("amount"), following.value if following else None, where)


def compare(facts: list[Fact[NextBudget]]) -> Iterator[Discrepancy]:
    """Hold what a year says against the file of the next year."""
    for (who, now), (last, then) in with_last(facts):
        told = then.following
        if then.where and told is not None and who.year - last.year == 1 and now.budgets and told not in now.budgets:
            text = (
                f"写明的下年预算是 {told:f} 万元，同一系列 {who.year} 年度文件的预算金额是 {now.shown}，请核对这两个数"
            )
            yield then.where, text
