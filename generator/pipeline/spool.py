"""Spool: what lists need of each project waits on the disk, where whoever makes a list reads what it needs.

Ten thousand summaries, held by the main process and handed to each worker, would be most of the memory of a build.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, overload

from generator.pipeline.keys import Keyed


@dataclass(frozen=True)
class Spooled(Keyed):
    """Some bytes in the spool, part by part: where they begin, how long each part is; the key is their checksum."""

    start: int
    sizes: tuple[int, ...]


class Spool:
    """The file of one build, which is written first and then read."""

    def __init__(self, out: Path) -> None:
        """Begin an empty one; it goes the way of all that lies in `cache` and is no group of tasks."""
        (out / "cache").mkdir(parents=True, exist_ok=True)
        self.file = _place(out).open("wb")

    def add(self, parts: Sequence[bytes]) -> Spooled:
        """Put something down."""
        whole = b"".join(parts)
        start = self.file.tell()
        self.file.write(whole)
        return Spooled(sha256(whole).hexdigest(), start, tuple(map(len, parts)))

    def close(self) -> None:
        """End the writing; what is read now is whole."""
        self.file.close()


class SpoolReader:
    """The same file, read."""

    def __init__(self, out: Path) -> None:
        """Open it."""
        self.file: BinaryIO = _place(out).open("rb", buffering=0)

    def parts(self, one: Spooled) -> Sequence[bytes]:
        """What was put down, each part read when it is asked for."""
        return _Parts(self, one)

    def read(self, start: int, size: int) -> bytes:
        """Some bytes of the file."""
        self.file.seek(start)
        return self.file.read(size)

    def __del__(self) -> None:
        self.file.close()


class _Parts(Sequence[bytes]):
    __slots__ = ("one", "reader")

    def __init__(self, reader: SpoolReader, one: Spooled) -> None:
        self.reader, self.one = reader, one

    def __len__(self) -> int:
        return len(self.one.sizes)

    @overload
    def __getitem__(self, at: int) -> bytes: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[bytes]: ...

    def __getitem__(self, at: int | slice) -> bytes | Sequence[bytes]:
        assert isinstance(at, int), "a part at a time"
        before = sum(self.one.sizes[:at])
        return self.reader.read(self.one.start + before, self.one.sizes[at])


def _place(out: Path) -> Path:
    return out / "cache/spool"
