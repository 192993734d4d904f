"""Trees of files on disk: synced from hard links to stored files, and swapped in one step."""

import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path, PurePath

from generator.core.files import FileState, StoredFile, hardlink, verify

# Files by folder and name; the address of a folder ends in a slash, that of the root is empty.
Tree = dict[str, dict[str, StoredFile]]
Listing = Mapping[str, Mapping[str, FileState]]


def listing(place: Path) -> Listing:
    """Return the state of the files below a folder, by folder and name; empty if it does not exist."""
    files_by_folder = dict[str, Mapping[str, FileState]]()
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
            files_by_folder[address] = files
    return files_by_folder


def states(tree: Tree) -> Listing:
    """Return the listing of a tree that holds exactly these files."""
    return {folder: {name: file.state for name, file in files.items()} for folder, files in tree.items()}


def digest(*listings: Listing) -> str:
    """Return the SHA-256 of listings; it covers address, size and modification time of every file."""
    text = repr([sorted((folder, sorted(files.items())) for folder, files in listing.items()) for listing in listings])
    return sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def sync_tree(wanted: Tree, place: Path, present: Listing | None = None) -> None:
    """Make the tree at `place` hold exactly the wanted files; `present` is its listing, if known.

    Raises `FileAltered` if a needed file is not in its stored state.
    """
    present = listing(place) if present is None else present
    _remove_unwanted(wanted, place, present)  # first, to free space
    for folder, files in sorted(wanted.items()):
        before = present.get(folder, {})
        if not before:
            os.makedirs(f"{place}/{folder}", exist_ok=True)  # noqa: PTH103
        for name, file in files.items():
            if before.get(name) != file.state:
                verify(file)
                hardlink(file.path, f"{place}/{folder}{name}")


def _remove_unwanted(wanted: Tree, place: Path, present: Listing) -> None:
    """Remove unwanted files, and folders left empty, inner ones before outer ones."""
    for folder in sorted(present, reverse=True):
        for name in present[folder].keys() - wanted.get(folder, {}).keys():
            with suppress(FileNotFoundError):
                os.unlink(f"{place}/{folder}{name}")  # noqa: PTH108
        if folder and folder not in wanted:
            for address in (PurePath(folder), *PurePath(folder).parents[:-1]):  # the last is the root
                with suppress(OSError):  # not empty
                    os.rmdir(f"{place}/{address}")  # noqa: PTH106


def publish_tree(wanted: Tree, place: Path) -> None:
    """Replace the tree at `place` by the wanted files; the old tree stays until the new one is complete.

    The old tree is then synced too and serves as the base of the next one, since few files change between builds.
    """
    recover(place)
    previous = listing(place)
    if previous == states(wanted):
        return
    sync_tree(wanted, spare_of(place))
    swap(place)
    sync_tree(wanted, spare_of(place), previous)


def swap(place: Path) -> None:
    """Swap the finished tree in `….new` with the current one."""
    fresh, old = spare_of(place), _replaced(place)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    if old.exists():
        old.rename(fresh)


def recover(place: Path) -> None:
    """Complete or undo a `swap` that was killed halfway."""
    fresh, old = spare_of(place), _replaced(place)
    if old.exists() and place.exists():
        shutil.rmtree(fresh, ignore_errors=True)
        old.rename(fresh)
    elif old.exists():
        old.rename(place)


def spare_of(place: Path) -> Path:
    """Return the folder in which the next tree is prepared."""
    return place.with_name(f"{place.name}.new")


def _replaced(place: Path) -> Path:
    """Return the folder that holds the old tree during a swap."""
    return place.with_name(f"{place.name}.old")
