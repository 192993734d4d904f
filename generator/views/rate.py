"""Rates of things counted, each with the count in which nothing is hidden."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from generator.core.number import percent

Thing = TypeVar("Thing")


@dataclass(frozen=True)
class CountedRate:
    """A rate with its count: what it is called, the part and the whole, what these are."""

    name: str
    part: str
    whole: str
    of: str
    rate: str

    @property
    def shown(self) -> str:
        """The count: 12/18."""
        return f"{self.part}/{self.whole}"


def rate_of(name: str, of: str, whole: Sequence[Thing], counts: Callable[[Thing], object]) -> CountedRate | None:
    """How many of some things count; None where there is none of them."""
    if not whole:
        return None
    part = sum(bool(counts(one)) for one in whole)
    return CountedRate(name, str(part), str(len(whole)), of, percent(Fraction(part, len(whole))))
