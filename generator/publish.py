"""Trees of files on disk: written whole or not at all, put together from files made before, exchanged in one step."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(folder: Path) -> Iterator[None]:
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


def write(path: Path, data: bytes) -> None:
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


def link(source: Path | str, place: Path | str) -> None:
    """Let a second name stand for a file; where the disk knows no second names, a copy with the same time."""
    try:
        os.link(source, place)
    except FileExistsError:
        os.unlink(place)  # noqa: PTH108
        link(source, place)
    except OSError:
        shutil.copy2(source, place)


def arrange(files: Mapping[str, Path], folder: Path) -> int:
    """Make `folder` hold exactly these files (address → where it lies); gives the number of those that changed."""
    changed = 0
    for name, source in files.items():
        place = os.path.join(folder, name)  # noqa: PTH118
        if not _same(source, place):
            os.makedirs(os.path.dirname(place), exist_ok=True)  # noqa: PTH103, PTH120
            link(source, place)
            changed += 1
    wanted = {os.path.join(folder, name) for name in files}  # noqa: PTH118
    for root, folders, names in os.walk(folder, topdown=False):
        for name in names:
            if (path := os.path.join(root, name)) not in wanted:  # noqa: PTH118
                os.unlink(path)  # noqa: PTH108
                changed += 1
        for name in folders:
            if not os.listdir(path := os.path.join(root, name)):  # noqa: PTH118, PTH208
                os.rmdir(path)  # noqa: PTH106
    return changed


def holds(files: Mapping[str, Path], folder: Path) -> bool:
    """Whether `folder` holds exactly these files already."""
    found = sum(len(names) for _, _, names in os.walk(folder))
    return found == len(files) and all(_same(source, os.path.join(folder, name)) for name, source in files.items())  # noqa: PTH118


def renew(files: Mapping[str, Path], place: Path) -> None:
    """Put a tree of these files in the place of the last one; the last good one stays until the new one is whole."""
    recover(place)
    if holds(files, place):
        return
    fresh = place.with_name(place.name + ".new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        arrange(files, fresh)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    swap(fresh, place)


def swap(fresh: Path, place: Path) -> None:
    """Put a finished tree in the place of the last one."""
    old = place.with_name(place.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    fresh.rename(place)
    shutil.rmtree(old, ignore_errors=True)


def recover(place: Path) -> None:
    """Bring back the last good tree after a run that was killed in the middle of `swap`."""
    old = place.with_name(place.name + ".old")
    if old.exists() and not place.exists():
        old.rename(place)


def _is(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


def _same(source: Path | str, place: str) -> bool:
    """Whether a file is another name, or an untouched copy, of its source."""
    try:
        one, other = os.stat(source), os.stat(place)  # noqa: PTH116
    except OSError:
        return False
    return os.path.samestat(one, other) or (one.st_size, one.st_mtime_ns) == (other.st_size, other.st_mtime_ns)
