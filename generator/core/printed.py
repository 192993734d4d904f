"""Printed values: parsing of figures as papers print them, and formatting of values as text.

Thousands separators, 分 after points and 万 for 万元 are accepted; ambiguous figures are refused as anywhere. A mark of
a blank cell (`/`, 未载明) is no value and no mistake.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from generator.core.number import (
    BLANK,
    GROUPED,
    IN_WAN,
    UNITS,
    Amount,
    InvalidNumber,
    Measure,
    Percent,
    Rate,
    figure,
    parts_of,
    plain,
)


def printed_number(text: str) -> Decimal:
    """Parse `118,305.2` or `97.45分`."""
    bare = text.removesuffix("分").rstrip()
    try:
        return plain(_ungrouped(bare))
    except InvalidNumber:
        return plain(text)


def printed_amount(text: str) -> Amount:
    """Parse `52,410.88万元` or `7.5万`."""
    number, unit = parts_of(text)
    number, unit = _ungrouped(number), "".join(unit.split())
    return Amount.of(text, number, UNITS.get(unit, unit))


def plain_amount(text: str) -> str:
    """Return an amount without commas, with its unit in full: 52410.88万元."""
    number, unit = parts_of(text)
    return f"{_ungrouped(number)}{UNITS.get(unit, unit)}"


def shared_unit(texts: Iterable[str]) -> str:
    """Return the common unit of printed amounts, for a column header; empty if they differ."""
    units = {parts_of(text)[1] for text in texts if text and text not in BLANK} or {"万元"}
    return units.pop() if len(units) == 1 and units <= IN_WAN.keys() else ""


def without_unit(text: str, unit: str) -> str:
    """Return an amount for a cell, without the `unit` in the column header."""
    return parts_of(text)[0] if unit and parts_of(text)[1] == unit else text


def amount_like(value: Decimal, text: str) -> str:
    """Format an amount given in 万元 like the printed `text`: in its unit, with commas if it has any."""
    unit = parts_of(plain_amount(text))[1]
    number = value if unit == "万元" else (value / IN_WAN[unit]).normalize()
    return f"{number:,f}{unit}" if "," in text else f"{number:f}{unit}"


def printed_percent(text: str) -> Percent:
    """Parse `1,204.5%` or `98.09 %`."""
    number = text.removesuffix("%").rstrip()
    return Percent.read(f"{_ungrouped(number)}%" if text.endswith("%") and number else text)


def printed_rate(text: str) -> Rate | None:
    """Parse the rate of a form; None for words (约95%) and for a blank cell."""
    try:
        return Rate.read(text)
    except InvalidNumber:
        return None


def number_of_percent(text: str) -> Decimal | None:
    """Return the number before a percent sign; None for any other text (约95%)."""
    rate = printed_rate(text) if text.endswith("%") else None
    return rate.number if rate else None


def printed_measure(text: str) -> Measure:
    """Parse `1,204` or `98.5%`."""
    if text.endswith("%"):
        percent = printed_percent(text)
        return Measure(percent.text, percent.value, True)
    number = printed_number(text)
    return Measure(f"{number:f}", number, False)


def text_of(value: Any) -> str:
    """Return a value as text; empty for None."""
    if value is None:
        return ""
    return figure(value) if isinstance(value, Decimal) else str(getattr(value, "text", value))


def _ungrouped(number: str) -> str:
    return number.replace(",", "") if GROUPED.fullmatch(number) else number
