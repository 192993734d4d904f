"""Printed values: figures of a paper as papers print them, and a value as a text again.

Facts are read with commas between thousands, 分 behind points, 万 for 万元; what could be read in two ways is refused
as anywhere. What a cell prints instead of a value (`/`, 未载明) is no value and no mistake.
"""

from decimal import Decimal
from typing import Any

from generator.core.number import BLANK, GROUPED, Amount, InvalidNumber, Measure, Percent, figure, parts_of, plain

UNITS = {"万": "万元", "亿": "亿元"}

__all__ = ["BLANK", "in_wan", "printed_amount", "printed_measure", "printed_number", "printed_percent", "text_of"]


def printed_number(text: str) -> Decimal:
    """Read `118,305.2` or `97.45分`."""
    bare = text.removesuffix("分").rstrip()
    try:
        return plain(_ungrouped(bare))
    except InvalidNumber:
        return plain(text)


def printed_amount(text: str) -> Amount:
    """Read `52,410.88万元` or `7.5万`; the text of the amount is that of a plain one."""
    number, unit = parts_of(text)
    number, unit = _ungrouped(number), "".join(unit.split())
    return Amount.of(text, number, UNITS.get(unit, unit))


def in_wan(text: str, amount: Amount) -> str:
    """Return the figure of an amount in 万元: as it is printed, commas and all, where it is printed in 万元."""
    number, unit = parts_of(text)
    return number if UNITS.get(unit, unit) == "万元" else amount.number


def printed_percent(text: str) -> Percent:
    """Read `1,204.5%` or `98.09 %`."""
    number = text.removesuffix("%").rstrip()
    return Percent.read(f"{_ungrouped(number)}%" if text.endswith("%") and number else text)


def printed_measure(text: str) -> Measure:
    if text.endswith("%"):
        percent = printed_percent(text)
        return Measure(percent.text, percent.value, True)
    number = printed_number(text)
    return Measure(f"{number:f}", number, False)


def text_of(value: Any) -> str:
    """Return a value as it is written, empty where there is none."""
    if value is None:
        return ""
    return figure(value) if isinstance(value, Decimal) else str(getattr(value, "text", value))


def _ungrouped(number: str) -> str:
    return number.replace(",", "") if GROUPED.fullmatch(number) else number
