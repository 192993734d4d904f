"""Tasks: functions with small arguments whose results are cached under a key of all inputs.

The key is the SHA-256 of the site-wide key (program, theme, all content but projects), the name of the function and its
arguments. Nothing else decides whether a task runs again.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, Protocol

DOCS, SITE, BOTH = "docs", "site", "both"  # tree of Markdown, finished site, both
INTERNAL = "internal"  # read by other tasks, in no published tree


class TaskContext(Protocol):
    """Part of the build context needed to run a task."""

    @property
    def made(self) -> Path:
        """Folder of the files that tasks write."""
        ...


class OutputFile(NamedTuple):
    """A file written by a task.

    Attributes:
        tree: `DOCS`, `SITE`, `BOTH` or `INTERNAL`.
        address: Its path within the tree.
        data: Bytes, or the path of a file to copy.
    """

    tree: str
    address: str
    data: bytes | Path


@dataclasses.dataclass(frozen=True)
class TaskResult:
    """The result of a task.

    Attributes:
        value: A picklable value, returned to the caller.
        files: The files written.
        parts: Named bytes stored for later tasks, which take their digests as arguments (`Parts`).
    """

    value: object = None
    files: Sequence[OutputFile] = ()
    parts: Mapping[str, bytes] = dataclasses.field(default_factory=dict)


class Task(NamedTuple):
    """A function of the build context and one argument, to be run in any process.

    Attributes:
        name: Shown in the store, for people.
        func: A module-level function.
        args: Its argument; must have a canonical encoding (see `key_of`) unless `identity` is given.
        identity: Takes the place of `args` in the key, where `args` are large or follow from it.
        effort: The cost relative to one project page; decides whether starting worker processes pays.
    """

    name: str
    func: Callable[..., TaskResult]
    args: Any
    identity: Any = None
    effort: int = 1

    def key(self, site_key: str) -> str:
        """Return the key of its result."""
        identity = self.args if self.identity is None else self.identity
        return key_of(site_key, f"{self.func.__module__}.{self.func.__qualname__}", identity)


class Parts(Sequence[str]):
    """Digests of stored parts as one argument of a task, with a precomputed digest of the sequence."""

    def __init__(self, digests: Iterable[str]) -> None:
        self.digests = tuple(digests)
        self.digest = sha256("".join(self.digests).encode()).hexdigest()

    def __getitem__(self, index: Any) -> Any:
        return self.digests[index]

    def __len__(self) -> int:
        return len(self.digests)


NO_PARTS = Parts(())


def list_effort(items: Sized) -> int:
    """Return the effort of a task that writes one line per item."""
    return 1 + len(items) // 10


def key_of(*values: object) -> str:
    """Return the SHA-256 of a canonical encoding: equal values give equal keys in every process.

    Pickling does not guarantee that. Raises `TypeError` for unsupported values.
    """
    chunks: list[bytes] = []
    _encode(values, chunks.append)
    return sha256(b"".join(chunks)).hexdigest()


def _encode(value: object, add: Callable[[bytes], None]) -> None:
    match value:
        case str():
            data = value.encode("utf-8", "surrogateescape")
            add(b"s%d:" % len(data))
            add(data)
        case bytes():
            add(b"b%d:" % len(value))
            add(value)
        case Parts():
            add(b"p" + value.digest.encode())
        case tuple() | list():
            add(b"t%d:" % len(value))
            for item in value:
                _encode(item, add)
        case None | bool() | int() | Decimal():
            add(f"{type(value).__name__[0]}{value};".encode())
        case Mapping():
            add(b"m%d:" % len(value))
            for key in sorted(value):
                _encode(key, add)
                _encode(value[key], add)
        case frozenset():
            _encode(sorted(value), add)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = (getattr(value, field.name) for field in dataclasses.fields(value))
            _encode((type(value).__name__, *fields), add)
        case _:
            raise TypeError(f"a {type(value).__name__} has no key: tasks take plain values")
