"""Workbook formulas: scoring rules as spreadsheet expressions, with decimal rounding.

Spreadsheets compute in binary floating point, so every figure is first rounded to eleven places, fine enough to keep
all scores distinct, and then as the scheme says.
"""

from dataclasses import dataclass
from typing import Protocol

from generator.core.number import RoundingMode

GUARD = 11


class RuleCells(Protocol):
    """Cells that a formula may refer to: weight of the indicator, money of the project, fields of the rule.

    Each is a spreadsheet expression; empty if the workbook has no such cell.
    """

    weight: str
    budget: str
    initial: str
    received: str
    spent: str
    rate: str

    def value(self, name: str) -> str:
        """Return the expression of a field of the rule, or its default."""
        ...

    def given(self, name: str) -> str:
        """Return the condition that the cell is filled."""
        ...

    def percent(self, name: str) -> str:
        """Return the condition that the cell holds a percentage."""
        ...

    def step(self, expression: str) -> str:
        """Return a helper cell for a repeated subexpression; blank if it cannot be computed."""
        ...

    def column(self, name: str, below: str = "") -> str:
        """Return the range of a list, or of one column of a list of records."""
        ...


@dataclass(frozen=True)
class Formula:
    """Expression of the exact points, with (condition, message) pairs that replace it."""

    points: str
    refused: tuple[tuple[str, str], ...] = ()
    needed: tuple[str, ...] = ()  # expressions that must not be blank, else the cell stays blank


def guarded(expression: str, places: int = GUARD) -> str:
    """Round away binary floating-point noise."""
    return f"ROUND({expression},{places})"


def rounded(expression: str, mode: RoundingMode, places: int) -> str:
    """Return the rounding of a non-negative score as an expression."""
    exact = guarded(expression)
    if mode == "截尾":
        return f"TRUNC({exact},{places})"
    if mode == "四舍五入":
        return f"ROUND({exact},{places})"
    scaled = guarded(f"({expression})*{10**places}", GUARD - places)
    half = f"{scaled}-INT({scaled})=0.5"
    return f"IF({half},2*ROUND({scaled}/2,0),ROUND({scaled},0))/{10**places}"


def cell_formula(formula: Formula, weight: str, mode: RoundingMode, places: int) -> str:
    """Return the formula of a points cell: blank, a reason for no points, or points capped at the weight."""
    points = f"MIN({weight},{rounded(formula.points, mode, places)})"
    for condition, message in reversed(formula.refused):
        points = f'IF({condition},"{message}",{points})'
    blanks = ",".join(f'{cell}=""' for cell in (weight, *formula.needed))
    return f'=IFERROR(IF(OR({blanks}),"",IF({weight}<0,"权重小于 0",{points})),"")'
