"""Figures in cells: a text becomes a number with a format that shows it digit by digit, or it stays a text."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

DIGITS = 15  # what a spreadsheet keeps of a number; a longer one stays text
FIGURE = re.compile(r"(-?)(0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.(\d+))?(%?)", re.ASCII)


class CellFigure(NamedTuple):
    """A number and the format that shows it as it is written."""

    number: Decimal
    shown: str


@lru_cache(10_000)
def figure_of(text: str) -> CellFigure | None:
    """The number of a text, None where a spreadsheet would not show the same digits again."""
    found = FIGURE.fullmatch(text)
    if not found:
        return None
    sign, whole, places, percent = found.groups()
    number = Decimal(f"{sign}{whole.replace(',', '')}" + (f".{places}" if places else ""))
    if len(number.as_tuple().digits) > DIGITS or (sign and not number):
        return None
    shown = ("#,##0" if "," in whole else "0") + (f".{'0' * len(places)}" if places else "") + percent
    return CellFigure(number.scaleb(-2) if percent else number, shown)
