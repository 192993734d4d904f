"""A worksheet that takes whole rows as text: XlsxWriter looks at each cell by itself, most of the time of a list.

A row does not say yet which line of the sheet it is, nor by which number its styles go: it is made apart from the rows
around it and may stand anywhere. What it says instead are control characters, which no cell may hold.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from html import escape
from itertools import islice
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from generator.core.number import places_of
from generator.views.fields import Field

LONGEST_TEXT = 32767  # UTF-16 units of a cell; Excel knows no more
DIGITS = 15  # what a spreadsheet keeps of a number; a longer one stays text
LINE, END = b"\0", b"\x01"  # the line of the sheet; what ends a row
NUMBER = "\x02"  # the number of a row in its table
STYLE, STYLE_END = "\x03", "\x04"  # around the number format that a style shows
TEXT_STYLE = 2  # the second that a workbook of ours begins with
BLOCK = 500  # rows that are put in their places together
ESCAPED = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")


class RowTexts(NamedTuple):
    """Rows of a sheet as text, how many they are, and the number formats they show."""

    text: bytes
    lines: int
    formats: tuple[str, ...]


class RowSheet(Worksheet):  # type: ignore[misc]  # it has no types
    """A worksheet whose head is written cell by cell, and all rows below it at once, when the file is written."""

    below: Iterable[str] = ()

    def add_rows(self, rows: Iterable[RowTexts], count: int, columns: int, styles: Mapping[str, int]) -> None:
        """Add so many rows below the head, which has so many columns; they are asked for when the file is written."""
        self.below = _placed(rows, styles)
        self._check_dimensions(count, columns - 1)

    def _write_rows(self) -> None:
        super()._write_rows()
        self.fh.writelines(self.below)


def sheet_rows(fields: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> RowTexts:
    """The text of some rows; a blank cell is left out."""
    columns = [(f'<c r="{xl_col_to_name(at)}\0"', field.kind == "百分数") for at, field in enumerate(fields)]
    formats: set[str] = set()
    made = []
    for values in rows:
        line = [
            begin + _cell(value, percent, formats)
            for (begin, percent), value in zip(columns, values, strict=True)
            if value is not None and value != ""
        ]
        made.append(f'<row r="\0">{"".join(line)}</row>\x01')
    return RowTexts("".join(made).encode(), len(made), tuple(sorted(formats)))


def _placed(rows: Iterable[RowTexts], styles: Mapping[str, int]) -> Iterator[str]:
    """The rows in their places, some together."""
    lines = enumerate((line for some in rows for line in some.text.split(END)[:-1]), 1)
    marks = [(f"{STYLE}{shown}{STYLE_END}".encode(), b"%d" % style) for shown, style in styles.items()]
    number = NUMBER.encode()
    while block := [
        text.replace(LINE, b"%d" % (at + 1)).replace(number, b"%d" % at) for at, text in islice(lines, BLOCK)
    ]:
        made = b"".join(block)
        for mark, style in marks:
            made = made.replace(mark, style)
        yield made.decode()


def _cell(value: object, percent: bool, formats: set[str]) -> str:
    """What follows the place of a cell."""
    if value is NUMBER:
        formats.add("0")
        return f' s="{STYLE}0{STYLE_END}"><v>{NUMBER}</v></c>'
    if isinstance(value, str) and not (percent and value.endswith("%")):
        return _text(value)
    cell, shown = _number(f"{value}", percent)
    if shown:
        formats.add(shown)
    return cell


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
def _number(value: str, percent: bool) -> tuple[str, str]:
    """A cell with a number and the format that shows its places; one with more digits than are kept stays a text."""
    number = Decimal(value.removesuffix("%").strip())
    if len(number.as_tuple().digits) > DIGITS:
        return _text(value), ""
    places = places_of(number)
    shown = "0" + ("." + "0" * places if places else "")
    if percent:  # a percent sign in the format shows a hundred times the number
        number, shown = number.scaleb(-2), f"{shown}%"
    return f' s="{STYLE}{shown}{STYLE_END}"><v>{number:.16G}</v></c>', shown
