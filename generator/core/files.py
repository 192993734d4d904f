"""Files and trees of files on disk: written whole or not at all, synced from files made before, swapped in one step."""

import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

FileState = tuple[int, int]  # size, time of change in nanoseconds
Listing = Mapping[str, Mapping[str, FileState]]  # of a tree: the files of each folder, by name
Source = Callable[[str], str]  # where the file for a name lies


class FileAltered(Exception):
    """A file that was kept is not as it was left, or is gone; it is given by its path."""

    def __str__(self) -> str:
        return f"生成时文件被改动或删除了：{self.args[0]}。请再运行一次。"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Let nobody else who asks for it write into a folder; who comes second waits and says so."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # a system without such locks; two at once are as rare there as here
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"另一个程序正在写 {folder}，等它做完…", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file so that it is never seen half; one that is the same already stays as it is."""
    if _is(path, data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        fresh.write_bytes(data)
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def hardlink(source: Path | str, place: Path | str) -> None:
    """Let a second name stand for a file; where the disk knows no second names, a copy with the same time."""
    try:
        os.link(source, place)
    except FileExistsError:
        os.unlink(place)  # noqa: PTH108
        hardlink(source, place)
    except OSError:
        shutil.copy2(source, place)


class SourceFile(NamedTuple):
    """A file that belongs into a tree: where it lies, its size and its time of change in nanoseconds."""

    path: str
    size: int
    time: int


class TreeFolder(NamedTuple):
    """What lies in one folder of a tree: its files by name, and where each of them is taken from."""

    files: Mapping[str, FileState]
    source: Source


# By the addresses of its folders, each with a slash behind it (that of the tree itself is empty).
Tree = Mapping[str, TreeFolder]


class FolderChanges(NamedTuple):
    """What makes one folder into another: the files that differ, by name, and the names that go."""

    folder: str
    files: Mapping[str, SourceFile]
    gone: Collection[str]


def sync_tree(wanted: Tree, place: Path, told: bool = True) -> list[FolderChanges]:
    """Make a folder hold exactly what is wanted; gives what had to change there, unless it is not to be `told`.

    Raises `FileAltered` where a file is needed that is not as it is said to be.
    """
    made = []
    there = listing(place)
    # What goes makes room first: those inside a folder before it, new folders last.
    for folder in (*sorted(there, reverse=True), *(one for one in wanted if one not in there)):
        before, now = dict(there.pop(folder, {})), wanted.get(folder)
        files = {}
        if now:
            names = [name for name, facts in now.files.items() if before.pop(name, None) != facts]
            files = {name: SourceFile(now.source(name), *now.files[name]) for name in names}
        if files or before:
            changes = FolderChanges(folder, files, before)
            _change(place, changes)
            if told:
                made.append(changes)
    return made


def _change(place: Path, changes: FolderChanges) -> None:
    for source in changes.files.values():
        verify(source)
    home = f"{place}/{changes.folder}"
    for name in changes.gone:
        with suppress(FileNotFoundError):
            os.unlink(home + name)  # noqa: PTH108
    for address in _folders(changes.folder) if changes.gone and not changes.files else ():
        with suppress(OSError):  # others lie there
            os.rmdir(f"{place}/{address}")  # noqa: PTH106
    if changes.files:
        os.makedirs(home, exist_ok=True)  # noqa: PTH103
    for name, source in changes.files.items():
        hardlink(source.path, home + name)


def _folders(address: str) -> Iterator[str]:
    """The folders that an address lies in, each after those inside it."""
    while address := address.rpartition("/")[0]:
        yield address


def verify(source: SourceFile, opened: int | None = None) -> None:
    """Raise `FileAltered` where a file, which may be `opened` already, is not as it is said to be."""
    try:
        now = os.stat(source.path if opened is None else opened)  # noqa: PTH116
    except OSError:
        raise FileAltered(source.path) from None
    if (now.st_size, now.st_mtime_ns) != source[1:]:
        raise FileAltered(source.path)


def publish_tree(wanted: Tree, place: Path) -> None:
    """Put a tree of what is wanted in the place of the last one; the last good one stays until the new one is whole.

    The last one is kept beside it and made the same: the next one is made of that, since most of it will not change.
    It was as the other was left, so that the same changes will do; what is odd there is found when it is used.
    """
    recover(place)
    fresh = _beside(place, "new")
    known = fresh.exists()
    changes = sync_tree(wanted, fresh, told=known)  # the changes of a whole tree take as much room as the tree
    if known and not changes and listing(place) == {folder: one.files for folder, one in wanted.items()}:
        return
    swap(place)
    if changes and fresh.exists():
        for one in changes:
            _change(fresh, one)
    else:
        sync_tree(wanted, fresh, told=False)


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


def _beside(place: Path, ending: str) -> Path:
    return place.with_name(f"{place.name}.{ending}")


def _is(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def listing(place: Path) -> dict[str, dict[str, FileState]]:
    """Size and time of change of each file under a folder, by folder and name."""
    found: dict[str, dict[str, FileState]] = {}
    todo = [(str(place), "")]
    for path, address in todo:
        try:
            entries = os.scandir(path)
        except FileNotFoundError:
            continue
        files: dict[str, FileState] = {}
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append((entry.path, f"{address}{entry.name}/"))
                else:
                    now = entry.stat(follow_symlinks=False)
                    files[entry.name] = now.st_size, now.st_mtime_ns
        if files:
            found[address] = files
    return found
