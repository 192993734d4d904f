"""A file that readers can take away: where it lies, what it is, how large, and its checksum."""

from hashlib import sha256
from typing import NamedTuple

from generator.core.checksum import SummedPieces


class Export(NamedTuple):
    """A file for readers or scripts: address from the site's root, bytes, title (one without is not listed).

    `digest` is the one that a record carries. A large file is given in pieces; it can be `listed` when it is written.
    """

    path: str
    data: bytes | SummedPieces
    title: str = ""
    digest: str = ""

    @property
    def listed(self) -> "Download":
        """What others say of it."""
        if isinstance(self.data, bytes):
            return Download(self.path, self.title, len(self.data), sha256(self.data).hexdigest(), self.digest)
        return Download(self.path, self.title, self.data.size, self.data.sum, self.digest)


class Download(NamedTuple):
    """What is said of a file: address from the site's root, what it is, its size, its SHA-256 (empty: not known).

    `digest` is the one that a record carries; of other files it is empty.
    """

    path: str
    title: str
    bytes: int
    sum: str = ""
    digest: str = ""

    @property
    def size(self) -> str:
        """The size in words of a reader, which no line breaks apart."""
        number, unit = (self.bytes, "字节") if self.bytes < 1024 else ((self.bytes + 512) // 1024, "KB")
        return f"{number}\u00a0{unit}"

    @property
    def format(self) -> str:
        """The format, by the ending."""
        return self.path.rpartition(".")[2].upper()
