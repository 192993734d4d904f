"""Attached files for download: size, digest, hidden content."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class HiddenContent:
    """Content of a file that its pages do not show (批注, 作者), with names of persons in it.

    `active`: it runs code or loads remote content (宏, 远程模板).
    """

    what: str
    names: tuple[str, ...] = ()
    active: bool = False


@dataclass(frozen=True)
class AttachedFile:
    """附件: a file of `content/files`."""

    name: str
    path: Path
    size: int
    digest: str
    hidden: tuple[HiddenContent, ...] = ()

    @property
    def address(self) -> str:
        """Address of the file, from the site's root."""
        return f"files/{self.name}"
