"""Downloads: one kind a file, found by its folder. An export module has `exports(views)`, a generator of `Export`.

What speaks of the other downloads (checksums, the data package) has `summaries(views, made)` instead and comes after.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.shelf import modules
from generator.view import Views


@dataclass(frozen=True)
class Export:
    """A file for readers or scripts: address from the site's root, bytes, title (one without is not listed)."""

    path: str
    data: bytes
    title: str = ""


def all_exports(views: Views) -> Iterator[Export]:
    """Every download, module by module; those that speak of others last, each seeing all before it."""
    made: list[Export] = []
    shelf = list(modules(__name__))
    for module in shelf:
        if hasattr(module, "exports"):
            made.extend(module.exports(views))
    for module in shelf:
        if hasattr(module, "summaries"):
            made.extend(module.summaries(views, tuple(made)))
    yield from made


def json_bytes(value: Any) -> bytes:
    """JSON a person can read; decimals are strings before they come here."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def json_lines(document: Mapping[str, Any]) -> bytes:
    """The same for long lists: one key a line, and one line for each object of a list."""
    return ("{\n" + ",\n".join(f" {_text(key)}: {_value(value)}" for key, value in document.items()) + "\n}\n").encode()


def _value(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(f"  {_text(item)}" for item in value) + "\n ]"
    return _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
