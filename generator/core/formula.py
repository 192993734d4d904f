"""Formulas of workbooks: what a rule says of its points in the words of a spreadsheet, rounded as decimals are.

A spreadsheet reckons in binary fractions, so every figure is first rounded to eleven places, where no true remainder
of a score differs from another, and then as the scheme says.
"""

from dataclasses import dataclass
from typing import Protocol

from generator.core.number import RoundingMode

GUARD = 11


class RuleCells(Protocol):
    """The cells that a formula may refer to: those of the indicator's weight, the project's money, the rule's fields.

    Each is an expression to put into a formula; one that is not in the workbook is an empty text.
    """

    weight: str
    budget: str
    initial: str
    received: str
    spent: str
    rate: str

    def value(self, name: str) -> str:
        """Return a field of the rule, or what it is by default."""
        ...

    def given(self, name: str) -> str:
        """Return the condition that the cell is filled."""
        ...

    def percent(self, name: str) -> str:
        """Return the condition that the cell holds a percentage."""
        ...

    def step(self, expression: str) -> str:
        """Return a cell of its own for what the formula needs more than once, blank where it cannot be worked out."""
        ...

    def column(self, name: str, below: str = "") -> str:
        """Return all items of a list, or of one of the columns of a list of records."""
        ...


@dataclass(frozen=True)
class Formula:
    """The exact points as an expression, and what is told instead where a condition holds."""

    points: str
    refused: tuple[tuple[str, str], ...] = ()
    needed: tuple[str, ...] = ()  # expressions that must not be blank, else the cell stays blank


def guarded(expression: str, places: int = GUARD) -> str:
    """Return a figure without the dust of binary fractions."""
    return f"ROUND({expression},{places})"


def rounded(expression: str, mode: RoundingMode, places: int) -> str:
    """Return a figure of a score, 0 or more, as a scheme rounds it."""
    exact = guarded(expression)
    if mode == "截尾":
        return f"TRUNC({exact},{places})"
    if mode == "四舍五入":
        return f"ROUND({exact},{places})"
    scaled = guarded(f"({expression})*{10**places}", GUARD - places)
    half = f"{scaled}-INT({scaled})=0.5"
    return f"IF({half},2*ROUND({scaled}/2,0),ROUND({scaled},0))/{10**places}"


def cell_formula(formula: Formula, weight: str, mode: RoundingMode, places: int) -> str:
    """Return the formula of a cell of points: blank, a word why there are none, or points, at most the weight."""
    points = f"MIN({weight},{rounded(formula.points, mode, places)})"
    for condition, message in reversed(formula.refused):
        points = f'IF({condition},"{message}",{points})'
    blanks = ",".join(f'{cell}=""' for cell in (weight, *formula.needed))
    return f'=IFERROR(IF(OR({blanks}),"",IF({weight}<0,"权重小于 0",{points})),"")'
