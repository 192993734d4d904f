"""Downloads: address, title, size and checksum."""

from hashlib import sha256
from typing import NamedTuple


class Export(NamedTuple):
    """A file for readers or scripts: address from the site's root, bytes, title (files without are not listed).

    `digest` is the digest embedded in a record.
    """

    path: str
    data: bytes
    title: str = ""
    digest: str = ""

    @property
    def listed(self) -> "Download":
        """Entry in lists of downloads."""
        return Download(
            path=self.path,
            title=self.title,
            bytes=len(self.data),
            sum=sha256(self.data).hexdigest(),
            digest=self.digest,
        )


class Download(NamedTuple):
    """Entry of a file: address from the site's root, title, size, SHA-256 (empty if unknown).

    `digest` is the digest embedded in a record; empty for other files.
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
        return f"{number:,}\u00a0{unit}"

    @property
    def format(self) -> str:
        """File format, from the extension."""
        return self.path.rpartition(".")[2].upper()
