"""CSV that opens right in Excel: a byte order mark, which it needs for Chinese, and no cell that starts a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from generator.views.fields import Field, Thing_contra, cell_text, cells


def csv_bytes(fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra]) -> bytes:
    """A row of heads and one for each thing, one fact a cell."""
    rows = (
        [_cell(field, cell_text(value)) for field, value in zip(fields, values, strict=True)]
        for values in cells(fields, things)
    )
    return csv_of_texts([field.heading for field in fields], rows)


def csv_of_texts(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A row of heads and the rows below it, of texts that are harmless already."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def _cell(field: Field[Thing_contra], text: str) -> str:
    return harmless(text) if field.kind == "文字" else text


def harmless(text: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
