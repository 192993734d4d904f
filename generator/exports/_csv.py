"""CSV that opens right in Excel: a byte order mark, which it needs for Chinese, and no cell that starts a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from generator.views.fields import Field, Thing_contra, cell_text, cells


def csv_bytes(fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra]) -> bytes:
    """A row of heads and one for each thing, one fact a cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([field.heading for field in fields])
    for values in cells(fields, things):
        writer.writerow([_cell(field, cell_text(value)) for field, value in zip(fields, values, strict=True)])
    return out.getvalue().encode("utf-8-sig")


def _cell(field: Field[Thing_contra], text: str) -> str:
    return harmless(text) if field.kind == "文字" else text


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
