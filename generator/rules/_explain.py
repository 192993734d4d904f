"""Calculations in words: sentences shared by all rules, verifiable with a pocket calculator.

Rules with a target and an actual value show both as printed.
"""

from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Protocol

from generator.core.formula import RuleCells
from generator.core.number import Measure, Rounding, approx, fraction_of, percent
from generator.core.record import Marks
from generator.rules import WeightedContext, Working


def refused(line: str) -> Working:
    """Return no points, with the reason."""
    return Working(None, line)


def full(context: WeightedContext, words: str) -> Working:
    """Return the full weight."""
    points = context.points(context.weight)
    return Working(points, f"{words}，得满分 {points}")


def nothing(context: WeightedContext, words: str) -> Working:
    """Return zero points."""
    return Working(context.points(Decimal(0)), f"{words}，得 0 分")


def counted(context: WeightedContext, words: str, formula: str, exact: Fraction) -> Working:
    """Return the points of a formula, with its value before rounding: `…；19 ÷ 20 × 3 = 2.85，得 2.85`."""
    points = context.points(exact)
    return Working(points, f"{words}；{formula} {approx(exact)}，得 {points}")


def rate(ratio: Fraction) -> str:
    """Format a ratio as a percentage, with more than two decimals if two would round up to a whole percent."""
    whole = floor(ratio * 100)
    for places in (2, 4, 6, 8):
        text = percent(ratio, places)
        if floor(Decimal(text.removesuffix("%"))) == whole:
            return text
    return f"{Rounding('截尾', 12)(ratio * 100)}%"


def outside(name: str, value: Fraction, text: str) -> str:
    """Return the message on a percentage outside 0% to 100%; empty if within."""
    return "" if 0 <= value <= 1 else f"{name}“{text}”不在 0% 至 100% 之间，请核对"


def unlike(target: Measure, actual: Measure) -> str:
    """Return the message on two measures of which only one is a percentage; empty if they are alike."""
    if target.is_percent == actual.is_percent:
        return ""
    return f"目标“{target.text}”与实际“{actual.text}”一个有百分号、一个没有，请写成同一种"


def unlike_in_cells(cells: RuleCells) -> tuple[str, str]:
    """Return the condition that only one of the cells `target` and `actual` is a percentage, and its message."""
    return f"{cells.percent('target')}<>{cells.percent('actual')}", "目标与实际不是同一种数"


def as_written(target: Measure, actual: Measure) -> tuple[Fraction, Fraction] | None:
    """Return two measures as written (95% is 95); None if they do not compare."""
    if unlike(target, actual):
        return None
    scale = 100 if target.is_percent else 1
    return fraction_of(target.value) * scale, fraction_of(actual.value) * scale


class HasTarget(Protocol):
    """Protocol of rules with target, actual value, direction and unit."""

    @property
    def target(self) -> Measure: ...

    @property
    def actual(self) -> Measure: ...

    @property
    def sign(self) -> str: ...

    @property
    def unit(self) -> str: ...

    @property
    def marks(self) -> Marks: ...

    @property
    def target_text(self) -> str: ...

    @property
    def actual_text(self) -> str: ...


class TargetAndActual:
    """Mixin with the texts of target and actual value for receipts and official forms."""

    __slots__ = ()

    @property
    def target_text(self: HasTarget) -> str:
        """Show the sign only where it is written, or smaller is better: a paper that prints 1 does not print ≥1."""
        sign = self.sign if self.sign != "≥" or "sign" in self.marks.fields else ""
        return f"{sign}{self.target.text}{self.unit}"

    @property
    def actual_text(self: HasTarget) -> str:
        return f"{self.actual.text}{self.unit}"

    @property
    def printed_target(self: HasTarget) -> str:
        return self.target_text

    @property
    def printed_actual(self: HasTarget) -> str:
        return self.actual_text

    @property
    def reached(self: HasTarget) -> tuple[Fraction, Fraction] | None:
        """Return target and actual value; None if smaller is better."""
        return None if self.sign == "≤" else as_written(self.target, self.actual)
