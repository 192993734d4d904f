"""Downloads: one kind a file, found by its folder. An export module has `exports(views)`, a generator of `Export`."""

import json
from collections.abc import Iterator
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
    """Every download, module by module."""
    for module in modules(__name__):
        yield from module.exports(views)


def json_bytes(value: Any) -> bytes:
    """JSON a person can read; decimals are strings before they come here."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
