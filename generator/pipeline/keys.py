"""Keys of cached results: a hash of everything a task is given, so that no dependency can be forgotten.

The encoding is canonical: equal values give equal bytes in every process, which pickling does not promise.
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from generator.core.paths import PACKAGE, Paths, program_files
from generator.core.record import Marks

Made = TypeVar("Made")


@dataclasses.dataclass(frozen=True)
class Lazy:
    """An argument that is made only when its task must be done; `key` stands for it until then.

    On its way to another process it becomes what it makes: those of all tasks at once would take much room.
    """

    key: str
    make: Callable[[], Any]

    def __reduce__(self) -> tuple[Callable[[Any], Any], tuple[Any]]:
        return _itself, (self.make(),)


def _itself(made: Any) -> Any:
    return made


def later(key: str, make: Callable[[], Made]) -> Made:
    """A `Lazy` argument in the place of what it will be."""
    return cast(Made, Lazy(key, make))


def resolved(args: Any) -> Any:
    """Arguments as the function is given them: what is `Lazy` is made now, in tuples as well."""
    if isinstance(args, Lazy):
        return args.make()
    if isinstance(args, tuple):
        made = map(resolved, args)
        return args._make(made) if hasattr(args, "_make") else tuple(made)
    return args


def key_of(*values: Any) -> str:
    """The key that follows from some values: texts, bytes, numbers, and tuples, mappings and records of these."""
    parts: list[bytes] = []
    _encode(values, parts.append)
    return sha256(b"".join(parts)).hexdigest()


def _encode(value: Any, add: Callable[[bytes], None]) -> None:
    """Write down a value; the kinds that come by the hundred thousand are looked for first."""
    kind = type(value)
    if kind is str:
        data = value.encode("utf-8", "surrogateescape")
        add(b"s%d:" % len(data))
        add(data)
    elif kind is bytes:
        add(b"b%d:" % len(value))
        add(value)
    elif kind is tuple or kind is list:
        add(b"t%d:" % len(value))
        for item in value:
            _encode(item, add)
    else:
        _encode_other(value, add)


def _encode_other(value: Any, add: Callable[[bytes], None]) -> None:
    match value:
        case Lazy():
            _encode(value.key, add)
        case None | bool() | int() | Decimal():
            add(f"{type(value).__name__[0]}{value};".encode())
        case Mapping():
            add(b"m%d:" % len(value))
            for key in sorted(value):
                _encode(key, add)
                _encode(value[key], add)
        case Marks():
            # Where something stands in a file beside the projects is told of that file alone; its words may matter.
            _encode((value.file, value.texts), add)
        case frozenset():
            _encode(sorted(value), add)
        case tuple() | list():
            _encode(tuple(value), add)
        case str():
            _encode(str(value), add)
        case _ if dataclasses.is_dataclass(value) and not isinstance(value, type):
            _encode((type(value).__name__, *(getattr(value, f.name) for f in dataclasses.fields(value))), add)
        case _:
            raise TypeError(f"a {type(value).__name__} has no key: a task is given plain values")


@cache
def program_key() -> str:
    """The key of the program and its libraries: a change of any module makes everything anew.

    It is read once: what is changed while a process runs is not what the process runs.
    """
    return key_of(*_files(PACKAGE.parent, program_files()))


def theme_key(paths: Paths) -> str:
    """The key of templates, theme and engine settings."""
    return key_of(*_files(paths.root, paths.theme_files()))


def frame_key(paths: Paths) -> str:
    """The key of the engine's theme and settings, which every finished page is made with."""
    files = (path for path in paths.theme_files() if path.is_relative_to(paths.overrides))
    return key_of(*_files(paths.root, (*files, paths.engine_settings)))


def charts_key(paths: Paths) -> str:
    """The key of what draws charts."""
    return key_of(*_files(paths.root, (paths.chart_script, paths.echarts)))


def assets_key(paths: Paths) -> str:
    """The key of the files that go into the site as they are."""
    return key_of(*_files(paths.root, (*paths.asset_files(), paths.echarts)))


def content_key(paths: Paths, apart: Iterable[str]) -> str:
    """The key of every file of the content, at any depth, but for those in the folders that are looked at `apart`."""
    folder = paths.content
    beside = [entry for entry in sorted(folder.iterdir()) if entry.name not in apart] if folder.is_dir() else []
    return key_of(*(part for entry in beside for part in tree_key_parts(folder, entry)))


def tree_key_parts(home: Path, entry: Path) -> Iterator[str | bytes]:
    """Names and bytes of a file, or of every file of a folder, at any depth."""
    return _files(home, [entry] if entry.is_file() else (path for path in sorted(entry.rglob("*")) if path.is_file()))


def _files(home: Path, paths: Iterable[Path]) -> Iterator[str | bytes]:
    for path in paths:
        with suppress(OSError):  # what cannot be read is told by whoever needs it
            data = path.read_bytes()
            yield path.relative_to(home).as_posix() if path.is_relative_to(home) else path.name
            yield data
