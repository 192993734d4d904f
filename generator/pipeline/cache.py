"""Build cache, for incremental builds: the result of a task is stored under a hash of its inputs.

A `Task` has a key, which follows from the program, its function and everything it is given; what it asks of the context
is noted, with a key of the answers (`answers.py`). Its value is kept in
`cache/`, one file for each group of tasks, its files in `made/` under their checksums, with size and time. What is
wrong there (a file changed, lost or damaged, a group cut short or of another version) is as if it had never been made.
So all of it may be deleted at any time, and costs only time.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.files import SourceFile, hardlink, write_atomic
from generator.core.noting import Question, noting
from generator.pipeline.answers import in_order
from generator.pipeline.context import BuildContext
from generator.pipeline.keys import key_of, resolved
from generator.pipeline.persistence import pack, store, stored, unpack
from generator.pipeline.pool import WorkerPool

DOCS, PAGES, BOTH = "docs", "pages", "both"  # what a file is part of: the tree of Markdown, the finished site, both


class OutputFile(NamedTuple):
    """A file that was made: what it is part of, its address there, its bytes or where it lies and is copied from."""

    part: str
    address: str
    data: bytes | Path


class TaskResult(NamedTuple):
    """What a task gives: a value that can travel between processes, and files.

    Each file may be made when the one before it is written; the value is looked at when all are.
    """

    value: object
    files: Iterable[OutputFile] = ()


class Task(NamedTuple):
    """A piece of work: its name in its group, a function of the context and arguments, and these.

    What the function asks of the context is noted; `depends` is a key of what it depends on beside that.
    """

    name: str
    func: Callable[[BuildContext, Any], TaskResult]
    args: Any
    depends: str = ""

    @property
    def key(self) -> str:
        """The key, which follows from all of it."""
        return key_of(self.func.__qualname__, self.args, self.depends)


class FileStamp(NamedTuple):
    """A file as it was left: its part and address, size, time of change in nanoseconds, SHA-256."""

    part: str
    address: str
    size: int
    time: int
    sum: str


class CacheEntry(NamedTuple):
    """What is known of a task that was done; it holds as long as what it asked for has the same answers."""

    key: str
    packed: bytes
    files: tuple[FileStamp, ...]
    asked: tuple[Question, ...] = ()
    answers: str = ""

    @property
    def value(self) -> Any:
        """The value, unpacked."""
        return unpack(self.packed)


class BuildCache:
    """The folder of one site that is being worked on: `out/cache` and `out/made`."""

    def __init__(self, out: Path | None, program: str, pool: WorkerPool[BuildContext]) -> None:
        """Begin with what the last run left in `out`; without a folder nothing is kept, and no task makes files.

        What was kept by another program (`program` is a key of it) counts for nothing.
        """
        self.lasting, self.pool, self.program = out is not None, pool, program
        self.kept, self.made = (out or Path()) / "cache", made_folder(out or Path())
        self.groups: set[str] = set()  # of this run
        self.fresh: list[FileStamp] = []  # the files that were made in this run
        self._known: dict[str, dict[str, CacheEntry]] = {}  # groups between looking up and saving

    def run(self, stage: str, groups: Mapping[str, Sequence[Task]]) -> dict[str, list[CacheEntry]]:
        """What every task gives, by group; those that are kept and whole are not done again."""
        keys = {group: {task.name: task.key for task in tasks} for group, tasks in groups.items()}
        found = {group: self.lookup(group, wanted) for group, wanted in keys.items()}
        todo = [(group, task) for group, tasks in groups.items() for task in tasks if task.name not in found[group]]
        calls = [_Call(self.made, keys[group][task.name], task.func, resolved(task.args)) for group, task in todo]
        for (group, task), entry in zip(todo, self.pool.map(stage, _run, calls), strict=True):
            found[group][task.name] = self.made_now(entry)
        for group, tasks in groups.items():
            self.save(group, {task.name: found[group][task.name] for task in tasks})
        return {group: [found[group][task.name] for task in tasks] for group, tasks in groups.items()}

    def lookup(self, group: str, keys: Mapping[str, str]) -> dict[str, CacheEntry]:
        """The entries of a group that were made with these keys, by name, and whose files are as they were left."""
        kept = self._known[group] = self._open(group)
        found = {name: self._whole(kept.get(name), key) for name, key in keys.items()}
        return {name: entry for name, entry in found.items() if entry}

    def made_now(self, entry: CacheEntry) -> CacheEntry:
        """An entry that was made in this run: its files are noted as fresh."""
        self.fresh += entry.files
        return entry

    def save(self, group: str, entries: dict[str, CacheEntry]) -> None:
        """Keep the entries of a group that was looked up before; all others of it are forgotten."""
        self.groups.add(group)
        if self._known.pop(group) != entries and self.lasting:
            asked: dict[tuple[Question, ...], tuple[Question, ...]] = {}  # most ask the same: it is kept once
            shared = {n: one._replace(asked=asked.setdefault(one.asked, one.asked)) for n, one in entries.items()}
            store(self.kept / group, (self.program, shared))

    def path(self, stamp: FileStamp) -> str:
        """Where a file lies."""
        return made_path(self.made, stamp.sum)

    def source(self, stamp: FileStamp) -> SourceFile:
        """The same, for a tree."""
        return SourceFile(self.path(stamp), stamp.size, stamp.time)

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
        for path in _files(made_folder(other)):
            place = self.made / path.relative_to(made_folder(other))
            place.parent.mkdir(parents=True, exist_ok=True)
            hardlink(path, place)
        for path in _files(other / "cache"):
            self.kept.mkdir(parents=True, exist_ok=True)
            hardlink(path, self.kept / path.name)

    def _whole(self, kept: CacheEntry | None, key: str) -> CacheEntry | None:
        """What is kept, if it was made with this key and its files are as they were left."""
        if kept is None or kept.key != key or not self._same_answers(kept):
            return None
        files = []
        for stamp in kept.files:
            path = self.path(stamp)
            try:
                now = os.stat(path)  # noqa: PTH116
                # One of another time was carried here from elsewhere, or changed.
                same = now.st_mtime_ns == stamp.time or sha256(Path(path).read_bytes()).hexdigest() == stamp.sum
            except OSError:
                return None
            if now.st_size != stamp.size or not same:
                return None
            files.append(stamp._replace(time=now.st_mtime_ns))
        return kept._replace(files=tuple(files))

    def _same_answers(self, kept: CacheEntry) -> bool:
        return not kept.asked or self.pool.context.answers.key(kept.asked) == kept.answers

    def _open(self, group: str) -> dict[str, CacheEntry]:
        program, entries = (self.lasting and stored(self.kept / group)) or ("", {})
        return entries if program == self.program else {}


class _Call(NamedTuple):
    """A task on its way to a worker: where its files go, its key, its function and arguments."""

    made: Path
    key: str
    func: Callable[[BuildContext, Any], TaskResult]
    args: Any


def _run(context: BuildContext, call: _Call) -> CacheEntry:
    """Do one task, in whichever process: its files are written there, and only what is known of them comes back."""
    with noting() as asked:
        return entry_of(context, call.made, call.key, call.func(context, call.args), asked)


def entry_of(context: BuildContext, made: Path, key: str, result: TaskResult, asked: Iterable[Question]) -> CacheEntry:
    """What is known of a result once its files are written, and what was `asked` for until then to make it."""
    stamps = tuple(_put(made, file) for file in result.files)
    questions = in_order(asked)
    answers = context.answers.key(questions) if questions else ""
    return CacheEntry(key, pack(result.value), stamps, questions, answers)


def _put(made: Path, file: OutputFile) -> FileStamp:
    """Write a file; one that is there already stays as it is, whoever made it and for whichever address."""
    data = file.data if isinstance(file.data, bytes) else file.data.read_bytes()
    name = sha256(data).hexdigest()
    path = made_path(made, name)
    try:
        # A new one, of which nothing is told before it is whole, needs less care than one that the site shows already.
        with open(path, "xb") as new:  # noqa: PTH123
            new.write(data)
    except (FileExistsError, FileNotFoundError):
        write_atomic(Path(path), data)
    return FileStamp(file.part, file.address, len(data), os.stat(path).st_mtime_ns, name)  # noqa: PTH116


def made_folder(out: Path) -> Path:
    """Where the files that were made lie under their checksums."""
    return out / "made"


def made_path(made: Path, name: str) -> str:
    """Where a file of this checksum lies; tens of thousands are asked for, which as `Path`s takes a second."""
    return f"{made}/{name[:2]}/{name[2:]}"


def made_file(context: BuildContext, name: str) -> Path:
    """A file that an earlier task of this build made, by its checksum."""
    assert context.paths.out, "a build has a folder"
    return Path(made_path(made_folder(context.paths.out), name))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
