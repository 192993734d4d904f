"""Stamps of files: what is known of files as they were left, in columns: two hundred thousand are at hand at once.

They are grouped by part and folder, so that those of thousands of tasks are put together without a look at any.
"""

from array import array
from collections import deque
from collections.abc import Iterable, Iterator
from struct import iter_unpack
from typing import NamedTuple

from generator.core.files import FileState

SUM = "32s"  # a checksum, to `struct`
CODEC = "utf-8", "surrogateescape"

# Of files of one part in one folder: these two; the names, each with a zero behind it; sizes and times; checksums.
StampColumns = tuple[str, str, bytes, bytes, bytes]


class FileStamp(NamedTuple):
    """A file as it was left: its part and address, size, time of change in nanoseconds, SHA-256."""

    part: str
    address: str
    size: int
    time: int
    sum: str


def in_columns(stamps: Iterable[FileStamp]) -> tuple[StampColumns, ...]:
    """Some stamps in columns; those of one folder stay in their order."""
    found: dict[tuple[str, str], tuple[bytearray, array[int], bytearray]] = {}
    for part, address, size, time, checksum in stamps:
        folder, name = apart(address)
        names, states, sums = found.setdefault((part, folder), (bytearray(), array("q"), bytearray()))
        names += name.encode(*CODEC) + b"\0"
        states.extend((size, time))
        sums += bytes.fromhex(checksum)
    return tuple((*of, bytes(names), states.tobytes(), bytes(sums)) for of, (names, states, sums) in found.items())


def joined(columns: Iterable[StampColumns]) -> tuple[StampColumns, ...]:
    """Columns of many tasks as few: those of one part and folder in one."""
    found: dict[tuple[str, str], tuple[bytearray, bytearray, bytearray]] = {}
    for part, folder, *some in columns:
        into = found.setdefault((part, folder), (bytearray(), bytearray(), bytearray()))
        deque(map(bytearray.extend, into, some), maxlen=0)
    return tuple((*of, *map(bytes, some)) for of, some in found.items())  # type: ignore[misc]


def stamps_of(columns: Iterable[StampColumns]) -> Iterator[FileStamp]:
    """The stamps one by one."""
    for part, folder, names, states, sums in columns:
        for name, state, checksum in zip(each_name(names), each_state(states), each_sum(sums), strict=True):
            yield FileStamp(part, folder + name, *state, checksum.hex())


def each_name(names: bytes | bytearray) -> list[str]:
    """The names of a column."""
    return names.decode(*CODEC).split("\0")[:-1]


def each_state(states: bytes | bytearray) -> Iterator[FileState]:
    """Size and time of each file of a column."""
    numbers = iter(memoryview(states).cast("q"))
    return zip(numbers, numbers, strict=True)


def each_sum(sums: bytes | bytearray) -> Iterator[bytes]:
    """The checksums of a column."""
    return (one for (one,) in iter_unpack(SUM, sums))


def apart(address: str) -> tuple[str, str]:
    """The folder of an address, with its slash, and the name in it."""
    folder, slash, name = address.rpartition("/")
    return folder + slash, name
