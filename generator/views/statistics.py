"""Statistics: means, medians, histogram steps, groups, and rank correlation.

The only implementation of each, for pages, charts and downloads.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from itertools import count, pairwise
from statistics import median
from typing import Generic, NamedTuple, TypeVar

from generator.core.number import ABSENT, HALF_UP

Member = TypeVar("Member")
MAX_STEPS = 12
MIN_PAIRS = 20
WEAK = Decimal("0.3")  # no visible relation below
NORMAL = Decimal("1.96")  # standard errors; 5% significance

# ---- means, medians and quartiles ----


def mean(values: Sequence[Decimal | Fraction]) -> Fraction:
    """Return the exact mean of at least one value."""
    counts = Counter(values)  # few differ, and fractions are slow to add
    return sum((Fraction(value) * number for value, number in counts.items()), Fraction(0)) / len(values)


def mean_text(values: Sequence[Decimal]) -> str:
    """Return the mean rounded to two decimals; a dash without values."""
    return f"{HALF_UP(mean(values))}" if values else ABSENT


class Middle(NamedTuple):
    """Median and quartiles of figures.

    Quartiles are by nearest rank, so that they are figures themselves.
    """

    lower: Decimal
    median: Decimal
    upper: Decimal
    projects: int


def middle(values: Iterable[Decimal]) -> Middle:
    """Return the median and the quartiles of at least one figure."""
    ordered = sorted(values)
    lower, upper = (ordered[-(-len(ordered) * quarter // 4) - 1] for quarter in (1, 3))
    return Middle(lower, median(ordered), upper, len(ordered))


def quarters(ordered: Sequence[Member]) -> tuple[Sequence[Member], ...]:
    """Split into four consecutive groups of nearly equal size."""
    ends = [len(ordered) * quarter // 4 for quarter in range(5)]
    return tuple(ordered[start:end] for start, end in pairwise(ends))


# ---- steps ----


class Step(NamedTuple, Generic[Member]):
    """A histogram step: lower limit inclusive, upper exclusive except for the last step."""

    lower: Decimal
    upper: Decimal
    members: tuple[Member, ...]


def steps(values: Iterable[tuple[Decimal | Fraction, Member]], limits: Sequence[Decimal]) -> tuple[Step[Member], ...]:
    """Distribute members to the steps between consecutive limits; values outside are dropped."""
    pairs = list(values)
    return tuple(
        Step(
            lower,
            upper,
            tuple(item for value, item in pairs if lower <= value and (value < upper or upper == limits[-1] == value)),
        )
        for lower, upper in pairwise(limits)
    )


def even_limits(values: Sequence[Decimal], most: Decimal) -> tuple[Decimal, ...]:
    """Return round limits of at most `MAX_STEPS` steps from the least value up to `most`, the largest possible value.

    If all values equal `most`, there is one step below it.
    """
    least = min(values)
    width = next(step for step in _widths() if (most - least) / step <= MAX_STEPS - 1)
    start = (least / width).to_integral_value(ROUND_FLOOR) * width
    if start == most:
        start -= width
    needed = ((most - start) / width).to_integral_value(ROUND_CEILING)
    return tuple(start + width * number for number in range(int(needed) + 1))


def _widths() -> Iterator[Decimal]:
    """Yield increasing step widths: 1, 2, 5, 10, 20, …."""
    return (Decimal(first * 10**zeros) for zeros in count() for first in (1, 2, 5))


# ---- rank correlation (Spearman) ----


def rank_correlation(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return Spearman's coefficient, -1 to 1; None below `MIN_PAIRS`, or if a column is constant."""
    if len(pairs) < MIN_PAIRS:
        return None
    left, right = (_ranks([pair[side] for pair in pairs]) for side in (0, 1))
    middle = Fraction(len(pairs) + 1, 2)
    together = sum(((a - middle) * (b - middle) for a, b in zip(left, right, strict=True)), Fraction(0))
    spread = sum(((a - middle) ** 2 for a in left), Fraction(0)) * sum(((b - middle) ** 2 for b in right), Fraction(0))
    if not spread:
        return None
    square = together**2 / spread
    size = (Decimal(square.numerator) / Decimal(square.denominator)).sqrt()
    return size if together >= 0 else -size


def is_related(coefficient: Decimal, count: int) -> bool:
    """True if the coefficient of `count` pairs is neither weak nor likely to be chance."""
    return abs(coefficient) >= max(WEAK, NORMAL / Decimal(count - 1).sqrt())


def _ranks(values: Sequence[Decimal]) -> list[Fraction]:
    """Return the ranks of values, smallest first; ties share their mean rank."""
    places: dict[Decimal, list[int]] = {}
    for place, value in enumerate(sorted(values), 1):
        places.setdefault(value, []).append(place)
    return [Fraction(places[value][0] + places[value][-1], 2) for value in values]
