"""Files on disk: written atomically, and verified before use."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

FileState = tuple[int, int]  # size, modification time in nanoseconds


class FileAltered(Exception):
    """A stored file was changed or removed since it was written; the argument is its path."""

    def __str__(self) -> str:
        return f"生成时文件被改动或删除了：{self.args[0]}。请再运行一次。"


@contextmanager
def wait_for_lock(folder: Path) -> Iterator[None]:
    """Lock a folder; if another process holds the lock, print a message and wait."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            import fcntl
        except ImportError:  # a system without such locks
            yield
            return
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"另一个程序正在写 {folder}，等它做完…", file=sys.stderr)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_utf8(name: str) -> bool:
    """True if a file name is UTF-8; bytes of another encoding (GBK) are surrogates."""
    return name.encode("utf-8", "replace").decode() == name


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file atomically; do nothing if it has these bytes already."""
    with suppress(OSError):
        if path.stat().st_size == len(data) and path.read_bytes() == data:
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
    """Create a hard link; on file systems without links, a copy with the same modification time."""
    try:
        os.link(source, place)
    except FileExistsError:
        os.unlink(place)  # noqa: PTH108
        hardlink(source, place)
    except OSError:
        shutil.copy2(source, place)


class StoredFile(NamedTuple):
    """A file as it was written: its path, and the state by which a change is detected."""

    path: str
    state: FileState


def verify(file: StoredFile, opened: int | None = None) -> None:
    """Raise `FileAltered` if a file changed since it was written; `opened` is its descriptor, if open."""
    try:
        now = os.stat(file.path if opened is None else opened)  # noqa: PTH116
    except OSError:
        raise FileAltered(file.path) from None
    if (now.st_size, now.st_mtime_ns) != file.state:
        raise FileAltered(file.path)
