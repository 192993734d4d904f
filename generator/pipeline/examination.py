"""Before anything is written: read, score and check the content, and know all that is wrong with it.

`survey` looks at each project's file by itself, in several processes, and keeps what it saw; `inspect` has a whole book
in memory, for who asks about single projects.
"""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator.checks import CheckResult, check, check_all, check_project
from generator.core.diagnostic import Diagnostic, Waived, in_order, passes
from generator.load import (
    ProjectFile,
    SiteContent,
    attach,
    load,
    read_bytes,
    read_project,
    read_site,
    unreferenced_files,
)
from generator.model.attached import AttachedFile
from generator.model.book import Book
from generator.model.scores import ScoreBook
from generator.pipeline.cache import BuildCache, Task, TaskResult, hash_of, pack, program_hash, unpack
from generator.pipeline.pool import WorkerPool
from generator.scoring import score, score_project
from generator.views import ProjectDetail

ATTACHED = "附件".encode()


@dataclass(frozen=True)
class Examination:
    """What is told of the content: the site's name, each project's by its file, what is wrong, what is waived."""

    site: str
    names: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return self.passes(strict=False)

    def passes(self, strict: bool) -> bool:
        """Whether the site may be made; where `strict`, not even a warning may stand."""
        return passes(self.diagnostics, strict)


@dataclass(frozen=True)
class FullExamination(Examination):
    """The same with the whole book."""

    book: Book
    scores: ScoreBook


class FileExamination(NamedTuple):
    """What one file shows by itself: what is wrong in it, what the checks say of it, what it names.

    `look` is packed, since ten thousand wait for each other; `unread` says that the file has mistakes of form.
    """

    found: tuple[Diagnostic, ...]
    look: bytes = b""
    name: str = ""
    named: tuple[str, ...] = ()
    unread: bool = False


def inspect(content: Path) -> FullExamination:
    """Read, score and check everything under `content`."""
    with uncollected():
        book, found = load(content)
        scores = score(book)
        verdict = check(book, scores)
        names = {project.marks.file: project.name for project in book.projects}
        told = in_order((*found, *verdict.diagnostics))
        return FullExamination(book.site.name, names, told, verdict.waived, book, scores)


def check_incremental(content: Path, out: Path | None = None) -> Examination:
    """The same without the book; what was seen is kept in `out`, where there is one."""
    beside = prepare(content)
    with WorkerPool(prepare, content) as crew, uncollected():
        store = BuildCache(out, "check", crew)
        key = hash_of(program_hash(), beside_key(content))
        found = look_at(store, content, beside, key)
        store.close()
    return found


def look_at(store: BuildCache, content: Path, beside: SiteContent, key: str) -> Examination:
    """Look at every project's file and hold them against each other."""
    raws = [read_bytes(spot, content) for spot in beside.spots]
    keys = Keys(content, key)
    tasks = [
        Task(spot.file, keys.of(spot, raw), _look, (spot, raw)) for spot, raw in zip(beside.spots, raws, strict=True)
    ]
    return combine(content, beside, [kept.value for kept in store.run("校验", {"seen": tasks})["seen"]])


class Examined(NamedTuple):
    """A file that was examined: what it shows; its detail where nothing stands in the way; the files it names."""

    seen: FileExamination
    detail: ProjectDetail | None = None
    files: Mapping[str, AttachedFile] = {}


def examine(content: Path, beside: SiteContent, spot: ProjectFile, raw: bytes | Diagnostic) -> Examined:
    """Look at one file by itself."""
    read = read_project(spot, raw)
    if read.project is None:
        return Examined(FileExamination(read.found, unread=read.unread))
    project = read.project
    files, wrong = attach(content, read.attachments)
    book = replace(beside.book, files=files)
    points = score_project(project, book.schemes.get(project.evaluation.scheme))
    seen = check_project(book, project, points)
    found = (*read.found, *wrong)
    names = tuple(attachment.name for attachment in read.attachments)
    detail: ProjectDetail | None = None
    known = book.unit(project.unit) and project.evaluation.scheme in book.schemes
    if known and passes((*found, *seen.standing), False):
        detail = ProjectDetail.in_book(book, project, points)
    return Examined(FileExamination(found, pack(seen), project.name, names), detail, files)


def combine(content: Path, beside: SiteContent, seen: Sequence[FileExamination]) -> Examination:
    """What is wrong with all of it together."""
    unread = beside.book.unread | {spot.file for spot, one in zip(beside.spots, seen, strict=True) if one.unread}
    verdict: CheckResult = check_all(
        replace(beside.book, unread=unread), (unpack(one.look) for one in seen if one.look)
    )
    names = {spot.file: one.name for spot, one in zip(beside.spots, seen, strict=True) if one.name}
    found = [*beside.found, *(told for one in seen for told in one.found)]
    found += unreferenced_files(content, {name for one in seen for name in one.named}, unread)
    told = in_order((*found, *verdict.diagnostics))
    return Examination(beside.book.site.name, names, told, verdict.waived)


class Keys:
    """The keys of the files of projects: a hash of all that the outcome of one depends on."""

    def __init__(self, content: Path, shared: str) -> None:
        """Begin with a hash of the program and of what stands beside the projects."""
        self.content, self.shared = content, shared

    def of(self, spot: ProjectFile, raw: bytes | Diagnostic) -> str:
        """The key of one file."""
        if isinstance(raw, Diagnostic):
            return hash_of(self.shared, spot.file, str(raw))
        named = self._attachments if ATTACHED in raw else ""  # it may name a file
        return hash_of(self.shared, spot.file, spot.year, spot.slug, raw, named)

    @cached_property
    def _attachments(self) -> str:
        return hash_of(*_contents(self.content / "files", "**/*"))


_at_hand: tuple[Path, SiteContent] | None = None


def prepare(content: Path) -> SiteContent:
    """Read what stands beside the projects, once in each process; a copy of a process has it already."""
    global _at_hand  # noqa: PLW0603 — one for each process, which is what it is for
    _at_hand = (content, read_site(content))
    return _at_hand[1]


def _look(given: tuple[ProjectFile, bytes | Diagnostic]) -> TaskResult:
    assert _at_hand, "`prepare` comes first"
    return TaskResult(examine(*_at_hand, *given).seen)


def beside_key(content: Path) -> str:
    """A hash of every file of the content that is no project and that a check may look at."""
    return hash_of(
        *(part for name in ("", "schemes", "frameworks", "pages") for part in _contents(content / name, "*"))
    )


def _contents(folder: Path, pattern: str) -> Iterator[str | bytes]:
    for path in sorted(path for path in folder.glob(pattern) if path.is_file()):
        with suppress(OSError):
            yield from (path.relative_to(folder).as_posix(), path.read_bytes())


@contextmanager
def uncollected() -> Iterator[None]:
    """Hundreds of thousands of records are made and all of them kept: looking for waste takes half the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
