"""Deployment of the finished site: an archive with checksums and instructions, or a folder that a server reads from."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


class DeployError(Exception):
    """Something stands in the way; the message says what and what to do. What readers see has not changed."""


try:
    import fcntl
except ImportError:  # Windows knows no such locks; one person at a time must do there
    fcntl = None  # type: ignore[assignment]


@contextmanager
def try_lock(path: Path, taken: str) -> Iterator[None]:
    """Keep others out of what a path stands for; raises `DeployError` with the words `taken` where one is there."""
    with ExitStack() as held:
        if fcntl is not None:
            handle = os.open(path, os.O_RDONLY)
            held.callback(os.close, handle)
            _lock(handle, taken)
        yield


def _lock(handle: int, taken: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as trouble:
        raise DeployError(taken) from trouble
    except OSError:  # some network shares know no locks
        return
