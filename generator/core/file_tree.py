"""Trees of files on disk: synced from files that lie elsewhere, and swapped in one step."""

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from generator.core.files import FileState, SourceFile, hardlink, verify


class WantedFile(NamedTuple):
    """A file that belongs into a tree: its size, its time of change in nanoseconds, and where it is taken from."""

    size: int
    mtime: int
    source: str

    @property
    def state(self) -> FileState:
        """Size and time of change, by which it is told from another one."""
        return self.size, self.mtime


# By the address of each folder that holds files, with a slash behind it (that of the tree itself is empty), by name.
Tree = dict[str, dict[str, WantedFile]]
Listing = Mapping[str, Mapping[str, FileState]]


def listing(place: Path) -> Listing:
    """Return the files of a tree as it lies there, by folder and name."""
    found = dict[str, Mapping[str, FileState]]()
    pending = [(str(place), "")]
    for path, address in pending:
        files: dict[str, FileState] = {}
        with suppress(FileNotFoundError, NotADirectoryError), os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append((entry.path, f"{address}{entry.name}/"))
                else:
                    status = entry.stat(follow_symlinks=False)
                    files[entry.name] = status.st_size, status.st_mtime_ns
        if files:
            found[address] = files
    return found


def holds(place: Path, wanted: Tree) -> bool:
    """Return whether exactly the wanted files lie there, as they were written."""
    there = listing(place)
    return there.keys() == wanted.keys() and all(
        there[folder] == {name: file.state for name, file in files.items()} for folder, files in wanted.items()
    )


def sync_tree(wanted: Tree, place: Path) -> None:
    """Make a tree hold exactly the wanted files.

    Raises `FileAltered` where one is needed that is not as it is said to be.
    """
    there = listing(place)
    for folder in sorted(there, reverse=True):  # what goes makes room first, inner folders before outer ones
        _remove(f"{place}/{folder}", there[folder].keys() - wanted.get(folder, {}).keys())
        if folder not in wanted:
            for address in _upwards(folder):
                with suppress(OSError):  # others lie there
                    os.rmdir(f"{place}/{address}")  # noqa: PTH106
    for folder, files in sorted(wanted.items()):
        before = there.get(folder, {})
        fresh = {name: file for name, file in files.items() if before.get(name) != file.state}
        if not before:
            os.makedirs(f"{place}/{folder}", exist_ok=True)  # noqa: PTH103
        for name, file in fresh.items():
            verify(SourceFile(file.source, file.size, file.mtime))
            hardlink(file.source, f"{place}/{folder}{name}")


def _remove(folder: str, names: Iterator[str] | set[str]) -> None:
    for name in names:
        with suppress(FileNotFoundError):
            os.unlink(f"{folder}{name}")  # noqa: PTH108


def publish_tree(wanted: Tree, place: Path) -> None:
    """Put the wanted files in the place of the last tree, which stays until the new one is whole.

    The last tree is kept beside it and made the same: the next one is made of that, since most of it will not change.
    """
    recover(place)
    if holds(place, wanted):
        return
    sync_tree(wanted, spare_of(place))
    swap(place)
    sync_tree(wanted, spare_of(place))


def swap(place: Path) -> None:
    """Let the finished tree in `….new` and the last one change places."""
    fresh, old = _beside(place, "new"), _beside(place, "old")
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    if old.exists():
        old.rename(fresh)


def recover(place: Path) -> None:
    """Repair what a run left that was killed in the middle of `swap`."""
    fresh, old = _beside(place, "new"), _beside(place, "old")
    if old.exists() and place.exists():
        shutil.rmtree(fresh, ignore_errors=True)
        old.rename(fresh)
    elif old.exists():
        old.rename(place)


def spare_of(place: Path) -> Path:
    """Return where the next tree is made."""
    return _beside(place, "new")


def _beside(place: Path, ending: str) -> Path:
    return place.with_name(f"{place.name}.{ending}")


def _upwards(address: str) -> Iterator[str]:
    """Return a folder and those it lies in, innermost first."""
    while address:
        yield address
        address = address.rstrip("/").rpartition("/")[0]
        address += "/" if address else ""
