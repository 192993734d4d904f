"""File table: the stamps of all files of a build, in little room; a hundred thousand projects have two million files.

They stand in columns by part and folder, so that a tree is put together one folder after the other.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from struct import iter_unpack

from generator.core.file_tree import TreeFolder, TreeSums, folder_sum
from generator.core.files import FileState
from generator.pipeline.cache import BOTH
from generator.pipeline.file_stamps import SUM, StampColumns, apart, each_name, each_state, each_sum
from generator.pipeline.made import made_path

NONE: TreeSums = {}
BARE = "bare/"  # before a part: pages of projects as they are before the other years of the same project are known


def parts_of(tree: str) -> tuple[str, str, str]:
    """The parts that go into a tree: a page that knows the other years takes the place of the bare one."""
    return BARE + tree, BOTH, tree


class FileTable:
    """The stamps of files, as they are added."""

    def __init__(self) -> None:
        """Begin with none."""
        self._columns: dict[tuple[str, str], _Columns] = defaultdict(_Columns)
        self._by_beginning: dict[str, bytearray] = defaultdict(bytearray)  # when all are there

    def add(self, files: Iterable[StampColumns]) -> None:
        """Add some."""
        for part, folder, names, states, sums in files:
            columns = self._columns[part, folder]
            columns.names += names
            columns.states += states
            columns.sums += sums

    def tree(self, part: str, made: Path) -> "MadeTree":
        """The tree that a part stands for; its files lie in `made`."""
        found: dict[str, list[_Columns]] = defaultdict(list)
        for one in parts_of(part):
            for (of, folder), columns in self._columns.items():
                if of == one:
                    found[folder].append(columns)
        return MadeTree(dict(found), made)

    def among(self, names: set[str]) -> set[str]:
        """Those of some checksums that are here."""
        wanted = {bytes.fromhex(name) for name in names}
        columns = self._columns.values() if wanted else ()
        return {one.hex() for some in columns for (one,) in iter_unpack(SUM, some.sums) if one in wanted}

    def beginning(self, digits: str) -> set[str]:
        """The checksums that begin with two digits."""
        if not self._by_beginning:
            for columns in self._columns.values():
                for (one,) in iter_unpack(SUM, columns.sums):
                    self._by_beginning[one[:1].hex()] += one
        return {one.hex() for (one,) in iter_unpack(SUM, self._by_beginning[digits])}


class MadeTree:
    """A tree of files that were made; what it tells of a folder is put together when it is asked for."""

    def __init__(self, columns: "Mapping[str, list[_Columns]]", made: Path) -> None:
        self._columns, self._made = columns, made
        self._known: dict[str, Mapping[str, str]] = {}

    @property
    def folders(self) -> "_Folders":
        """The tree as it is to lie on the disk."""
        return _Folders(self._columns, self._made)

    def folder_sums(self, known: TreeSums = NONE, changed: Container[str] = ()) -> TreeSums:
        """The sums of all folders; they are `known` of those that are not `changed`."""
        same = {folder: known[folder] for folder in self._columns if folder in known and folder not in changed}
        made = {folder: folder_sum(self.folders[folder].files) for folder in self._columns if folder not in same}
        return {**same, **made}

    def sum(self, address: str) -> str:
        """The checksum of the file at an address; empty where there is none."""
        folder, name = apart(address)
        if folder not in self._known:
            self._known[folder] = _sums(self._columns.get(folder, ()))
        return self._known[folder].get(name, "")

    def sums(self, ending: str) -> dict[str, str]:
        """The checksums of the files with an ending, by their addresses."""
        end = ending.encode() + b"\0"
        return {
            folder + name: one
            for folder, columns in self._columns.items()
            if any(end in one.names for one in columns)
            for name, one in _sums(columns, ending).items()
        }

    def found(self, addresses: Iterable[str]) -> set[str]:
        """Those of some addresses where there is a file."""
        asked: dict[str, list[str]] = defaultdict(list)
        for address in addresses:
            asked[apart(address)[0]].append(address)
        there = set[str]()
        for folder, some in asked.items():
            names = {name for columns in self._columns.get(folder, ()) for name in each_name(columns.names)}
            there.update(address for address in some if apart(address)[1] in names)
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
            files.update(zip(each_name(one.names), each_state(one.states), strict=True))
        sums: dict[str, str] = {}

        def source(name: str) -> str:
            if not sums:
                sums.update(_sums(columns))
            return made_path(self._made, sums[name])

        return TreeFolder(files, source)


class _Columns:
    """Those of one part in one folder."""

    __slots__ = ("names", "states", "sums")

    def __init__(self) -> None:
        self.names, self.states, self.sums = bytearray(), bytearray(), bytearray()


def _sums(some: Iterable[_Columns], ending: str = "") -> dict[str, str]:
    """The checksums of files with an ending by name; later ones go before earlier ones."""
    found: dict[str, str] = {}
    for columns in some:
        each = zip(each_name(columns.names), each_sum(columns.sums), strict=True)
        found.update((name, one.hex()) for name, one in each if name.endswith(ending))
    return found
