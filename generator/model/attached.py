"""Attached files that readers can take away: how large each is, of what kind, what it holds unseen."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class HiddenContent:
    """Something in a file that its page does not show (批注, 作者), with the names of persons that stand there.

    `active`: it does something by itself, or calls elsewhere (宏, 远程模板).
    """

    what: str
    names: tuple[str, ...] = ()
    active: bool = False


@dataclass(frozen=True)
class AttachedFile:
    """附件: a file of `content/files` as it was found there."""

    name: str
    path: Path
    size: int
    digest: str
    hidden: tuple[HiddenContent, ...] = ()

    @property
    def address(self) -> str:
        """Address of the file, from the site's root."""
        return f"files/{self.name}"
