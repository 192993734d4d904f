"""CSV files for Excel: with the byte order mark it needs for Chinese, and formula-like cells escaped."""

import csv
import io
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence

# Prefixes of a cell that a spreadsheet takes for a formula; Chinese Excel accepts full-width signs too. Keep in step
# with csv.js.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def csv_file(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Return a CSV file; cells must have been passed through `harmless` where needed."""
    out = io.BytesIO()  # bytes take a fraction of the memory of a str
    out.write(BOM_UTF8)
    text = io.TextIOWrapper(out, "utf-8", "backslashreplace", newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(heads)
    lines.writerows(rows)
    text.flush()
    return out.getvalue()


def harmless(text: str) -> str:
    """Escape a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text
