"""Files on disk: written whole or not at all, and used only as they were left."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

FileState = tuple[int, int]  # size, time of change in nanoseconds


class FileAltered(Exception):
    """A file that was kept is not as it was left, or is gone; it is given by its path."""

    def __str__(self) -> str:
        return f"生成时文件被改动或删除了：{self.args[0]}。请再运行一次。"


@contextmanager
def wait_for_lock(folder: Path) -> Iterator[None]:
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


class StoredFile(NamedTuple):
    """A file as it was left: its path, its size and its time of change in nanoseconds."""

    path: str
    size: int
    mtime: int

    @property
    def state(self) -> FileState:
        """Size and time of change, by which it is told from another one."""
        return self.size, self.mtime


def verify(file: StoredFile, opened: int | None = None) -> None:
    """Raise `FileAltered` where a file, which may be `opened` already, is no longer as it was left."""
    try:
        now = os.stat(file.path if opened is None else opened)  # noqa: PTH116
    except OSError:
        raise FileAltered(file.path) from None
    if (now.st_size, now.st_mtime_ns) != file.state:
        raise FileAltered(file.path)


def _is(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
