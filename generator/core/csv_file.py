"""CSV files for Excel: a byte order mark, which it needs for Chinese, and no cell that it takes for a formula."""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence

# How a text begins that a spreadsheet takes for a formula; the Chinese Excel reads full-width signs as well. The same
# stands in csv.js.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def csv_file(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a CSV file of a row of headings and rows of texts, which must be harmless."""
    out = io.BytesIO()  # as text ten thousand rows take several times the room
    out.write(BOM_UTF8)
    text = io.TextIOWrapper(out, "utf-8", newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(heads)
    lines.writerows(rows)
    text.flush()
    return out.getvalue()


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
