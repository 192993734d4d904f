"""Statistics: means, medians, steps and groups of figures, and the rank correlation of two columns.

Each is worked out here alone, whatever page, chart or download asks for it.
"""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import count, pairwise
from typing import Generic, NamedTuple, TypeVar

from generator.core.number import ABSENT, HALF_UP

Kept = TypeVar("Kept")
MAX_STEPS = 12
MIN_PAIRS = 20
WEAK = Decimal("0.3")  # below this a reader sees no relation
NORMAL = Decimal("1.96")  # standard errors; more come by chance once in twenty times

# ---- means, medians and quartiles ----


def mean(values: Sequence[Decimal | Fraction]) -> Fraction:
    """Return the exact mean of at least one value."""
    counts = Counter(values)  # few differ, and fractions are slow to add
    return sum((Fraction(value) * number for value, number in counts.items()), Fraction(0)) / len(values)


def mean_text(values: Sequence[Decimal]) -> str:
    """Return the mean rounded to two decimals; a dash of no values."""
    return f"{HALF_UP(mean(values))}" if values else ABSENT


def median(values: Iterable[Decimal]) -> Decimal:
    """Return the value in the middle, of an even number the mean of the two there, exactly."""
    return statistics.median(values)


class Middle(NamedTuple):
    """The middle of some figures: a quarter lies below `lower`, half below `median`, a quarter above `upper`.

    The quartiles are figures themselves (nearest rank), so that they can be found among them.
    """

    lower: Decimal
    median: Decimal
    upper: Decimal
    projects: int


def middle(values: Iterable[Decimal]) -> Middle:
    """Return the median and the quartiles of at least one figure."""
    known = sorted(values)
    lower, upper = (known[-(-len(known) * quarter // 4) - 1] for quarter in (1, 3))
    return Middle(lower, median(known), upper, len(known))


def quarters(ordered: Sequence[Kept]) -> tuple[Sequence[Kept], ...]:
    """Four groups of neighbours, of as nearly one size as can be."""
    ends = [len(ordered) * quarter // 4 for quarter in range(5)]
    return tuple(ordered[start:end] for start, end in pairwise(ends))


# ---- steps ----


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


# ---- rank correlation (Spearman) ----


def rank_correlation(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """The coefficient from -1 to 1; None for fewer than twenty pairs, or where one column is all alike."""
    if len(pairs) < MIN_PAIRS:
        return None
    one, other = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    middle = Fraction(len(pairs) + 1, 2)
    together = sum(((a - middle) * (b - middle) for a, b in zip(one, other, strict=True)), Fraction(0))
    spread = sum(((a - middle) ** 2 for a in one), Fraction(0)) * sum(((b - middle) ** 2 for b in other), Fraction(0))
    if not spread:
        return None
    square = together**2 / spread
    size = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
    return size if together >= 0 else -size


def is_related(coefficient: Decimal, count: int) -> bool:
    """True if the coefficient of so many pairs is neither weak nor likely to be chance."""
    return abs(coefficient) >= max(WEAK, NORMAL / Decimal(count - 1).sqrt())


def _ranks(values: Sequence[Decimal]) -> list[Fraction]:
    """The place of each value from the smallest; equal ones share the mean of their places."""
    places: dict[Decimal, list[int]] = {}
    for place, value in enumerate(sorted(values), 1):
        places.setdefault(value, []).append(place)
    return [Fraction(places[value][0] + places[value][-1], 2) for value in values]
