"""Interface of published sites: reading files within limits, and errors for files that cannot be read."""

import errno
import hashlib
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from threading import Event
from typing import Protocol

from generator.deploy import DeployError
from generator.deploy.manifest import megabytes, printable

CHUNK = 1 << 16
Take = Callable[[bytes], object]


@dataclass(frozen=True)
class Limits:
    """Limits of reading a site, in bytes and seconds."""

    file: int = 2_000_000_000
    whole: int = 128_000_000  # for a file read into memory
    site: int = 50_000_000_000  # of all files
    files: int = 1_000_000  # number of files and folders
    directory: int = 64_000_000  # directory of a zip
    pause: int = 60  # within which a server must send `least` bytes, or the rest
    least: int = 600_000
    failures: int = 3  # consecutive failures after which a server is given up
    total: int = 6 * 3600  # for all files of a web address
    wait: Callable[[Event, int], bool] = Event.wait
    clock: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000_000


LIMITS = Limits()


class UnreadableFile(DeployError):
    """File that cannot be read; `altered` if no publication could have produced it in this state."""

    def __init__(self, name: str, why: str, *, altered: bool = False) -> None:
        super().__init__(f"读不了“{printable(name)}”：{why}。")
        self.text, self.altered = f"{name}：{why}。", altered


class Stream(Protocol):
    """Bytes of an open file."""

    def read(self, size: int, /) -> bytes: ...


class SiteSource(Protocol):
    """Site whose files are read by name."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file; None if it does not exist."""
        ...


class OpenedSite(ABC):
    """Site opened for reading all files within limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.site

    @abstractmethod
    def names(self) -> Sequence[str] | None:
        """Return the names of all files; None if they cannot be listed."""

    @abstractmethod
    def opened(self, name: str) -> tuple[AbstractContextManager[Stream], int] | None:
        """Open a file and return it with its size (-1 if unknown); None if it does not exist."""

    @abstractmethod
    def unreadable(self, name: str, error: Exception) -> UnreadableFile:
        """Convert an error raised while reading a file."""

    def oddities(self) -> Iterator[UnreadableFile]:
        """Yield files and folders that are no part of a publication, or cannot be listed."""
        yield from ()

    def outside(self, name: str) -> bytes | None:
        """Return a file next to the site in a package, zipped or unpacked; None if there is none."""
        return None

    def read(self, name: str, limit: int | None = None) -> bytes | None:
        """Return the bytes of a file; None if it does not exist. Raises `UnreadableFile`."""
        data = bytearray()
        return bytes(data) if self.copy(name, data.extend, limit or self.limits.file) else None

    def digest(self, name: str) -> str | None:
        """Return the SHA-256 of a file without loading it into memory; None if it does not exist."""
        digest = hashlib.sha256()
        return digest.hexdigest() if self.copy(name, digest.update, self.limits.file) else None

    def copy(self, name: str, take: Take, limit: int) -> bool:
        """Pass the bytes of a file to `take` in chunks; False if it does not exist. Raises `UnreadableFile`."""
        try:
            if (file := self.opened(name)) is None:
                return False
            context, size = file
            received = 0
            with context as stream:
                while max(size, received) <= limit and self.left >= 0 and (data := stream.read(CHUNK)):
                    received += len(data)
                    self.left -= len(data)
                    take(data)
            if max(size, received) > limit:
                raise UnreadableFile(name, f"大于 {megabytes(limit)}，没有读")
            if self.left < 0:
                raise UnreadableFile(name, f"全部文件超过 {megabytes(self.limits.site)}，没有再读")
            if received < size:
                raise EOFError
        except UnreadableFile:
            raise
        except Exception as error:  # libraries raise undocumented errors for untrusted files
            raise self.unreadable(name, error) from error
        return True


def reason(error: OSError) -> str:
    """Return an error of the system in words."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return "没有权限"
    return f"读写出错（{errno.errorcode.get(error.errno or 0, '原因不明')}）"
