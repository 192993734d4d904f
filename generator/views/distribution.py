"""Distribution: how many of several figures lie in which step, for what is too many to show one by one."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import count, pairwise
from typing import Generic, NamedTuple, TypeVar

Kept = TypeVar("Kept")
MAX_STEPS = 12


class Step(NamedTuple, Generic[Kept]):
    """From one limit up to, but without, the next; the last of all has its upper limit too."""

    lower: Decimal
    upper: Decimal
    members: tuple[Kept, ...]


def steps(values: Iterable[tuple[Decimal | Fraction, Kept]], limits: Sequence[Decimal]) -> tuple[Step[Kept], ...]:
    """The members of each step between neighbouring limits, in their order; what lies outside is in none."""
    known = list(values)
    return tuple(
        Step(
            lower,
            upper,
            tuple(kept for value, kept in known if lower <= value and (value < upper or upper == limits[-1] == value)),
        )
        for lower, upper in pairwise(limits)
    )


def even_limits(values: Sequence[Decimal], most: Decimal) -> tuple[Decimal, ...]:
    """Round limits of one to twelve steps from below the least value up to the most there can be, which none exceeds.

    Where all there is lies at that end there is one step below it.
    """
    least = min(values)
    width = next(one for one in _widths() if (most - least) / one <= MAX_STEPS - 1)
    start = (least / width).to_integral_value(ROUND_FLOOR) * width
    if start == most:
        start -= width
    needed = ((most - start) / width).to_integral_value(ROUND_CEILING)
    return tuple(start + width * number for number in range(int(needed) + 1))


def _widths() -> Iterator[Decimal]:
    """Widths of steps, each wider than the one before: 1, 2, 5, 10, 20, …."""
    return (Decimal(first * 10**zeros) for zeros in count() for first in (1, 2, 5))


class Middle(NamedTuple):
    """The middle of some figures: a quarter lies below `lower`, half below `median`, a quarter above `upper`.

    Each is one of the figures themselves, so that it can be found among them.
    """

    lower: Decimal
    median: Decimal
    upper: Decimal
    projects: int


def middle(values: Iterable[Decimal]) -> Middle:
    """The middle of at least one figure, by nearest rank."""
    known = sorted(values)
    at = [known[-(-len(known) * quarter // 4) - 1] for quarter in (1, 2, 3)]
    return Middle(at[0], at[1], at[2], len(known))


def quarters(ordered: Sequence[Kept]) -> tuple[Sequence[Kept], ...]:
    """Four groups of neighbours, of as nearly one size as can be."""
    ends = [len(ordered) * quarter // 4 for quarter in range(5)]
    return tuple(ordered[start:end] for start, end in pairwise(ends))
