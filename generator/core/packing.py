"""Serialization of values kept between tasks and runs; equal texts, numbers and dates are one object when read.

A site holds the summaries of all its projects at once, which repeat the same names, codes, weights and dates: shared,
they take a third of the memory.
"""

import io
import pickle
import sys
from decimal import Decimal
from functools import lru_cache
from typing import Any

from generator.core.date import PartialDate

_SHARED = {kind: lru_cache(100_000)(kind) for kind in (Decimal, PartialDate)}  # constructors, by class


class _Pickler(pickle.Pickler):
    def persistent_id(self, value: object) -> str | None:
        return value if type(value) is str else None


class _Unpickler(pickle.Unpickler):
    persistent_load = staticmethod(sys.intern)

    def find_class(self, module: str, name: str) -> Any:
        kind = super().find_class(module, name)
        return _SHARED.get(kind, kind)


def pack(value: object, pickler: type[pickle.Pickler] = _Pickler) -> bytes:
    """Serialize a value; a plain `pickler` is a third faster, for what is not kept in memory."""
    file = io.BytesIO()
    pickler(file, pickle.HIGHEST_PROTOCOL).dump(value)
    return file.getvalue()


def unpack(data: bytes) -> Any:
    """Deserialize a value from `pack`."""
    return _Unpickler(io.BytesIO(data)).load()
