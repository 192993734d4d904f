"""Items of the ledger (台账) of a project."""

from collections.abc import Iterator

from generator.model.ledger import LedgerItem
from generator.model.project import Project


def items(project: Project) -> Iterator[LedgerItem]:
    """Every item of every problem, in the order of the file."""
    return (item for finding in project.findings for item in finding.ledger)
