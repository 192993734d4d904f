"""Build cache, for incremental builds: the result of a task is stored under a hash of its inputs.

A `Task` has a key, which follows from the program, its function and everything it is given; what it asks of the context
is noted, with a key of the answers (`answers.py`). Its value is kept in
`cache/`, one file for each group of tasks (`entries.py`), its files in `made/` under their checksums, with size and
time. What is wrong there (a file changed, lost or damaged, a group cut short or of another version) is as if it had
never been made. So all of it may be deleted at any time, and costs only time.

Tens of thousands of files need not be looked at for one that changed: a run that is not `thorough` believes what was
kept until it is needed. Where that is not as it was left, `FileAltered` ends the run, and a thorough one begins anew.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Sized
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.core.file_tree import TreeSums
from generator.core.files import FileAltered, hardlink
from generator.core.noting import Question, noting
from generator.pipeline.answers import in_order
from generator.pipeline.context import BuildContext
from generator.pipeline.entries import Blob, CacheEntry, KeptGroup, keep_group, kept_group
from generator.pipeline.file_stamps import FileStamp, in_columns
from generator.pipeline.keys import key_of, resolved
from generator.pipeline.made import Wanted, made_folder, made_path, put, sweep
from generator.pipeline.persistence import pack
from generator.pipeline.pool import MIN_PARALLEL_ITEMS, WorkerPool
from generator.pipeline.run_changes import RunChanges

LISTED = 10  # projects in a list that are as much work as the page of one
DOCS, PAGES, BOTH = "docs", "pages", "both"  # what a file is part of: the tree of Markdown, the finished site, both


class OutputFile(NamedTuple):
    """A file that was made: its part, its address there, its bytes or where it lies; its SHA-256 if it is known."""

    part: str
    address: str
    data: bytes | Path
    sum: str = ""


class TaskResult(NamedTuple):
    """What a task gives: a value that can travel between processes, files, and blobs that few ask for.

    Each file may be made when the one before it is written; the value is looked at when all are.
    """

    value: object
    files: Iterable[OutputFile] = ()
    blobs: tuple[bytes, ...] = ()


class Task(NamedTuple):
    """A piece of work: its name in its group, a function of the context and arguments, and these.

    What the function asks of the context is noted; `depends` is a key of what it depends on beside that. `effort` says
    how many pages of projects could be made meanwhile, roughly.
    """

    name: str
    func: Callable[[BuildContext, Any], TaskResult]
    args: Any
    depends: str = ""
    effort: int = 1

    @property
    def key(self) -> str:
        """The key, which follows from all of it."""
        return key_of(self.func.__qualname__, self.args, self.depends)


def effort_of_list(projects: Sized) -> int:
    """The effort of a task that tells of some projects a line each."""
    return 1 + len(projects) // LISTED


Made = dict[str, list[CacheEntry]]  # what the tasks of each group gave


class BuildCache:
    """The folder of one site that is being worked on: `out/cache` and `out/made`."""

    def __init__(self, out: Path | None, program: str, pool: WorkerPool[BuildContext], thorough: bool = True) -> None:
        """Begin with what the last run left in `out`; without a folder nothing is kept, and no task makes files.

        What was kept by another program (`program` is a key of it) counts for nothing.
        """
        self.lasting, self.pool, self.program, self.thorough = out is not None, pool, program, thorough
        self.kept, self.made = (out or Path()) / "cache", made_folder(out or Path())
        self.changes = RunChanges(out or Path())
        self.groups: set[str] = set()  # of this run
        self._asked: dict[Any, Any] = {}  # what tasks of this run asked for, each once
        self._known: dict[str, Mapping[str, CacheEntry]] = {}  # groups between looking up and saving

    def begin(self) -> None:
        """Files will be made, and until `close` some may be known to no group."""
        with suppress(OSError):
            self.changes.begin(self._groups())

    def run(self, stage: str, groups: Mapping[str, Sequence[Task]]) -> Made:
        """What every task gives, by group; those that are kept and whole are not done again."""
        return self.begin_run(stage, groups)()

    def begin_run(self, stage: str, groups: Mapping[str, Sequence[Task]], beside: int = 0) -> Callable[[], Made]:
        """The same when it is asked for; until then a few tasks are done if the caller's work is of such an effort."""
        keys = {group: {task.name: task.key for task in tasks} for group, tasks in groups.items()}
        found = {group: self.lookup(group, wanted) for group, wanted in keys.items()}
        todo = [(group, task) for group, tasks in groups.items() for task in tasks if task.name not in found[group]]
        calls = [_Call(self.made, keys[group][task.name], task.func, task.args) for group, task in todo]
        begun = self.pool.begin(_run, calls) if calls and beside >= MIN_PARALLEL_ITEMS else None

        def made() -> Made:
            done = begun or self.pool.map(stage, _run, calls, [task.effort for _, task in todo])
            for (group, task), entry in zip(todo, done, strict=True):
                found[group][task.name] = self.made_now(entry)
            for group, tasks in groups.items():
                self.save(group, {task.name: found[group][task.name] for task in tasks})
            return {group: [found[group][task.name] for task in tasks] for group, tasks in groups.items()}

        return made

    def lookup(self, group: str, keys: Mapping[str, str]) -> dict[str, CacheEntry]:
        """The entries of a group that were made with these keys, by name, and whose files are as they were left."""
        kept, before = self._open(group)
        self._known[group] = kept
        changed = self.pool.context.answers.changed(before) if before else set()
        found = {
            name: entry
            for name, key in keys.items()
            if (entry := kept.get(name)) and entry.key == key and not (changed and changed.intersection(entry.asked))
        }
        return {name: whole for name, entry in found.items() if (whole := self._whole(entry))}

    def made_now(self, entry: CacheEntry) -> CacheEntry:
        """An entry that was made in this run: what it asked for is held once for all that asked the same."""
        once = self._asked
        if entry.asked not in once:
            asked = tuple(once.setdefault(question, question) for question in entry.asked)
            once[asked] = asked
        return entry._replace(asked=once[entry.asked])

    def save(self, group: str, entries: dict[str, CacheEntry]) -> None:
        """Keep the entries of a group that was looked up before; all others of it are forgotten."""
        self.groups.add(group)
        known = self._known.pop(group)
        if not self._known:
            self._asked.clear()
        if known != entries and self.lasting:
            self.changes.note(known, entries)
            asked = {question for entry in entries.values() for question in entry.asked}
            answers = {question: self.pool.context.answers.of(question) for question in in_order(asked)}
            kept = {name: self._lasting(entry) for name, entry in entries.items()}
            keep_group(self.kept / group, self.program, kept, answers)

    def _lasting(self, entry: CacheEntry) -> CacheEntry:
        """An entry as it is kept; one that was told something else than this process knows holds in no other run."""
        told = not entry.answers or entry.answers == self.pool.context.answers.key(entry.asked)
        return entry if told else entry._replace(key="")

    def path(self, stamp: FileStamp) -> str:
        """Where a file lies."""
        return made_path(self.made, stamp.sum)

    def drop_unused(self) -> None:
        """Remove the groups that no task of this run belonged to."""
        with suppress(OSError):
            for path in self.kept.iterdir() if self.lasting else ():
                if path.name not in self.groups:
                    self.changes.note(self._open(path.name).entries, {})
                    path.unlink(missing_ok=True)

    def close(self, wanted: Wanted, trees: Mapping[str, TreeSums]) -> None:
        """Remove the files that are not wanted any more; what was made lies in these trees."""
        sweep(self.made, wanted, self.changes.gone if self.changes.certain else None)
        with suppress(OSError):
            self.changes.end(self._groups(), trees)

    def _groups(self) -> str:
        return "\n".join(sorted(os.listdir(self.kept)))  # noqa: PTH208

    def adopt(self, other: Path) -> None:
        """Take over what was kept and made in another folder; what is here already and newer groups stay."""
        for path in _files(made_folder(other)):
            place = self.made / path.relative_to(made_folder(other))
            place.parent.mkdir(parents=True, exist_ok=True)
            hardlink(path, place)
        for path in _files(other / "cache"):
            self.kept.mkdir(parents=True, exist_ok=True)
            hardlink(path, self.kept / path.name)

    def _whole(self, kept: CacheEntry) -> CacheEntry | None:
        """What is kept, if its files and blobs are as they were left; believed where nothing is looked at."""
        if not self.thorough:
            return kept
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
        try:
            for blob in kept.blobs:
                _ = blob.value
        except FileAltered:
            return None
        return kept._replace(columns=in_columns(files))

    def _open(self, group: str) -> KeptGroup:
        place = self.kept / group
        found = kept_group(place, self.program) if self.lasting and place.exists() else KeptGroup()
        self.changes.certain = self.changes.certain and found is not None
        return found or KeptGroup()


class _Call(NamedTuple):
    """A task on its way to a worker: where its files go, its key, its function and arguments."""

    made: Path
    key: str
    func: Callable[[BuildContext, Any], TaskResult]
    args: Any


def _run(context: BuildContext, call: _Call) -> CacheEntry:
    """Do one task, in whichever process: its files are written there, and only what is known of them comes back."""
    with noting() as asked:
        return entry_of(context, call.made, call.key, call.func(context, resolved(call.args)), asked)


def entry_of(context: BuildContext, made: Path, key: str, result: TaskResult, asked: Iterable[Question]) -> CacheEntry:
    """What is known of a result once its files are written, and what was `asked` for until then to make it."""
    columns = in_columns(put(made, *file) for file in result.files)
    questions = in_order(asked)
    answers = context.answers.key(questions) if questions else ""
    return CacheEntry(key, pack(result.value), columns, questions, answers, tuple(map(Blob, result.blobs)))


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
