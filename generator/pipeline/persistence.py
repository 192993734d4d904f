"""Persistence: values that one run leaves for the next, each in a file.

What is damaged, or was left by another version of the program, is as if it had never been.
"""

import pickle
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator.core.files import write_atomic
from generator.pipeline.keys import program_key

CHECKSUM_BYTES = 32  # in front of the value


def pack(value: object) -> bytes:
    """A value as bytes: to travel to another process, to be kept, or only to wait in little room."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes | memoryview) -> Any:
    """The value again."""
    return pickle.loads(packed)


def unpacked(place: Path) -> Iterator[Any]:
    """The values of a file in which they lie one behind the other."""
    with place.open("rb") as file, suppress(EOFError):
        while True:
            yield pickle.load(file)


def store(place: Path, value: object) -> None:
    """Keep a value; where there is no room on the disk it is made again next time."""
    data = pack(value)
    with suppress(OSError):
        write_atomic(place, checksum(data) + data)


def stored(place: Path) -> Any:
    """What was kept there; None where there is nothing, or nothing that is whole."""
    try:
        data = memoryview(place.read_bytes())
        whole = checksum(data[CHECKSUM_BYTES:]) == data[:CHECKSUM_BYTES]
        return unpack(data[CHECKSUM_BYTES:]) if whole else None
    except Exception:  # whatever is wrong with it, everything is made anew and it is written over
        return None


class Pieces:
    """Pieces of what is made, by what they were made of: those of the last one of its kind, and those of this one."""

    def __init__(self, known: Mapping[str, Any] | None = None) -> None:
        """Begin with those of the last one."""
        self.known, self.used = known or {}, dict[str, Any]()


@contextmanager
def kept_by_last(place: Path) -> Iterator[Pieces]:
    """The pieces that the last run left there, in the place of which come those that are used now."""
    pieces = Pieces(stored(place))
    yield pieces
    if pieces.used.keys() != pieces.known.keys():
        store(place, pieces.used)


def checksum(data: bytes | memoryview) -> bytes:
    """The checksum of what this version of the program keeps: to another one its values may mean nothing."""
    made = sha256(program_key().encode())
    made.update(data)
    return made.digest()
