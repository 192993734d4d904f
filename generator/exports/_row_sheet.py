"""Rows of a worksheet as text: XlsxWriter looks at each cell by itself, most of the time of a list.

Where the line of the sheet and the number of the row belong stand marks (`_sheet_pieces.py`).
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.core.number import places_of
from generator.exports._sheet_pieces import END, LINE, NUMBER
from generator.views.fields import Field

LONGEST_TEXT = 32767  # UTF-16 units of a cell; Excel knows no more
DIGITS = 15  # what a spreadsheet keeps of a number; a longer one stays text
MOST_PLACES = 9  # that a number may show; one with more stays text
TEXT_STYLE = 2  # the second that a workbook of ours begins with
FORMATS = tuple(
    f"0{'.' * bool(places)}{'0' * places}{percent}" for percent in ("", "%") for places in range(MOST_PLACES + 1)
)  # of numbers: their styles come after that of texts, in this order
STYLES = {shown: style for style, shown in enumerate(FORMATS, TEXT_STYLE + 1)}
ESCAPED = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")


def sheet_rows(fields: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> bytes:
    """The text of some rows; a blank cell is left out."""
    mark, end = LINE.decode(), END.decode()
    columns = [(f'<c r="{xl_col_to_name(at)}{mark}"', field.kind == "百分数") for at, field in enumerate(fields)]
    made = []
    for values in rows:
        line = [
            begin + _cell(value, percent)
            for (begin, percent), value in zip(columns, values, strict=True)
            if value is not None and value != ""
        ]
        made.append(f'<row r="{mark}">{"".join(line)}</row>{end}')
    return "".join(made).encode()


def _cell(value: object, percent: bool) -> str:
    """What follows the place of a cell."""
    if value is NUMBER:
        return f' s="{STYLES["0"]}"><v>{NUMBER}</v></c>'
    if isinstance(value, str) and not (percent and value.endswith("%")):
        return _text(value)
    return _number(f"{value}", percent)


@lru_cache(10_000)
def _text(text: str) -> str:
    """A cell with its text in it."""
    if len(text) > LONGEST_TEXT // 2:
        text = text.encode("utf-16-le")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")
    space = ' xml:space="preserve"' if text != text.strip() else ""
    if ESCAPED.search(text):
        text = escape(Worksheet._escape_control_characters(text), quote=False)
    return f' s="{TEXT_STYLE}" t="inlineStr"><is><t{space}>{text}</t></is></c>'


@lru_cache(10_000)
def _number(value: str, percent: bool) -> str:
    """A cell with a number that shows its places; one with more digits than are kept stays a text."""
    number = Decimal(value.removesuffix("%").strip())
    places = places_of(number)
    if len(number.as_tuple().digits) > DIGITS or places > MOST_PLACES:
        return _text(value)
    shown = f"0{'.' * bool(places)}{'0' * places}"
    if percent:  # a percent sign in the format shows a hundred times the number
        number, shown = number.scaleb(-2), f"{shown}%"
    return f' s="{STYLES[shown]}"><v>{number:.16G}</v></c>'
