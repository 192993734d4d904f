"""Kinds of forms (表的种类): one module each, found by this folder; what is none of them is refused by name.

Forms of ours (`own_…`) come first, since they are read by the addresses that they carry.
"""

from functools import cache
from typing import Protocol

from generator.core.registry import discover, implementations
from generator.intake.drafted import Recognised
from generator.intake.kinds import report
from generator.intake.paper import Paper, Refused
from generator.intake.review import refuse, reviewed
from generator.intake.tables.placing import placed
from generator.model.book import Book

BY_HEADS = ("self_sheet", "score_table", "rectification_table")  # kinds that are read by the heads of their columns
OWN = "own_"  # what the modules of our own forms are called


class FormKind(Protocol):
    """Contract of the modules of this folder."""

    __name__: str

    def recognise(self, paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
        """Return the projects of a paper; None where it is no form of this kind."""


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused:
    """Return the projects of a paper, by the first kind of form that knows it."""
    under_heads = placed(paper)
    for kind in _kinds():
        shown = under_heads if kind.__name__.rpartition(".")[2] in BY_HEADS else paper
        result = kind.recognise(shown, book)
        if result:
            return result if isinstance(result, Refused) else reviewed(shown, result)
    found = report.recognise_at_last(paper, book)
    return reviewed(paper, found) if found else refuse(paper)


@cache
def _kinds() -> tuple[FormKind, ...]:
    modules = sorted(discover(__name__), key=lambda module: not module.__name__.rpartition(".")[2].startswith(OWN))
    return implementations(modules, FormKind)
