"""Examination: every project file is read, scored, checked and summarised on its own, then all are compared.

`examine_all` examines each file, `combine` compares them. Nothing is published here; every command that reports
diagnostics uses this module.
"""

import copyreg
import pickle
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple
from zlib import compress, decompress

from generator.checks import (
    Compared,
    Fact,
    ProjectChecks,
    ProjectRef,
    all_checks,
    check_all,
    check_project,
    compare,
    is_waivable,
)
from generator.core.diagnostic import Diagnostic, Waived, in_order, passes
from generator.core.files import FileAltered
from generator.core.packing import pack, unpack
from generator.core.record import Marks, key_of
from generator.load import ProjectFile, attach, read_bytes, read_project, unreferenced_files
from generator.load.versions import state_digest
from generator.model.attached import AttachedFile
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.pipeline.context import BuildContext
from generator.pipeline.pool import Pool
from generator.pipeline.sources import Sources
from generator.pipeline.store import Store
from generator.pipeline.tasks import Parts, Task, TaskResult, list_effort
from generator.scoring import score_project
from generator.views import ProjectDetail
from generator.views.fields.documents import state
from generator.views.series.year import series_year

NAMING_FILES = {key_of(Project, name) for name in ("sources", "findings")}
FAST = 1  # level of compression
NOTHING_PROPOSED: Mapping[ProjectFile, bytes] = {}


class FileExamination(NamedTuple):
    """Diagnostics of one file, and what later stages need of it.

    Attributes:
        diagnostics: Mistakes of form and of attachments.
        checks: Results of the checks; None if the file could not be read.
        attachments: Attachments it names; None if the fields that name them could not be read.
        unread: True if the file has mistakes of form.
        publishable: True if the file can have a page.
    """

    diagnostics: tuple[Diagnostic, ...]
    checks: ProjectChecks | None = None
    attachments: tuple[str, ...] | None = None
    unread: bool = False
    publishable: bool = False


class Examined(NamedTuple):
    """An examined file, with its project, score and attachments if it could be read.

    `facts` are the values to compare with other projects, by name of the check.
    """

    examination: FileExamination
    project: Project | None = None
    score: ProjectScore | None = None
    files: Mapping[str, AttachedFile] = {}
    facts: Mapping[str, object] = {}

    def detail(self, book: Book) -> ProjectDetail | None:
        """Return the project as published; None if it cannot have a page."""
        return self.draft_detail(book) if self.examination.publishable else None

    def draft_detail(self, book: Book) -> ProjectDetail | None:
        """Return the project as far as it could be read, mistakes included; None if it could not be read."""
        if not (self.project and self.score):
            return None
        return ProjectDetail.in_book(book, self.project, self.score)


class SummarizedFile(NamedTuple):
    """Summary of an examined file for later stages; the fields from `series_key` on are empty if it has no page.

    Attributes:
        file: The file.
        parts: Digests of its stored parts: `facts`, and if it has a page `project`, `summary`, `indicators`,
            `series year`.
        examination: Its diagnostics.
        series_key: Its 系列, or the name of its file and its unit: common to the years of one project.
        unit: The slug of its unit.
        agency: The evaluator.
        indicators: The number of its scored indicators.
        newest: The day its page last changed (ISO 8601).
        state: Digest to compare its state with published versions.
    """

    file: ProjectFile
    parts: Mapping[str, str]
    examination: FileExamination
    series_key: tuple[str, str] = ("", "")
    unit: str = ""
    agency: str = ""
    indicators: int = 0
    newest: str = ""
    state: str = ""

    @property
    def year(self) -> int:
        """Budget year."""
        return int(self.file.year)


@dataclass(frozen=True)
class Examination:
    """Diagnostics of the whole content, with the name of the site and the projects by file.

    `waivable` holds the names of checks with diagnostics that a 说明 can waive.
    """

    site: str
    projects: Mapping[str, ProjectRef]
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]
    unread: frozenset[str] = frozenset()
    waivable: frozenset[str] = frozenset()

    @property
    def names(self) -> Mapping[str, str]:
        """Names of the projects that could be read, by file."""
        return {file: project.name for file, project in self.projects.items()}

    @property
    def sound(self) -> bool:
        """True if there are no errors."""
        return self.passes(strict=False)

    def passes(self, strict: bool) -> bool:
        """True if the site may be built: no errors, and if `strict` no warnings."""
        return passes(self.diagnostics, strict)

    def errors_only(self) -> "Examination":
        """Keep the errors within single files; comparisons mislead while other files are missing."""
        comparisons = {check.name for check in all_checks() if check.comparison}
        errors = (entry for entry in self.diagnostics if entry.severity == "错误" and entry.check not in comparisons)
        return replace(self, diagnostics=tuple(errors), waived=())


def examine(context: BuildContext, file: ProjectFile, raw: bytes | Diagnostic, checked: bool = True) -> Examined:
    """Read, score and check one file on its own.

    Args:
        context: The site-wide content.
        file: The file.
        raw: Its bytes, or a diagnostic if it cannot be read.
        checked: Run the checks; not needed for the page of a file that has passed them.
    """
    read = read_project(file, raw)
    if read.project is None or read.hollow:
        return Examined(FileExamination(read.diagnostics, unread=True))
    project, book = read.project, context.site.book
    files, wrong = attach(context.paths.content, read.attachments)
    scheme = book.schemes.get(project.evaluation.scheme)
    score = score_project(project, scheme)
    if not checked:
        return Examined(FileExamination((), publishable=True), project, score, files)
    checks = check_project(book.but(files=files), project, score, read.unread_places)
    diagnostics = (*read.diagnostics, *wrong)
    known_bodies = book.unit(project.body) and (scheme or not project.evaluation.scheme)
    publishable = bool(known_bodies) and passes((*diagnostics, *checks.standing))
    known_names = NAMING_FILES.isdisjoint(place.partition(".")[0] for place in read.unread_places)
    names = tuple(attachment.name for attachment in read.attachments) if known_names else None
    examination = FileExamination(diagnostics, replace(checks, facts={}), names, read.partial, publishable=publishable)
    return Examined(examination, project, score, files, facts=checks.facts)


class _ExamineArgs(NamedTuple):
    """A file, its digest at the start of the run, and the bytes proposed in its place."""

    file: ProjectFile
    digest: str
    proposed: bytes | None


def examine_all(
    store: Store,
    pool: Pool[BuildContext],
    files: Sequence[ProjectFile],
    sources: Sources,
    proposed: Mapping[ProjectFile, bytes] = NOTHING_PROPOSED,
) -> list[SummarizedFile]:
    """Examine every file; bytes that are `proposed` count in place of what is on disk."""
    tasks = [_examine_task(pool.context, file, sources, proposed.get(file)) for file in files]
    results = store.run(pool, "项目", tasks)
    return [SummarizedFile(file, result.parts, *result.value) for file, result in zip(files, results, strict=True)]


def _examine_task(context: BuildContext, file: ProjectFile, sources: Sources, proposed: bytes | None) -> Task:
    digest = sources.digest(file.address) if proposed is None else sha256(proposed).hexdigest()
    identity = (file, digest or str(read_bytes(file, context.paths.content)))
    return Task(f"检查 {file.id}", examine_file, _ExamineArgs(file, digest, proposed), identity)


def examine_file(context: BuildContext, args: _ExamineArgs) -> TaskResult:
    """Examine one file, and summarise it if it may have a page."""
    raw = read_unchanged(context, args.file, args.digest) if args.proposed is None else args.proposed
    examined = examine(context, args.file, raw)
    checks = examined.examination.checks
    parts = {"facts": pack((checks.project.key, examined.facts))} if checks else {}
    detail = examined.detail(context.site.book) if context.sound else None
    if not detail:
        return TaskResult((examined.examination,), parts=parts)
    rows = detail.indicator_rows
    parts |= {"project": pack_project(examined), "summary": detail.pack(), "indicators": pack(rows)}
    if detail.in_series:
        parts["series year"] = pack(series_year(detail))
    value = (
        examined.examination,
        detail.series_key,
        detail.unit.slug,
        detail.agency,
        len(rows),
        detail.newest.iso if detail.newest else "",
        state_digest(state(detail)),
    )
    return TaskResult(value, parts=parts)


class _ProjectPickler(pickle.Pickler):
    """Pickler of projects for their pages, which show no lines of the data file."""

    dispatch_table = MappingProxyType({**copyreg.dispatch_table, Marks: lambda marks: (Marks, tuple(marks.unplaced))})


def pack_project(examined: Examined) -> bytes:
    """Serialize a scored project, for its page."""
    return compress(pack((examined.project, examined.score), _ProjectPickler), FAST)


def unpack_project(context: BuildContext, data: bytes) -> tuple[ProjectDetail, Mapping[str, AttachedFile]]:
    """Return the published form of a project from `pack_project`, and its attachments."""
    project, score = unpack(decompress(data))
    files, _ = attach(context.paths.content, project.attachments)
    return ProjectDetail.in_book(context.site.book, project, score), files


def read_unchanged(context: BuildContext, file: ProjectFile, digest: str) -> bytes | Diagnostic:
    """Read a file and compare its digest. Raises `FileAltered` if it changed during the run."""
    raw = read_bytes(file, context.paths.content)
    if isinstance(raw, bytes) and sha256(raw).hexdigest() != digest:
        raise FileAltered(file.path(context.paths.content))
    return raw


def combine(context: BuildContext, files: Sequence[ProjectFile], examined: Sequence[Examined]) -> Examination:
    """Return the diagnostics of examined files together, without caching."""
    facts = ((item.examination.checks.project.key, item.facts) for item in examined if item.examination.checks)
    examinations = [item.examination for item in examined]
    unread = unread_files(context, files, examinations)
    return _combined(context, files, examinations, unread, compare_all(context, unread, facts))


def _combined(
    context: BuildContext,
    files: Sequence[ProjectFile],
    examined: Sequence[FileExamination],
    unread: frozenset[str],
    compared: Sequence[Compared],
) -> Examination:
    site = context.site
    checks = [examination.checks for examination in examined if examination.checks]
    result = check_all(site.book.but(unread=unread), checks, compared)
    diagnostics = [
        *site.diagnostics,
        *(diagnostic for examination in examined for diagnostic in examination.diagnostics),
        *result.diagnostics,
    ]
    named = {name for examination in examined for name in examination.attachments or ()}
    unknown = {file.file for file, result in zip(files, examined, strict=True) if result.attachments is None}
    diagnostics += unreferenced_files(context.paths.content, named, unknown)
    projects = {check.project.file: check.project for check in checks}
    waivable = frozenset(diagnostic.check for diagnostic in diagnostics if is_waivable(diagnostic.check))
    return Examination(
        site.book.site.name, projects, in_order(diagnostics), result.waived, unread=unread, waivable=waivable
    )


def unread_files(
    context: BuildContext, files: Sequence[ProjectFile], examined: Sequence[FileExamination]
) -> frozenset[str]:
    """Return the files that could not be read completely, site-wide ones included."""
    return context.site.book.unread | {file.file for file, result in zip(files, examined, strict=True) if result.unread}


def compare_all(
    context: BuildContext, unread: frozenset[str], projects: Iterable[Fact[Mapping[str, object]]]
) -> list[Compared]:
    """Compare projects; each comes with its facts by name of the check."""
    facts: dict[str, list[Fact[object]]] = defaultdict(list)
    for project, by_check in projects:
        for check, fact in by_check.items():
            facts[check].append((project, fact))
    book = context.site.book.but(unread=unread)
    return [comparison for check in sorted(facts) for comparison in compare(book, check, facts[check])]


class _CompareArgs(NamedTuple):
    """Files that could not be read, and facts of all projects."""

    unread: frozenset[str]
    facts: Parts


def compare_projects(context: BuildContext, args: _CompareArgs) -> TaskResult:
    """Compare all projects with each other."""
    return TaskResult(compare_all(context, args.unread, context.values(args.facts)))


def examination_of(store: Store, pool: Pool[BuildContext], examined: Sequence[SummarizedFile]) -> Examination:
    """Compare the examined files, and return the diagnostics of all together."""
    files, examinations = [item.file for item in examined], [item.examination for item in examined]
    facts = Parts(item.parts["facts"] for item in examined if "facts" in item.parts)
    unread = unread_files(pool.context, files, examinations)
    task = Task("各项目互相对照", compare_projects, _CompareArgs(unread, facts), effort=list_effort(examined))
    (result,) = store.run(pool, "校验", [task])
    return _combined(pool.context, files, examinations, unread, result.value)
