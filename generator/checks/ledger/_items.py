"""Items of the ledger (台账) of a project, problem by problem."""

from generator.checks._cache_last import cache_last
from generator.model.ledger import LedgerItem
from generator.model.project import Project


@cache_last
def items(project: Project) -> list[LedgerItem]:
    """Every item of every problem, in the order of the file."""
    return [item for finding in project.findings for item in finding.ledger]
