"""Files and trees of files on disk: written whole or not at all, synced from files made before, swapped in one step."""

import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

Listing = Mapping[str, tuple[int, int]]  # of a tree: size and time of change in nanoseconds of each file, by address
Source = Callable[[str], str]  # where the file for an address lies


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


class TreeChanges(NamedTuple):
    """What makes one tree into another: the files that differ, by address, and the addresses that go."""

    files: Mapping[str, SourceFile]
    gone: Collection[str]


def sync_tree(wanted: Listing, source: Source, folder: Path) -> TreeChanges:
    """Make `folder` hold exactly what is wanted; gives what had to change there.

    Raises `FileAltered` where a file is needed that is not as it is said to be.
    """
    there = listing(folder)
    changed = {at: SourceFile(source(at), *facts) for at, facts in wanted.items() if there.pop(at, None) != facts}
    changes = TreeChanges(changed, there)
    _change(folder, changes)
    return changes


def _change(folder: Path, changes: TreeChanges) -> None:
    for source in changes.files.values():
        verify(source)
    for address in changes.gone:
        with suppress(FileNotFoundError):
            os.unlink(f"{folder}/{address}")  # noqa: PTH108
    for address in _folders(changes.gone):
        with suppress(OSError):  # others lie there
            os.rmdir(f"{folder}/{address}")  # noqa: PTH106
    for below in {address.rpartition("/")[0] for address in changes.files}:
        os.makedirs(f"{folder}/{below}", exist_ok=True)  # noqa: PTH103
    for address, source in changes.files.items():
        hardlink(source.path, f"{folder}/{address}")


def _folders(addresses: Iterable[str]) -> list[str]:
    """The folders that some addresses lie in, each after those inside it."""
    found = set()
    for address in addresses:
        while address := address.rpartition("/")[0]:
            found.add(address)
    return sorted(found, reverse=True)


def verify(source: SourceFile, opened: int | None = None) -> None:
    """Raise `FileAltered` where a file, which may be `opened` already, is not as it is said to be."""
    try:
        now = os.stat(source.path if opened is None else opened)  # noqa: PTH116
    except OSError:
        raise FileAltered(source.path) from None
    if (now.st_size, now.st_mtime_ns) != source[1:]:
        raise FileAltered(source.path)


def publish_tree(wanted: Listing, source: Source, place: Path) -> None:
    """Put a tree of what is wanted in the place of the last one; the last good one stays until the new one is whole.

    The last one is kept beside it and made the same: the next one is made of that, since most of it will not change.
    It was as the other was left, so that the same changes will do; what is odd there is found when it is used.
    """
    recover(place)
    fresh = _beside(place, "new")
    known = fresh.exists()
    changes = sync_tree(wanted, source, fresh)
    if not any(changes) and listing(place) == wanted:
        return
    swap(place)
    if known and any(changes) and fresh.exists():
        _change(fresh, changes)
    else:
        sync_tree(wanted, source, fresh)


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


def listing(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of each file under a folder, by its address."""
    found: dict[str, tuple[int, int]] = {}
    todo = [(str(folder), "")]
    for place, address in todo:
        try:
            entries = os.scandir(place)
        except FileNotFoundError:
            continue
        with entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    todo.append((entry.path, f"{address}{entry.name}/"))
                else:
                    now = entry.stat(follow_symlinks=False)
                    found[address + entry.name] = now.st_size, now.st_mtime_ns
    return found
