"""Files that readers can take away: address, title, size and checksum."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

SEPARATOR, BYTES_SEPARATOR = "\0", b"\0"


class Export(NamedTuple):
    """A file for readers or scripts: address from the site's root, bytes, title (one without is not listed).

    `digest` is the one that a record carries.
    """

    path: str
    data: bytes
    title: str = ""
    digest: str = ""

    @property
    def listed(self) -> "Download":
        """Its entry in lists of downloads."""
        return Download(
            path=self.path,
            title=self.title,
            bytes=len(self.data),
            sum=sha256(self.data).hexdigest(),
            digest=self.digest,
        )


class DownloadList:
    """Entries of many files, packed to save memory: by address, later ones at the end.

    It can be gone through again and again; a hundred thousand projects have half a million files.
    """

    def __init__(self, downloads: Iterable["Download"]) -> None:
        """Begin with the files given."""
        self._packed = sorted(map(_packed, downloads))

    def add(self, download: "Download") -> None:
        """Add a file."""
        self._packed.append(_packed(download))

    def matching(self, pattern: re.Pattern[str]) -> Iterator["Download"]:
        """Yield the files whose addresses match a pattern."""
        return (_unpacked(one) for one in self._packed if pattern.fullmatch(_path(one)))

    @property
    def digested(self) -> Iterator["Download"]:
        """Files that carry a digest."""
        return (_unpacked(one) for one in self._packed if not one.endswith(BYTES_SEPARATOR))

    @property
    def sums(self) -> Iterator[tuple[str, str]]:
        """Address and SHA-256 of each file, all by address."""
        told = (one.decode().split(SEPARATOR) for one in sorted(self._packed))
        return ((path, checksum) for path, _, _, checksum, _ in told)


class Download(NamedTuple):
    """Entry of a file: address from the site's root, title, size, SHA-256 (empty if unknown).

    `digest` is the one that a record carries; of other files it is empty.
    """

    path: str
    title: str
    bytes: int
    sum: str = ""
    digest: str = ""

    @property
    def size(self) -> str:
        """Size as readers see it, without a place where a line may break."""
        number, unit = (self.bytes, "字节") if self.bytes < 1024 else ((self.bytes + 512) // 1024, "KB")
        return f"{number}\u00a0{unit}"

    @property
    def format(self) -> str:
        """Format, by the ending."""
        return self.path.rpartition(".")[2].upper()


def _packed(one: Download) -> bytes:
    return SEPARATOR.join((one.path, one.title, str(one.bytes), one.sum, one.digest)).encode()


def _path(packed: bytes) -> str:
    return packed.partition(BYTES_SEPARATOR)[0].decode()


def _unpacked(packed: bytes) -> Download:
    path, title, size, checksum, digest = packed.decode().split(SEPARATOR)
    return Download(path=path, title=title, bytes=int(size), sum=checksum, digest=digest)
