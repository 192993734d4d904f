"""What was made before is kept, so that a change makes anew only what depends on it; no other room knows of keeping.

A piece of work (`Task`) has a key, a hash of all that its outcome depends on, the program included. Its value is kept
in `cache/`, one file for each group of tasks, its files in `made/` under their checksums, with size and time. What is
wrong there (a file changed, lost or damaged, a group cut short or of another version) is as if it had never been made.
So all of it may be deleted at any time, and costs only time.
"""

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.files import SourceFile, hardlink, write_atomic
from generator.pipeline.pool import WorkerPool

HOME = Path(__file__).resolve().parents[1]
SUM = 32  # bytes of the checksum in front of a group

DOCS, PAGES, BOTH = "docs", "pages", "both"  # what a file is part of: the tree of Markdown, the finished site, both


class OutputFile(NamedTuple):
    """A file that was made: what it is part of, its address there, its bytes or where it lies and is copied from."""

    part: str
    address: str
    data: bytes | Path


class TaskResult(NamedTuple):
    """What a task gives: a value that can travel between processes, and files."""

    value: Any
    files: tuple[OutputFile, ...] = ()


@dataclass(frozen=True)
class Lazy:
    """Something that is made only when it is needed."""

    make: Callable[[], Any]


class Task(NamedTuple):
    """A piece of work: its name in its group, its key, a function and what it is given (`Lazy`: made when needed)."""

    name: str
    key: str
    func: Callable[[Any], TaskResult]
    args: Any


class FileStamp(NamedTuple):
    """A file as it was left: its part and address, size, time of change in nanoseconds, SHA-256."""

    part: str
    address: str
    size: int
    time: int
    sum: str


class CacheEntry(NamedTuple):
    """What is known of a task that was done."""

    key: str
    packed: bytes
    files: tuple[FileStamp, ...]

    @property
    def value(self) -> Any:
        """The value, unpacked."""
        return unpack(self.packed)


def pack(value: Any) -> bytes:
    """A value as bytes: to travel to another process, to be kept, or only to wait in little room."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(packed: bytes | memoryview) -> Any:
    """The value again."""
    return pickle.loads(packed)


def hash_of(*parts: str | bytes) -> str:
    """A key made of these."""
    made = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        made.update(b"%d:" % len(data))
        made.update(data)
    return made.hexdigest()


@cache
def program_hash() -> str:
    """A hash of the whole program and its libraries: a change of any room makes everything anew."""
    made = sha256(sys.version.encode())
    for path in [*sorted(HOME.rglob("*.py")), HOME.parent / "requirements.txt"]:
        made.update(path.read_bytes() if path.is_file() else b"")
    return made.hexdigest()


class BuildCache:
    """The folder of one site that is being worked on."""

    def __init__(self, out: Path | None, kind: str, crew: WorkerPool) -> None:
        """Begin with what this kind of run left in `out`; without a folder nothing is kept, and no task makes files."""
        self.lasting, self.crew = out is not None, crew
        self.kept, self.made = (out or Path()) / "cache" / kind, (out or Path()) / "made"
        self.groups: set[str] = set()
        self.fresh: list[FileStamp] = []  # the files that were made in this run

    def run(self, stage: str, groups: Mapping[str, Sequence[Task]]) -> dict[str, list[CacheEntry]]:
        """What every task gives, by group; those that are kept and whole are not done again."""
        known = {group: self._open(group) for group in groups}
        found = {
            (group, task.name): self._whole(known[group].get(task.name), task.key)
            for group, tasks in groups.items()
            for task in tasks
        }
        todo = [(group, task) for group, tasks in groups.items() for task in tasks if not found[group, task.name]]
        given = [_given(self.made, task) for _, task in todo]
        for (group, task), done in zip(todo, self.crew.map(stage, _done, given), strict=True):
            found[group, task.name] = done
            self.fresh += done.files
        made = {}
        for group, tasks in groups.items():
            kept = {task.name: one for task in tasks if (one := found[group, task.name])}
            if kept != known[group]:
                self._save(group, kept)
            made[group] = list(kept.values())
        self.groups |= set(groups)
        return made

    def path(self, trace: FileStamp) -> str:
        """Where a file lies."""
        return _place(self.made, trace.sum)

    def source(self, trace: FileStamp) -> SourceFile:
        """The same, for a tree."""
        return SourceFile(self.path(trace), trace.size, trace.time)

    def close(self, wanted: Iterable[FileStamp] = ()) -> None:
        """Remove the groups that no task of this run belonged to, and the files that are not wanted any more."""
        if self.lasting and wanted:
            self._sweep(wanted)
        with suppress(OSError):
            for path in self.kept.iterdir() if self.lasting else ():
                if path.name not in self.groups:
                    path.unlink(missing_ok=True)

    def _sweep(self, wanted: Iterable[FileStamp]) -> None:
        known = set(map(self.path, wanted))
        for folder, _, names in os.walk(self.made):
            for name in names:
                if (path := f"{folder}/{name}") not in known:
                    os.unlink(path)  # noqa: PTH108

    def adopt(self, other: Path) -> None:
        """Take over what was kept and made in another folder; what is here already and newer groups stay."""
        for path in _files(other / "made"):
            place = self.made / path.relative_to(other / "made")
            place.parent.mkdir(parents=True, exist_ok=True)
            hardlink(path, place)
        for path in _files(other / "cache" / self.kept.name):
            self.kept.mkdir(parents=True, exist_ok=True)
            hardlink(path, self.kept / path.name)

    def _whole(self, kept: CacheEntry | None, key: str) -> CacheEntry | None:
        """What is kept, if it was made with this key and its files are as they were left."""
        if kept is None or kept.key != key:
            return None
        files = []
        for trace in kept.files:
            path = self.path(trace)
            try:
                now = os.stat(path)  # noqa: PTH116
                # One of another time was carried here from elsewhere, or changed.
                same = now.st_mtime_ns == trace.time or sha256(Path(path).read_bytes()).hexdigest() == trace.sum
            except OSError:
                return None
            if now.st_size != trace.size or not same:
                return None
            files.append(trace._replace(time=now.st_mtime_ns))
        return kept._replace(files=tuple(files))

    def _open(self, group: str) -> dict[str, CacheEntry]:
        if not self.lasting:
            return {}
        try:
            data = memoryview((self.kept / group).read_bytes())
            if sha256(data[SUM:]).digest() == data[:SUM]:
                version, kept = unpack(data[SUM:])
                if version == program_hash():
                    return dict(kept)
        except Exception:  # whatever is wrong with it, everything is made anew and it is written over
            return {}
        return {}

    def _save(self, group: str, kept: dict[str, CacheEntry]) -> None:
        if not self.lasting:
            return
        data = pack((program_hash(), kept))
        with suppress(OSError):  # no room on the disk: next time it is made again
            write_atomic(self.kept / group, sha256(data).digest() + data)


def _given(made: Path, task: Task) -> tuple[Path, str, Callable[[Any], TaskResult], Any]:
    return made, task.key, task.func, task.args.make() if isinstance(task.args, Lazy) else task.args


def _done(given: tuple[Path, str, Callable[[Any], TaskResult], Any]) -> CacheEntry:
    """Do one task, in whichever process: its files are written there, and only what is known of them comes back."""
    made, key, work, thing = given
    outcome = work(thing)
    traces = tuple(_put(made, file) for file in outcome.files)
    return CacheEntry(key, pack(outcome.value), traces)


def _put(made: Path, file: OutputFile) -> FileStamp:
    """Write a file; one that is there already stays as it is, whoever made it and for whichever address."""
    data = file.data if isinstance(file.data, bytes) else file.data.read_bytes()
    name = sha256(data).hexdigest()
    path = _place(made, name)
    try:
        # A new one, of which nothing is told before it is whole, needs less care than one that the site shows already.
        with open(path, "xb") as new:  # noqa: PTH123
            new.write(data)
    except (FileExistsError, FileNotFoundError):
        write_atomic(Path(path), data)
    return FileStamp(file.part, file.address, len(data), os.stat(path).st_mtime_ns, name)  # noqa: PTH116


def _place(made: Path, name: str) -> str:
    """Where a file of this checksum lies; tens of thousands are asked for, which as `Path`s takes a second."""
    return f"{made}/{name[:2]}/{name[2:]}"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
