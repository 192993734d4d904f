"""Rank correlation of two columns of figures (Spearman's), so that no one reads a relation into a cloud of points."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

MIN_PAIRS = 20
WEAK = Decimal("0.3")  # below this a reader sees no relation
NORMAL = Decimal("1.96")  # of so many standard errors one in twenty comes by chance


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
    """Whether so many pairs show a relation that is neither weak nor likely to be chance."""
    return abs(coefficient) >= max(WEAK, NORMAL / Decimal(count - 1).sqrt())


def _ranks(values: Sequence[Decimal]) -> list[Fraction]:
    """The place of each value from the smallest; equal ones share the mean of their places."""
    places: dict[Decimal, list[int]] = {}
    for place, value in enumerate(sorted(values), 1):
        places.setdefault(value, []).append(place)
    return [Fraction(places[value][0] + places[value][-1], 2) for value in values]
