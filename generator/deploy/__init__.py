"""Deployment of the finished site: an archive with checksums and instructions, or a folder that a server reads from."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path


class DeployError(Exception):
    """Obstacle to a deployment; the message says what it is and what to do. The published site is unchanged."""


try:
    import fcntl
except ImportError:  # Windows has no such locks; only one person at a time may deploy there
    fcntl = None  # type: ignore[assignment]


@contextmanager
def try_lock(path: Path, taken: str) -> Iterator[None]:
    """Lock a file or folder; raises `DeployError` with the message `taken` if another process holds the lock."""
    with ExitStack() as stack:
        if fcntl is not None:
            handle = os.open(path, os.O_RDONLY)
            stack.callback(os.close, handle)
            _lock(handle, taken)
        yield


def _lock(handle: int, taken: str) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise DeployError(taken) from error
    except OSError:  # some network shares have no locks
        return
