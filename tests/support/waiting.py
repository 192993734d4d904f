"""Waiting in tests: for the thing itself to happen, never for a time to pass."""

import time
from collections.abc import Callable

LIMIT = 180  # seconds until a test that hangs is given up; far beyond what any takes, and no measure of anything


def wait_until(happened: Callable[[], object], alive: Callable[[], object] = lambda: True) -> None:
    """Return once something has happened; it cannot any more when what should bring it about is not alive."""
    end = time.monotonic() + LIMIT
    while not happened():
        assert (alive() or happened()) and time.monotonic() < end
        time.sleep(0.02)
