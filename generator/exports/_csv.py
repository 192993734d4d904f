"""CSV files of things, by the fields of their tables."""

from collections.abc import Iterable, Sequence
from typing import Any

from generator.core.csv_file import csv_file, harmless
from generator.views.fields import Field, Thing_contra, cell_text, cells


def csv_bytes(fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra]) -> bytes:
    """Return a CSV file with a row of headings and one row for each thing, one fact a cell."""
    return csv_of_rows(fields, cells(fields, things))


def csv_of_rows(fields: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file of rows of values, as `cells` gives them."""
    words = [field.kind == "文字" for field in fields]
    texts = ([_cell(value, free) for value, free in zip(values, words, strict=True)] for values in rows)
    return csv_file([field.heading for field in fields], texts)


def _cell(value: object, free: bool) -> str:
    """Return the text of a cell; `free` texts, which anyone may have written, are defused."""
    text = value if isinstance(value, str) else cell_text(value)
    return harmless(text) if free else text
