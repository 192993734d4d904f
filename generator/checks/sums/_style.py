"""Figures of one table: whether all have the same number of decimals, or each none that is needless."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.core.record import FieldName, Record

FIGURE = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?")


class Number:
    """A number as printed, and what it is called."""

    name: str
    text: str

    @property
    def decimals(self) -> str:
        """The digits after the point."""
        found = FIGURE.match(self.text)
        return (found["decimals"] or "") if found else ""

    @property
    def places(self) -> int:
        """How many they are."""
        return len(self.decimals)

    def __str__(self) -> str:
        return f"{self.name} {self.text}".strip()


@dataclass
class Figure(Number):
    """One that stands in the file at hand; not frozen, which would make it three times as slow to make."""

    record: Record
    field: FieldName
    name: str
    text: str


N = TypeVar("N", bound=Number)
Pair = tuple[Figure, Figure]  # the odd one, and one it differs from


def mixed(figures: Sequence[N]) -> tuple[N, N] | None:
    """A clash: a needless zero shows that decimals are fixed, another figure has more or fewer of them.

    9 beside 9.5 is no clash, nor is 9.00 beside 9.50; 9.00 beside 9.5 is.
    """
    padded = next((figure for figure in figures if figure.decimals.endswith("0")), None)
    if padded is None:
        return None
    others = [figure for figure in figures if figure.places != padded.places]
    if not others:
        return None
    return (padded, others[0]) if len(others) * 2 > len(figures) else (others[0], padded)


def uneven(figures: Sequence[Figure]) -> Pair | None:
    """Quotients of one table should all have the same number of decimals; the fewer ones are odd."""
    counts = Counter(figure.places for figure in figures)
    if len(counts) < 2:
        return None
    usual = max(counts, key=lambda places: (counts[places], places))
    odd = next(figure for figure in figures if figure.places != usual)
    return odd, next(figure for figure in figures if figure.places == usual)
