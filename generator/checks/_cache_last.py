"""A cache of one entry: what many checks ask of one thing, one after the other, is worked out once."""

from collections.abc import Callable
from typing import TypeVar

Thing = TypeVar("Thing")
Worked = TypeVar("Worked")


def cache_last(work: Callable[[Thing], Worked]) -> Callable[[Thing], Worked]:
    """A function that remembers its last answer: projects are looked at one by one, each by every check."""
    last: list[tuple[Thing, Worked]] = []

    def recall(thing: Thing) -> Worked:
        if not last or last[0][0] is not thing:
            last[:] = [(thing, work(thing))]
        return last[0][1]

    return recall
