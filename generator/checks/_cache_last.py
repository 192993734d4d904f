"""A cache of one entry: what many checks ask of one thing, one after the other, is worked out once."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

Thing = TypeVar("Thing")
Beside = ParamSpec("Beside")  # what always goes with a thing, as a project with its score
Worked = TypeVar("Worked")


def cache_last(work: Callable[Concatenate[Thing, Beside], Worked]) -> Callable[Concatenate[Thing, Beside], Worked]:
    """A function that remembers its last answer: projects are looked at one by one, each by every check."""
    last_thing: object = None
    answer: Worked

    def recall(thing: Thing, /, *beside: Beside.args, **named: Beside.kwargs) -> Worked:
        nonlocal last_thing, answer
        if last_thing is not thing:
            answer = work(thing, *beside, **named)
            last_thing = thing
        return answer

    return recall
