"""Display of figures: thousands separators, minus sign, 万元 and 亿元, decimals of computed figures.

Printed figures keep their digits; sums, losses and means have two decimals, in downloads all their digits.
"""

from decimal import Decimal
from typing import NamedTuple
from unicodedata import east_asian_width

from generator.core.number import ABSENT, HALF_UP, percent, share

MINUS = "−"
YI = Decimal(10000)  # 万元
MIN_FOR_PERCENT = 10  # shares of fewer are shown as counts: a rate of four projects looks too exact


class ShownAmount(NamedTuple):
    """An amount for display: number, unit, and the unshortened amount if it was shortened."""

    number: str
    unit: str = ""
    whole: str = ""


def grouped(value: Decimal | None) -> str:
    """Format a decimal with all its digits and thousands separators; None as a dash."""
    return ABSENT if value is None else with_minus(f"{value:,f}")


def own(value: Decimal | None) -> str:
    """Format a computed figure: two decimals, thousands separators: `29.00`, `2,010.66`."""
    return grouped(None if value is None else HALF_UP(value))


def signed(value: Decimal | None) -> str:
    """Format a difference with its sign: `+11.50`, `−2.00`, `0.00`."""
    return f"{'+' if value is not None and value > 0 else ''}{grouped(value)}"


def with_minus(text: str) -> str:
    """Replace a leading hyphen by the minus sign."""
    return text.replace("-", MINUS, 1) if text.startswith("-") else text


def thousands(count: int) -> str:
    """Format a count with thousands separators: `1,206`."""
    return f"{count:,}"


def part_of(part: int, whole: int) -> str:
    """Format a count out of another with thousands separators: `657/1,068`."""
    return f"{part:,}/{whole:,}"


def amount(value: Decimal | None) -> ShownAmount:
    """Format a computed amount given in 万元: `70.01 万元`, from 1 亿 `2.39 亿元`."""
    if value is None or value < YI:
        return ShownAmount(own(value), "" if value is None else "万元")
    return ShownAmount(own(value / YI), "亿元", f"{own(value)} 万元")


def columns(text: str) -> int:
    """Return the width of a text in columns; a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def column_letters(column: int) -> str:
    """Return the letters of a spreadsheet column, by 0-based index."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def proportion(part: int, whole: int) -> str:
    """Format a share as a percentage, or as `4/4` if the whole is below `MIN_FOR_PERCENT`."""
    if not whole:
        return ABSENT
    return f"{part}/{whole}" if whole < MIN_FOR_PERCENT else percent(share(part, whole))


def share_of(value: Decimal, largest: Decimal) -> str:
    """Return the length of an amount's bar as a percentage of the largest."""
    return percent(share(value, largest), 1)
