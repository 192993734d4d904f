"""File table: the stamps of all files of a build, in little room; a hundred thousand projects have two million files.

They stand in columns by part and folder, so that a tree is put together one folder after the other.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from generator.core.files import FileState, TreeFolder
from generator.pipeline.cache import BOTH
from generator.pipeline.entries import FileStamp
from generator.pipeline.made import made_path

BARE = "bare/"  # before a part: pages of projects as they are before the other years of the same project are known
SUM_BYTES = 32
CODEC = "utf-8", "surrogateescape"


class FileTable:
    """The stamps of files, as they are added."""

    def __init__(self) -> None:
        """Begin with none."""
        self._columns: dict[tuple[str, str], _Columns] = defaultdict(_Columns)

    def add(self, stamps: Iterable[FileStamp]) -> None:
        """Add some."""
        for part, address, size, time, checksum in stamps:
            folder, name = _apart(address)
            columns = self._columns[part, folder]
            columns.names += name.encode(*CODEC) + b"\0"
            columns.states.append(size)
            columns.states.append(time)
            columns.sums += bytes.fromhex(checksum)

    def tree(self, part: str, made: Path) -> "MadeTree":
        """The tree that a part stands for; its files lie in `made`."""
        found: dict[str, list[_Columns]] = defaultdict(list)
        for one in (BARE + part, BOTH, part):  # a page that knows the other years goes before the bare one
            for (of, folder), columns in self._columns.items():
                if of == one:
                    found[folder].append(columns)
        return MadeTree(dict(found), made)

    def sums(self) -> "SumsByBeginning":
        """All checksums."""
        found: dict[str, bytearray] = defaultdict(bytearray)
        for columns in self._columns.values():
            for one in columns.each_sum():
                found[one[:1].hex()] += one
        return SumsByBeginning(found)


class SumsByBeginning:
    """Checksums by their first two digits, as files lie in `made`."""

    def __init__(self, found: Mapping[str, bytes | bytearray]) -> None:
        self._found = found

    def of(self, beginning: str) -> set[str]:
        """Those that begin so."""
        found = bytes(self._found.get(beginning, b""))
        return {found[at : at + SUM_BYTES].hex() for at in range(0, len(found), SUM_BYTES)}


class MadeTree:
    """A tree of files that were made; what it tells of a folder is put together when it is asked for."""

    def __init__(self, columns: "Mapping[str, list[_Columns]]", made: Path) -> None:
        self._columns, self._made = columns, made
        self._known: dict[str, Mapping[str, str]] = {}

    @property
    def folders(self) -> "_Folders":
        """The tree as it is to lie on the disk."""
        return _Folders(self._columns, self._made)

    def states(self) -> Iterator[tuple[str, Mapping[str, FileState]]]:
        """Size and time of each file, by folder and name."""
        return ((folder, one.files) for folder, one in self.folders.items())

    def sum(self, address: str) -> str:
        """The checksum of the file at an address; empty where there is none."""
        folder, name = _apart(address)
        if folder not in self._known:
            self._known[folder] = _sums(self._columns.get(folder, ()))
        return self._known[folder].get(name, "")

    def sums(self, ending: str) -> dict[str, str]:
        """The checksums of the files with an ending, by their addresses."""
        return {
            folder + name: one
            for folder, columns in self._columns.items()
            for name, one in _sums(columns).items()
            if name.endswith(ending)
        }

    def found(self, addresses: Iterable[str]) -> set[str]:
        """Those of some addresses where there is a file."""
        asked: dict[str, list[str]] = defaultdict(list)
        for address in addresses:
            asked[_apart(address)[0]].append(address)
        there = set[str]()
        for folder, some in asked.items():
            names = {name for columns in self._columns.get(folder, ()) for name in columns.each_name()}
            there.update(address for address in some if _apart(address)[1] in names)
        return there


class _Folders(Mapping[str, TreeFolder]):
    """The folders of a tree, in their order."""

    def __init__(self, columns: "Mapping[str, list[_Columns]]", made: Path) -> None:
        self._columns, self._made = columns, made

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._columns))

    def __len__(self) -> int:
        return len(self._columns)

    def __getitem__(self, folder: str) -> TreeFolder:
        columns = self._columns[folder]
        files: dict[str, FileState] = {}
        for one in columns:
            files.update(zip(one.each_name(), one.each_state(), strict=True))
        sums: dict[str, str] = {}

        def source(name: str) -> str:
            if not sums:
                sums.update(_sums(columns))
            return made_path(self._made, sums[name])

        return TreeFolder(files, source)


class _Columns:
    """Names, each with a zero behind it; of each size and time; checksums."""

    __slots__ = ("names", "states", "sums")

    def __init__(self) -> None:
        self.names, self.states, self.sums = bytearray(), array("q"), bytearray()

    def each_name(self) -> list[str]:
        return self.names.decode(*CODEC).split("\0")[:-1]

    def each_state(self) -> Iterator[FileState]:
        numbers = iter(self.states)
        return zip(numbers, numbers, strict=True)

    def each_sum(self) -> Iterator[bytes]:
        return (bytes(self.sums[at : at + SUM_BYTES]) for at in range(0, len(self.sums), SUM_BYTES))


def _apart(address: str) -> tuple[str, str]:
    """The folder of an address, with its slash, and the name in it."""
    folder, slash, name = address.rpartition("/")
    return folder + slash, name


def _sums(some: Iterable[_Columns]) -> dict[str, str]:
    """The checksums of files by name; later ones go before earlier ones."""
    found: dict[str, str] = {}
    for columns in some:
        found.update(zip(columns.each_name(), (one.hex() for one in columns.each_sum()), strict=True))
    return found
