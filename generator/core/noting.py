"""Noting: what a piece of work asks for is noted while it is done, so that it can be done again when an answer changes.

Whoever holds something that may change (a book, the templates) notes each question that is asked of it, those that find
nothing as well. Outside of a piece of work nothing is noted.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

Question = tuple[str, str]  # what is asked for: a kind of thing, and which of that kind

_open: list[set[Question]] = []


def note(kind: str, name: str = "") -> None:
    """Note that something is asked for."""
    if _open:
        _open[-1].add((kind, name))


def note_all(questions: Iterable[Question]) -> None:
    """Note what something that was worked out before had asked for."""
    if _open:
        _open[-1].update(questions)


@contextmanager
def noting() -> Iterator[set[Question]]:
    """A piece of work: all that is asked for in it."""
    asked: set[Question] = set()
    _open.append(asked)
    try:
        yield asked
    finally:
        _open.pop()
