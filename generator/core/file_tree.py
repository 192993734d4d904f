"""Trees of files on disk: synced from files that lie elsewhere, and swapped in one step."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from generator.core.files import FileState, StoredFile, hardlink, verify

# By the address of each folder that holds files, with a slash behind it (that of the tree itself is empty), by name.
Tree = dict[str, dict[str, StoredFile]]
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


def states(tree: Tree) -> Listing:
    """Return the listing of a tree that holds exactly these files."""
    return {folder: {name: file.state for name, file in files.items()} for folder, files in tree.items()}


def digest(*listings: Listing) -> str:
    """Return the SHA-256 of listings: another one as soon as any file differs in address, size or time of change."""
    text = repr([sorted((folder, sorted(files.items())) for folder, files in found.items()) for found in listings])
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def sync_tree(wanted: Tree, place: Path, there: Listing | None = None) -> None:
    """Make a tree, of which the listing may be given, hold exactly the wanted files.

    Raises `FileAltered` where one is needed that is not as it is said to be.
    """
    there = listing(place) if there is None else there
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
            verify(file)
            hardlink(file.path, f"{place}/{folder}{name}")


def _remove(folder: str, names: Iterable[str]) -> None:
    for name in names:
        with suppress(FileNotFoundError):
            os.unlink(f"{folder}{name}")  # noqa: PTH108


def publish_tree(wanted: Tree, place: Path) -> None:
    """Put the wanted files in the place of the last tree, which stays until the new one is whole.

    The last tree is kept beside it and made the same: the next one is made of that, since most of it will not change.
    """
    recover(place)
    there = listing(place)
    if there == states(wanted):
        return
    sync_tree(wanted, spare_of(place))
    swap(place)
    sync_tree(wanted, spare_of(place), there)


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
