"""Trees of files on disk: synced from files made before, and swapped in one step.

A folder of a tree is known by its sum, so that one in which nothing changed is not compared file by file.
"""

import os
import shutil
from array import array
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator.core.files import FileState, SourceFile, hardlink, verify

Files = Mapping[str, FileState]  # of a folder, by name
TreeSums = Mapping[str, bytes]  # what tells each folder that holds files from the same one another time


class TreeFolder(NamedTuple):
    """Wanted content of one folder of a tree: file names, and the source of each file."""

    files: Files
    source: Callable[[str], str]


# By the addresses of its folders, each with a slash behind it (that of the tree itself is empty).
Tree = Mapping[str, TreeFolder]


def listing(place: Path) -> Iterator[tuple[str, Files]]:
    """Each folder of a tree that holds files: its address, and these with size and time of change."""
    todo = [(str(place), "")]
    for path, address in todo:
        files, folders = _look(path)
        todo += ((f"{path}/{name}", f"{address}{name}/") for name in folders)
        if files:
            yield address, files


def folder_sum(files: Files) -> bytes:
    """The sum of a folder: of the names, sizes and times of its files."""
    names = sorted(files)
    digest = sha256("\0".join((*names, "")).encode("utf-8", "surrogateescape"))
    digest.update(array("q", chain.from_iterable(files[name] for name in names)).tobytes())
    return digest.digest()


def tree_sums(place: Path) -> TreeSums:
    """The sums of all folders of a tree as it lies there."""
    return {folder: folder_sum(files) for folder, files in listing(place)}


def different(wanted: TreeSums, there: TreeSums) -> Collection[str]:
    """The folders in which two trees differ."""
    return sorted(folder for folder in wanted.keys() | there.keys() if wanted.get(folder) != there.get(folder))


class FolderChanges(NamedTuple):
    """Changes that make one folder into another: files that differ, by name, and names to delete."""

    folder: str
    files: Mapping[str, SourceFile]
    gone: Collection[str]


def sync_tree(wanted: Tree, place: Path, folders: Collection[str]) -> None:
    """Make some folders of a tree hold exactly what is wanted there.

    Raises `FileAltered` where a file is needed that is not as it is said to be.
    """
    deque(_synced(wanted, place, folders), maxlen=0)  # the changes of a whole tree take as much room as the tree


def _synced(wanted: Tree, place: Path, folders: Collection[str]) -> Iterator[FolderChanges]:
    """Synchronize folder by folder and return what had to change."""
    # What goes makes room first: those inside a folder before it, new folders last.
    there = sorted((folder for folder in folders if os.path.isdir(f"{place}/{folder}")), reverse=True)  # noqa: PTH112
    for folder in (*there, *sorted({*folders}.difference(there))):
        gone, now = dict(_look(f"{place}/{folder}")[0]), wanted.get(folder)
        fresh = [name for name, state in now.files.items() if gone.pop(name, None) != state] if now else []
        files = {name: SourceFile(now.source(name), *now.files[name]) for name in fresh} if now else {}
        _change(place, changes := FolderChanges(folder, files, gone))
        yield changes


def _change(place: Path, changes: FolderChanges) -> None:
    home = f"{place}/{changes.folder}"
    for source in changes.files.values():
        verify(source)
    if changes.files:
        os.makedirs(home, exist_ok=True)  # noqa: PTH103
    for name, source in changes.files.items():
        hardlink(source.path, home + name)
    for name in changes.gone:
        with suppress(FileNotFoundError):
            os.unlink(home + name)  # noqa: PTH108
    for address in _around(changes.folder) if changes.gone and not changes.files else ():
        with suppress(OSError):  # others lie there
            os.rmdir(f"{place}/{address}")  # noqa: PTH106


def publish_tree(wanted: Tree, sums: TreeSums, place: Path, spare: TreeSums) -> None:
    """Put what is wanted (a tree of these sums) in the place of the last tree, which stays until the new one is whole.

    The last one is kept beside it and made the same: the next one is made of that, since most of it will not change.
    What it holds now is told by `spare`. It was as the other was left, so that what differed in one of them differs in
    both; what is odd there besides is found when it is used.
    """
    fresh = spare_of(place)
    folders = different(sums, spare)
    if not folders and tree_sums(place) == sums:
        return
    if spare:
        changes = [*_synced(wanted, fresh, folders)]
        swap(place)
        for one in changes:
            _change(fresh, one)
    else:
        sync_tree(wanted, fresh, folders)
        swap(place)
        sync_tree(wanted, fresh, different(sums, tree_sums(fresh)))


def swap(place: Path) -> None:
    """Let the finished tree in `….new` and the last one change places."""
    fresh, old = _beside(place, "new"), _beside(place, "old")
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    if old.exists():
        old.rename(fresh)


def recover(place: Path) -> None:
    """Make good what a run left that was killed in the middle of `swap`."""
    fresh, old = _beside(place, "new"), _beside(place, "old")
    if old.exists() and place.exists():
        shutil.rmtree(fresh, ignore_errors=True)
        old.rename(fresh)
    elif old.exists():
        old.rename(place)


def spare_of(place: Path) -> Path:
    """Return the folder in which the next tree is built."""
    return _beside(place, "new")


def _beside(place: Path, ending: str) -> Path:
    return place.with_name(f"{place.name}.{ending}")


def _look(path: str) -> tuple[Files, list[str]]:
    """The files of a folder, and the names of the folders in it; none where there is no such folder."""
    files: dict[str, FileState] = {}
    folders = []
    with suppress(FileNotFoundError, NotADirectoryError), os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.name)
            else:
                now = entry.stat(follow_symlinks=False)
                files[entry.name] = now.st_size, now.st_mtime_ns
    return files, folders


def _around(address: str) -> Iterator[str]:
    """The folders that an address lies in, each after those inside it."""
    while address := address.rpartition("/")[0]:
        yield address
