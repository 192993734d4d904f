"""CSV that opens right in Excel: a byte order mark, which it needs for Chinese, and no cell that starts a formula."""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from typing import Any

from generator.views.fields import Field, Thing_contra, cell_text, cells


def csv_bytes(fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra]) -> bytes:
    """Return a CSV file with a row of headings and one row for each thing, one fact a cell."""
    return csv_of_rows(fields, cells(fields, things))


def csv_of_rows(fields: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file of rows of values, as `cells` gives them."""
    words = [field.kind == "文字" for field in fields]
    texts = ([_cell(value, free) for value, free in zip(values, words, strict=True)] for values in rows)
    return csv_of_texts([field.heading for field in fields], texts)


def csv_of_texts(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a CSV file of a row of headings and rows of texts that are harmless already."""
    out = io.BytesIO()  # as text ten thousand rows take several times the room
    out.write(BOM_UTF8)
    text = io.TextIOWrapper(out, "utf-8", newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(heads)
    lines.writerows(rows)
    text.flush()
    return out.getvalue()


def _cell(value: object, free: bool) -> str:
    """Return the text of a cell; `free` texts, which anyone may have written, are defused."""
    text = value if isinstance(value, str) else cell_text(value)
    return harmless(text) if free else text


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
