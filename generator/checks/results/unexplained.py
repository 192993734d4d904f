"""没有照结果应用办法安排的（例外），要写明例外理由和决定单位；照办法安排的，不写例外理由。"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.checks.results._due import action_due, rule_of
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project
from generator.model.result_use import Decision, ResultAction, judged

NAME = "例外无理由"
SEVERITY: Severity = "警告"


class UseFacts(NamedTuple):
    """What a project is judged by: the action due (None without a rule), its budgets, what was decided, and where."""

    action: ResultAction | None
    budget: Decimal | None
    following: Decimal | None
    decision: Decision | None
    reason: str
    body: str
    where: Anchor


def extract(project: Project, book: Book) -> UseFacts | None:
    """The facts of projects where rules are named; of those that have none, as the year after of another."""
    use, unit, money = project.use, book.unit(project.unit), project.budget.amount
    if use is None and not book.site.result_rules and not (unit and unit.result_rules):
        return None
    rule = rule_of(project, book)
    action = action_due(project, book, rule) if rule else None
    where = anchor(project, use, "reason") if use else anchor(project, project, "use")
    following = use.next_budget.value if use and use.next_budget else None
    return UseFacts(
        action if isinstance(action, ResultAction) else None,
        money.value if money else None,
        following,
        use.decision if use else None,
        use.reason if use else "",
        use.body if use else "",
        where,
    )


def compare(facts: list[Fact[UseFacts]]) -> Iterator[Discrepancy]:
    """Judge each as its page does: with the next year's budget that is declared, else that of the next year's file."""
    files: dict[tuple[str, str, int], list[UseFacts]] = {}
    for who, one in facts:
        files.setdefault((who.series or who.slug, who.body, who.year), []).append(one)
    for who, one in facts:
        if one.action is None:
            continue
        later = files.get((who.series or who.slug, who.body, who.year + 1), [])
        following = later[0].budget if one.following is None and len(later) == 1 else one.following
        told = judged(one.action, one.budget, following, one.decision, one.reason)
        if told.verdict == "例外" and not one.reason:
            text = f"办法要求{one.action.title}，{told.why}，请写明“例外理由”和“决定单位”；数写错了的请改正"
            yield one.where, text
        elif told.verdict == "例外" and not one.body:
            yield one.where, "写了例外理由，没有写谁决定的，请补写“决定单位”"
        elif told.verdict == "一致" and one.reason:
            yield one.where, f"写了例外理由，算下来却与办法一致（{told.why}），请核对下年预算和决定，或删去例外理由"
