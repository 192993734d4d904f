"""CSV and JSON serialization of tables and documents.

JSON has one line per key and per object of a list; decimals are strings already.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from generator.core.csv_file import csv_file, harmless
from generator.views.fields import Field, Thing_contra, cell_text, cells


def csv_bytes(fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra]) -> bytes:
    """Return a CSV file with a header and one row per object."""
    return csv_of_rows(fields, cells(fields, things))


def csv_of_rows(fields: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a CSV file of rows from `cells`."""
    words = [field.kind == "文字" for field in fields]
    texts = ([_cell(value, free) for value, free in zip(values, words, strict=True)] for values in rows)
    return csv_file([field.heading for field in fields], texts)


def _cell(value: object, free: bool) -> str:
    """Return the text of a cell; `free` texts are escaped against formulas."""
    text = value if isinstance(value, str) else cell_text(value)
    return harmless(text) if free else text


def json_bytes(value: object) -> bytes:
    """Return a JSON file; iterators become lists."""
    return b"".join(map(str.encode, _pieces(value)))


def _pieces(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield "{"
        for index, (key, item) in enumerate(value.items()):
            yield f"{',' * bool(index)}\n {_text(key)}: "
            yield from _value(item)
        yield "\n}\n"
    else:
        yield from _value(value)
        yield "\n"


def _value(value: object) -> Iterator[str]:
    if isinstance(value, Iterator) or (isinstance(value, list) and value and isinstance(value[0], dict)):
        index = -1
        for index, item in enumerate(value):
            yield f"{',' if index else '['}\n  {_text(item)}"
        yield "[]" if index < 0 else "\n ]"
    else:
        yield _text(value)


# Reused, since creating an encoder takes longer than encoding a short text. The values never contain themselves.
_text = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
compact_json = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def script_safe(text: str) -> str:
    """Escape `<` in JSON, so that no text can end a script element."""
    return text.replace("<", "\\u003c")
