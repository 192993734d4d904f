"""Kinds of forms (表的种类): one module each, found by this folder; what is none of them is refused by name.

Forms of ours (`own_…`) come first, since they are read by the addresses that they carry.
"""

from functools import cache
from typing import Protocol

from generator.core.registry import discover, implementations
from generator.intake.drafted import Recognised
from generator.intake.paper import Paper, Refused
from generator.intake.review import refuse, reviewed
from generator.model.book import Book

OWN = "own_"  # what the modules of our own forms are called


class FormKind(Protocol):
    """Contract of the modules of this folder."""

    def recognise(self, paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused | None:
        """Return the projects of a paper; None where it is no form of this kind."""


def recognise(paper: Paper, book: Book) -> tuple[Recognised, ...] | Refused:
    """Return the projects of a paper, by the first kind of form that knows it."""
    for kind in _kinds():
        result = kind.recognise(paper, book)
        if result:
            return result if isinstance(result, Refused) else reviewed(paper, result)
    return refuse(paper)


@cache
def _kinds() -> tuple[FormKind, ...]:
    modules = sorted(discover(__name__), key=lambda module: not module.__name__.rpartition(".")[2].startswith(OWN))
    return implementations(modules, FormKind)
