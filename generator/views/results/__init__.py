"""结果应用 in a summary: declared use of a project's result."""

from decimal import Decimal
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.model.project import Project
from generator.model.result_use import Decision


class DeclaredResultUse(NamedTuple):
    """Declared use of a result; `following` is next year's budget, 万元."""

    rule: str
    following: Decimal | None
    decision: Decision | None
    text: str
    reason: str
    body: str
    date: PartialDate | None


def declared_result_use(project: Project) -> DeclaredResultUse | None:
    """Return the declared use of a project's result, None if nothing is declared."""
    use = project.use
    if use is None:
        return None
    following = use.next_budget.value if use.next_budget else None
    return DeclaredResultUse(
        rule=use.rule,
        following=following,
        decision=use.decision,
        text=use.text,
        reason=use.reason,
        body=use.body,
        date=use.date,
    )
