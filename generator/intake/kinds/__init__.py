"""Kinds of forms (表的种类): one module each, found by this folder; what is none of them is refused by name.

Forms of ours (`own_…`) come first, since they are read by the addresses that they carry.
"""

from functools import cache
from typing import Protocol

from generator.core.registry import discover, implementations
from generator.intake.drafted import Recognised
from generator.intake.kinds import report
from generator.intake.paper import Paper, Paragraph, Refused
from generator.intake.review import refuse, reviewed
from generator.intake.tables.placing import placed
from generator.model.book import Book

# Kinds that are read by the heads of their columns.
BY_HEADS = ("info_sheet", "self_sheet", "score_table", "rectification_table")
MOST_LINES = 20_000  # rows and paragraphs; a unit's forms of a year have hundreds
OWN = "own_"  # what the modules of our own forms are called


class FormKind(Protocol):
    """Contract of the modules of this folder."""

    __name__: str

    def recognise(self, paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
        """Return the projects of a paper; None where it is no form of this kind."""


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused:
    """Return the projects of a paper, by the first kind of form that knows it."""
    lines = sum(1 if isinstance(block, Paragraph) else block.height for block in paper.blocks)
    if lines > MOST_LINES:
        return Refused(paper.file, f"里面有 {lines} 行（段），不像一份表或报告；请只交来要收的表")
    under_heads = placed(paper)
    for kind in _kinds():
        shown = under_heads if kind.__name__.rpartition(".")[2] in BY_HEADS else paper
        result = kind.recognise(shown, book)
        if result:
            return result if isinstance(result, Refused) else reviewed(shown, result)
    recognised = report.recognise_at_last(paper, book)
    return reviewed(paper, recognised) if recognised else refuse(paper)


@cache
def _kinds() -> tuple[FormKind, ...]:
    modules = sorted(discover(__name__), key=lambda module: not module.__name__.rpartition(".")[2].startswith(OWN))
    return implementations(modules, FormKind)
