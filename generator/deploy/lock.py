"""Lock: one run at a time, on a file or folder; the system opens it when the run ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from generator.deploy import DeployError

try:
    import fcntl
except ImportError:  # Windows knows no such locks; one person at a time must do there
    fcntl = None  # type: ignore[assignment]


@contextmanager
def locked(path: Path, taken: str) -> Iterator[None]:
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
