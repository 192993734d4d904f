"""What was worked out before is kept in a folder, so that it need not be worked out again; losing it costs only time.

An entry is named by a hash of all that its value depends on, the program included: it may be unused, never out of date.
Whatever is wrong with the folder or an entry (damaged, cut short, no room on the disk) is as if nothing had been kept.
"""

import os
import pickle
import re
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

ENTRY = re.compile(r"[0-9a-f]{64}(\.[0-9]+\.tmp)?")
SUM = 32  # bytes of the checksum in front of an entry
HOME = Path(__file__).resolve().parent
Work = Callable[[], Any]


class Memory:
    """No memory at all: everything is worked out. `Cache` is one that lasts."""

    def recall(self, work: Work, *key: str | bytes) -> Any:
        """The value for a key, which is all that `work` depends on beside the program."""
        return work()

    def close(self) -> None:
        """Let go of what was not asked for."""


class Cache(Memory):
    """The entries of one folder; those that a run did not ask for go at its end, so that it does not grow.

    Two runs at once share entries: each is written beside its place and then moved there whole.
    """

    def __init__(self, folder: Path) -> None:
        """Begin with what the folder holds; it is made once there is something to keep."""
        self.folder = folder
        self.asked: set[str] = set()
        self.writable = True

    def recall(self, work: Work, *key: str | bytes) -> Any:
        """The kept value, else what `work` gives, which is then kept."""
        name = _name(key)
        self.asked.add(name)
        path = os.path.join(self.folder, name)  # noqa: PTH118 — making a Path takes as long as reading an entry
        if kept := _kept(path):
            return kept[0]
        value = work()
        if self.writable:
            self._keep(path, value)
        return value

    def close(self) -> None:
        """Remove the entries nobody asked for; files that are no entries are left alone."""
        with suppress(OSError), os.scandir(self.folder) as found:
            unused = [entry for entry in found if entry.name not in self.asked and ENTRY.fullmatch(entry.name)]
            for entry in unused:
                with suppress(OSError):
                    os.unlink(entry.path)  # noqa: PTH108

    def _keep(self, path: str, value: Any) -> None:
        fresh = f"{path}.{os.getpid()}.tmp"
        try:
            data = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), 1)
            self.folder.mkdir(parents=True, exist_ok=True)
            with open(fresh, "wb") as file:  # noqa: PTH123
                file.write(sha256(data).digest() + data)
            os.replace(fresh, path)  # noqa: PTH105
        except (OSError, RecursionError):  # one failure is enough to stop trying: a full disk does not become emptier
            self.writable = False
            with suppress(OSError):
                os.unlink(fresh)  # noqa: PTH108


def _kept(path: str) -> tuple[Any] | None:
    """What an entry holds, None where there is none or it is not whole."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            entry = memoryview(file.read())
        if sha256(entry[SUM:]).digest() == entry[:SUM]:
            return (pickle.loads(zlib.decompress(entry[SUM:])),)
    except Exception:  # whatever is wrong with it, it is worked out anew and written over
        return None
    return None


def _name(key: tuple[str | bytes, ...]) -> str:
    made = _program().copy()
    for part in key:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        made.update(b"%d:" % len(data))
        made.update(data)
    return str(made.hexdigest())


@cache
def _program() -> Any:
    """A hash of the whole program, so that a change of any room or library forgets everything."""
    made = sha256(sys.version.encode())
    for path in [*sorted(HOME.rglob("*.py")), HOME.parent / "requirements.txt"]:
        made.update(path.read_bytes() if path.is_file() else b"")
    return made
