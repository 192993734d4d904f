"""State of a desk: the content as it was last examined, kept up by what is saved here and by what changes outside."""

import hashlib
import os
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from generator.checks import all_checks
from generator.core.diagnostic import UNFILLED, UNVERIFIED, Diagnostic
from generator.core.paths import Paths
from generator.desk.jobs import BUILD, Job, Jobs
from generator.desk.saving import Document
from generator.load import INBOX, RELEASES, ProjectFile, is_junk
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import Examination, Examined, combine, examine
from generator.search.fold import fold

STATES = ("读不了", "错误", "待核对", "待填", "齐全")
PAUSE, SHARE = 1, 20  # seconds between two looks at the content; a look takes at most this part of the time


class ListedProject(NamedTuple):
    """A project in the list: its file, name, unit, and how many diagnostics of each kind stand."""

    file: ProjectFile
    name: str
    unit: str
    state: str
    errors: int
    warnings: int
    key: str  # what a search looks in

    @property
    def id(self) -> str:
        return self.file.id


class Desk:
    """What all pages share: the folders, the jobs, the last examination and the list of projects."""

    def __init__(self, paths: Paths) -> None:
        assert paths.out, "a desk needs a folder"
        self.paths, self.out = paths, paths.out
        self.folder = paths.out / "desk"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.jobs = Jobs()
        self.writing = threading.RLock()  # one write at a time, so that none comes between looking and writing
        self.diagnostics: dict[str, tuple[Diagnostic, ...]] = {}  # of each file
        self.projects: dict[str, ListedProject] = {}  # by id
        self.examined = False
        self.site_made = ""  # which site is shown; pages load anew when it is another one
        self._context: BuildContext | None = None
        self.staging: Any = None  # the papers that wait to be written
        self._over = threading.Event()

    @property
    def context(self) -> BuildContext:
        """The content beside the projects, read again where it changed."""
        if self._context is None or not self._context.is_current():
            self._context = BuildContext.open(self.paths)
        return self._context

    def file(self, project: str) -> ProjectFile | None:
        """Return the file of a project that is there; no other name leads to a file."""
        if project in self.projects:
            return self.projects[project].file
        return next((file for file in BuildContext.open(self.paths).site.files if file.id == project), None)

    @property
    def all_diagnostics(self) -> list[Diagnostic]:
        """The diagnostics of all files."""
        return [diagnostic for diagnostics in self.diagnostics.values() for diagnostic in diagnostics]

    @cached_property
    def comparisons(self) -> frozenset[str]:
        """The checks that hold several files against each other."""
        return frozenset(check.name for check in all_checks() if check.comparison)

    def build(self) -> Job:
        """Build the site in the background, and take over what is found."""
        return self.jobs.add(Job(BUILD, "生成", (self.paths,), then=self.take))

    def take(self, examination: Examination) -> None:
        """Take over the examination of a whole build."""
        by_file: dict[str, list[Diagnostic]] = defaultdict(list)
        for diagnostic in examination.diagnostics:
            by_file[diagnostic.place.file].append(diagnostic)
        self.diagnostics = {file: tuple(group) for file, group in by_file.items()}
        context = self._context = BuildContext.open(self.paths)
        projects = {}
        for file in context.site.files:
            known = examination.projects.get(file.file)
            name, unit = (known.name, known.unit) if known else ("", "")
            projects[file.id] = self._listed(file, name, unit, self.diagnostics.get(file.file, ()))
        self.projects, self.examined = projects, True
        index = self.out / "site/index.html"
        self.site_made = str(index.stat().st_mtime_ns) if index.is_file() else ""

    def judge(self, file: ProjectFile, raw: bytes) -> tuple[Examined, tuple[Diagnostic, ...]]:
        """Examine one file by itself; what earlier comparisons with other files said of it still counts."""
        context = self.context
        examined = examine(context, file, raw)
        alone = combine(context, [file], [examined]).diagnostics
        own = [
            diagnostic
            for diagnostic in alone
            if diagnostic.place.file == file.file and diagnostic.check not in self.comparisons
        ]
        own += [
            diagnostic for diagnostic in self.diagnostics.get(file.file, ()) if diagnostic.check in self.comparisons
        ]
        return examined, tuple(own)

    def settle(self, file: ProjectFile, examined: Examined, diagnostics: Sequence[Diagnostic]) -> None:
        """Note how a file that was just written stands."""
        self.diagnostics = {**self.diagnostics, file.file: tuple(diagnostics)}
        last = self.projects.get(file.id)
        name, unit = (last.name, last.unit) if last else ("", "")
        if examined.project:
            name, unit = examined.project.name, examined.project.body
        self.projects = {**self.projects, file.id: self._listed(file, name, unit, diagnostics)}

    def drop(self, file: ProjectFile) -> None:
        """Forget a file that is gone."""
        self.projects = {project: listed for project, listed in self.projects.items() if project != file.id}
        self.diagnostics = {name: diagnostics for name, diagnostics in self.diagnostics.items() if name != file.file}

    def _listed(self, file: ProjectFile, name: str, unit: str, diagnostics: Sequence[Diagnostic]) -> ListedProject:
        checks = [diagnostic.check for diagnostic in diagnostics if diagnostic.severity == "错误"]
        body = self.context.site.book.unit(unit) if unit else None
        unit = body.name if body else unit
        unclear, unfilled = checks.count(UNVERIFIED), checks.count(UNFILLED)
        wrong = len(checks) - unclear - unfilled
        state = "读不了" if not name else "错误" if wrong else "待核对" if unclear else "待填" if unfilled else "齐全"
        warnings = sum(diagnostic.severity == "警告" for diagnostic in diagnostics)
        names = " ".join(body.names) if body else unit
        return ListedProject(
            file, name, unit, state=state, errors=len(checks), warnings=warnings, key=fold(f"{name} {names} {file.id}")
        )

    def watch(self) -> None:
        """Build whenever something changes, until the desk is closed."""
        seen, pause = self._look(), PAUSE
        while not self._over.wait(pause):
            before = os.times().elapsed
            now = self._look()
            pause = max(PAUSE, round((os.times().elapsed - before) * SHARE))
            if now != seen:
                seen = now
                self.build()

    def document(self, file: ProjectFile) -> Document:
        """Return the data file of a project as a document, with its saves of the day."""
        content = self.paths.content
        return Document(Path(file.path(content)), content, self.folder / "saves" / file.year / file.slug)

    def close(self) -> None:
        self._over.set()
        self.jobs.close()

    def _look(self) -> str:
        """Return what tells one state of the content and the theme from another."""
        digest = hashlib.sha256()
        for line in _files(str(self.paths.content), (INBOX, RELEASES)):
            digest.update(line)
        for folder in (self.paths.overrides, self.paths.templates):
            for line in _files(str(folder), ("desk",)):
                digest.update(line)
        return digest.hexdigest()


def _files(folder: str, apart: Sequence[str]) -> Iterator[bytes]:
    """Yield a line for each file below a folder that is neither junk nor lies in one of some folders in it."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if is_junk(entry.name) or entry.name in apart:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, ())
        else:
            try:
                facts = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            yield f"{entry.path}\0{facts.st_size}\0{facts.st_mtime_ns}\0{facts.st_ino}\n".encode(
                "utf-8", "surrogateescape"
            )


def counted(projects: Mapping[str, ListedProject]) -> Mapping[str, int]:
    """Return how many projects are in each state."""
    counts = dict.fromkeys(STATES, 0)
    for project in projects.values():
        counts[project.state] += 1
    return counts
