"""Tables of pages and downloads, as texts."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from html import unescape
from typing import TypeVar

Cell = TypeVar("Cell")
Row = Mapping[str, str]


def table_rows(page: str, kind: str) -> list[list[str]]:
    """The cells of every row in the bodies of the tables of a class."""
    tables = re.findall(rf'<table class="{kind}\b.*?</table>', page, re.S)
    rows = (row for table in tables for row in re.findall(r"<tr>.*?</tr>", table.partition("<tbody>")[2], re.S))
    return [[_text(cell) for cell in re.findall(r"<t[hd]\b.*?</t[hd]>", row, re.S)] for row in rows]


def csv_lines(data: bytes) -> list[list[str]]:
    """The rows of a published CSV with its head, after the mark by which Excel takes it for Chinese."""
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def csv_rows(data: bytes) -> list[Row]:
    """The rows of a published CSV by the heads of their columns."""
    head, *rows = csv_lines(data)
    return [by_head(head, row, "下载的 CSV") for row in rows]


def two_places(value: Decimal | Fraction) -> str:
    """A figure with two decimals, halves rounded away from zero."""
    exact = Fraction(value)
    return f"{(Decimal(exact.numerator) / exact.denominator).quantize(Decimal('0.01'), ROUND_HALF_UP)}"


def percentage(part: Decimal | Fraction | int | str, whole: Decimal | Fraction | int | str) -> str:
    """A part of a whole in per cent."""
    return f"{two_places(Fraction(part) * 100 / Fraction(whole))}%"


def by_head(heads: Sequence[str], cells: Sequence[Cell], where: str) -> Mapping[str, Cell]:
    """The cells of a row by the heads of their columns."""
    assert len(heads) == len(cells), f"{where}：表头有 {len(heads)} 格，这一行有 {len(cells)} 格：{heads}；{cells}"
    return dict(zip(heads, cells, strict=True))


def _text(cell: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", cell)).strip()
