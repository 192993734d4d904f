"""JSON that people can read too: one line for each key, and for each object of a list; decimals are strings already."""

import json
from collections.abc import Iterator


def json_bytes(value: object) -> bytes:
    """Return a JSON file; an iterator is written as a list."""
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


# Kept, since creating an encoder takes longer than encoding a short text. The values never contain themselves.
_text = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
