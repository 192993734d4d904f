"""CSV that opens right in Excel: a byte order mark, which it needs for Chinese, and no cell that starts a formula."""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from generator.views.fields import Field, Thing_contra, cell_text, cells


def csv_bytes(fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra]) -> bytes:
    """A row of heads and one for each thing, one fact a cell."""
    return csv_of_rows(fields, cells(fields, things))


def csv_of_rows(fields: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> bytes:
    """The same of rows that are known."""
    return csv_head(fields) + csv_lines(fields, rows)


def csv_head(fields: Sequence[Field[Any]]) -> bytes:
    """What a file begins with: its row of heads."""
    return csv_of_texts([field.heading for field in fields], ())


def csv_lines(fields: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> bytes:
    """What follows."""
    words = [field.kind == "文字" for field in fields]
    return _written([_cell(value, free) for value, free in zip(values, words, strict=True)] for values in rows)


def csv_of_texts(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A row of heads and the rows below it, of texts that are harmless already."""
    return BOM_UTF8 + _written(chain([heads], rows))


def _written(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.BytesIO()  # as text ten thousand rows take several times the room
    text = io.TextIOWrapper(out, "utf-8", newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    text.flush()
    return out.getvalue()


def _cell(value: object, free: bool) -> str:
    """A value as a cell shows it; of `free` words, those that no spreadsheet takes for a formula."""
    text = value if isinstance(value, str) else cell_text(value)
    return harmless(text) if free else text


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
