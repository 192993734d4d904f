"""What is known of a file that readers can take away: how large it is, of what kind, what it holds unseen."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Trace:
    """Something in a file that its page does not show (批注, 作者), with the names of persons that stand there."""

    what: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attached:
    """附件: a file of `content/files` as it was found there."""

    name: str
    path: Path
    size: int
    digest: str
    traces: tuple[Trace, ...] = ()

    @property
    def address(self) -> str:
        """Where readers find it, from the site's root."""
        return f"files/{self.name}"
