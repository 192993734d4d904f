"""Confidence interval of a share: Wilson's, at 95 %, which holds for few cases and never leaves 0 to 100 %."""

from decimal import Context, Decimal
from fractions import Fraction

from generator.core.number import percent

Z = Decimal("1.96")  # of a normal distribution 95 % lie so many deviations around its middle
ROOTS = Context(prec=40)  # far more digits than any share shows


def wilson(part: int, whole: int) -> tuple[str, str]:
    """The lower and the upper end of the interval of `part` among `whole`, as percentages."""
    square = Fraction(Z) ** 2
    under = Fraction(part * (whole - part), whole) + square / 4
    root = ROOTS.sqrt(ROOTS.divide(Decimal(under.numerator), Decimal(under.denominator)))
    middle, half = part + square / 2, Fraction(Z) * Fraction(root)
    return percent((middle - half) / (whole + square)), percent((middle + half) / (whole + square))
