"""Cache entries: what is known of tasks that were done, kept in one file for each group of tasks.

The file begins with what every run asks for; behind it lie the blobs, each of which is read when it is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from generator.core.files import FileAltered, write_atomic
from generator.core.noting import Question
from generator.pipeline.file_stamps import FileStamp, StampColumns, stamps_of
from generator.pipeline.keys import later
from generator.pipeline.persistence import CHECKSUM_BYTES, checksum, pack, unpack

LENGTH_BYTES = 8  # of the number that says how long the head is


class Blob:
    """Bytes of a result that few ask for: at hand until they are kept, then in the file of their group."""

    __slots__ = ("data", "place", "size", "start", "sum")

    def __init__(self, data: bytes) -> None:
        """Begin with the bytes themselves."""
        self.data: bytes | None = data
        self.sum, self.size = sha256(data).hexdigest(), len(data)
        self.place, self.start = Path(), 0

    @classmethod
    def kept(cls, sum_of: str, size: int, place: Path, start: int) -> "Blob":
        """One that lies in a file."""
        blob: Blob = object.__new__(cls)
        blob.sum, blob.size, blob.data = sum_of, size, None
        blob.place, blob.start = place, start
        return blob

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blob) and self.sum == other.sum

    def __hash__(self) -> int:
        return hash(self.sum)

    @property
    def value(self) -> bytes:
        """The bytes; raises `FileAltered` where they are not as they were left."""
        return BlobFiles().whole(self)


def blobs_args(blobs: Sequence[Blob]) -> Sequence[Blob]:
    """Blobs as arguments of a task: known by their checksums, read where it is done."""
    return later(sha256("".join(blob.sum for blob in blobs).encode()).hexdigest(), lambda: blobs)


class BlobFiles:
    """Reads blobs; a file that many of them lie in is opened once."""

    def __init__(self) -> None:
        """Begin with none open."""
        self.files: dict[Path, BinaryIO] = {}

    def whole(self, blob: Blob) -> bytes:
        """The bytes of a blob; raises `FileAltered` where they are not as they were left."""
        if blob.data is not None:
            return blob.data
        try:
            data = self.part(blob, 0, blob.size)
        except OSError:
            data = b""
        if sha256(data).hexdigest() != blob.sum:
            raise FileAltered(blob.place)
        return data

    def part(self, blob: Blob, start: int, size: int) -> bytes:
        """Some bytes of a blob that was looked at as a whole before."""
        if blob.data is not None:
            return blob.data[start : start + size]
        if blob.place not in self.files:
            self.files[blob.place] = blob.place.open("rb", buffering=0)
        file = self.files[blob.place]
        file.seek(blob.start + start)
        return file.read(size)

    def __del__(self) -> None:
        for file in self.files.values():
            file.close()


class CacheEntry(NamedTuple):
    """What is known of a task that was done; it holds as long as what it asked for has the same answers.

    `answers` is a key of these as they were when it was done. Entries that are kept share theirs, see `KeptGroup`.
    """

    key: str
    packed: bytes
    columns: tuple[StampColumns, ...]
    asked: tuple[Question, ...] = ()
    answers: str = ""
    blobs: tuple[Blob, ...] = ()

    @property
    def value(self) -> Any:
        """The value, unpacked."""
        return unpack(self.packed)

    @property
    def files(self) -> Iterator[FileStamp]:
        """Its files."""
        return stamps_of(self.columns)


# An entry as it lies in its file: its key, value and columns, what it asked for, checksums and sizes of its blobs.
KeptEntry = tuple[str, bytes, tuple[StampColumns, ...], tuple[Question, ...], list[tuple[str, int]]]


class KeptGroup(NamedTuple):
    """What was kept of a group: its entries by name, and the key of the answer to each question any of them asked."""

    entries: Mapping[str, CacheEntry] = {}
    answers: Mapping[Question, str] = {}


def keep_group(place: Path, program: str, entries: Mapping[str, CacheEntry], answers: Mapping[Question, str]) -> None:
    """Keep the entries of a group; where there is no room on the disk they are made again next time.

    Raises `FileAltered` where a blob that lies there already is not as it was left.
    """
    once: dict[Question, Question] = {}  # most ask the same: it is kept once
    asked: dict[tuple[Question, ...], tuple[Question, ...]] = {}
    told: dict[str, KeptEntry] = {}
    blobs = [blob for entry in entries.values() for blob in entry.blobs]
    with suppress(OSError):
        for name, entry in entries.items():
            if entry.asked not in asked:
                asked[entry.asked] = tuple(once.setdefault(one, one) for one in entry.asked)
            lying = [(blob.sum, blob.size) for blob in entry.blobs]
            told[name] = entry.key, entry.packed, entry.columns, asked[entry.asked], lying
        head = pack((program, answers, told))
        length = len(head).to_bytes(LENGTH_BYTES)
        begin = checksum(length + head) + length
        write_atomic(place, b"".join((begin, head, *map(BlobFiles().whole, blobs))))
        start = len(begin) + len(head)
        for blob in blobs:
            blob.data, blob.place, blob.start = None, place, start
            start += blob.size


def state_of_group(place: Path) -> bytes:
    """What tells what is kept of a group from what was kept there before; nothing where there is none."""
    try:
        with place.open("rb") as group:
            return group.read(CHECKSUM_BYTES)
    except OSError:
        return b""


def kept_group(place: Path, program: str) -> KeptGroup | None:
    """What was kept there by the same program; None where anything is wrong with its head."""
    found: dict[str, CacheEntry] = {}
    try:
        with place.open("rb") as group:
            said = group.read(CHECKSUM_BYTES)
            length = group.read(LENGTH_BYTES)
            head = group.read(min(int.from_bytes(length), place.stat().st_size))
        by, answers, told = unpack(head) if checksum(length + head) == said else ("", {}, {})
        if by != program:
            return None
        start = CHECKSUM_BYTES + LENGTH_BYTES + len(head)
        for name, (key, packed, columns, asked, blobs) in told.items():
            lying = []
            for sum_of, size in blobs:
                lying.append(Blob.kept(sum_of, size, place, start))
                start += size
            found[name] = CacheEntry(key, packed, columns, asked, "", tuple(lying))
    except Exception:  # whatever is wrong with it, everything is made anew and it is written over
        return None
    return KeptGroup(found, answers)
