"""Reading of published sites: what may be read of one, within which limits, and what is said of what cannot be read."""

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
    """Limits to what is read of a site, in bytes and seconds."""

    file: int = 2_000_000_000
    whole: int = 128_000_000  # of a file that must be in memory as a whole
    site: int = 50_000_000_000  # of all files
    files: int = 1_000_000  # in number, with folders
    directory: int = 64_000_000  # of a zip
    pause: int = 60  # in which a server sends `least` bytes, or all
    least: int = 600_000
    failures: int = 3  # files in a row, until a server is asked no more
    total: int = 6 * 3600  # for all files of an address
    wait: Callable[[Event, int], bool] = Event.wait
    clock: Callable[[], int] = lambda: time.monotonic_ns() // 1_000_000_000


LIMITS = Limits()


class UnreadableFile(DeployError):
    """A file that cannot be read: `altered` where the cause lies in it, and no publication leaves one so."""

    def __init__(self, name: str, why: str, *, altered: bool = False) -> None:
        super().__init__(f"读不了“{printable(name)}”：{why}。")
        self.text, self.altered = f"{name}：{why}。", altered


class Stream(Protocol):
    """Bytes of an open file."""

    def read(self, size: int, /) -> bytes: ...


class SiteSource(Protocol):
    """A site of which single files are read."""

    def read(self, name: str) -> bytes | None:
        """Return a file; None where there is none."""
        ...


class OpenedSite(ABC):
    """A site of which all is read, within limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.left = limits.site

    @abstractmethod
    def names(self) -> Sequence[str] | None:
        """Return every file; None where nobody can list them."""

    @abstractmethod
    def opened(self, name: str) -> tuple[AbstractContextManager[Stream], int] | None:
        """Open a file, and give its size, -1 if unknown; None where there is none."""

    @abstractmethod
    def unreadable(self, name: str, trouble: Exception) -> UnreadableFile:
        """Return what is to be said of a file that cannot be read."""

    def oddities(self) -> Iterator[UnreadableFile]:
        """Yield what is there and belongs to no publication, or cannot be listed."""
        yield from ()

    def beside(self, name: str) -> bytes | None:
        """Return a file that lies beside the site in a package, unpacked or not; None where there is none."""
        return None

    def read(self, name: str, limit: int | None = None) -> bytes | None:
        """Return a file; None where there is none. Raises `UnreadableFile`."""
        data = bytearray()
        return bytes(data) if self.copy(name, data.extend, limit or self.limits.file) else None

    def digest(self, name: str) -> str | None:
        """Return the SHA-256 of a file, which may be larger than the memory; None where there is none."""
        digest = hashlib.sha256()
        return digest.hexdigest() if self.copy(name, digest.update, self.limits.file) else None

    def copy(self, name: str, take: Take, limit: int) -> bool:
        """Hand the bytes of a file to `take`; False where there is none. Raises `UnreadableFile`."""
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
        except Exception as trouble:  # libraries stumble over what others made in ways that they do not document
            raise self.unreadable(name, trouble) from trouble
        return True


def reason(trouble: OSError) -> str:
    """Return an error of the system in plain words."""
    if trouble.errno in (errno.EACCES, errno.EPERM):
        return "没有权限"
    return f"读写出错（{errno.errorcode.get(trouble.errno or 0, '原因不明')}）"
