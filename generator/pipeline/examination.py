"""Examination: every project file is read, scored, checked and summarised by itself, then all are compared.

`examine_all` looks at each file, `combine` holds them against each other. Nothing is published here; all commands that
ask what is wrong with the content ask here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
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
from generator.core.record import key_of
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
from generator.pipeline.tasks import Parts, Task, TaskResult, effort_of_list, pack, unpack
from generator.scoring import score_project
from generator.views import ProjectDetail
from generator.views.fields.documents import state
from generator.views.series.year import series_year

NAMING_FILES = {key_of(Project, name) for name in ("sources", "findings")}
FAST = 1  # level of compression
NOTHING_PROPOSED: Mapping[ProjectFile, bytes] = {}


class FileExamination(NamedTuple):
    """The diagnostics of one file by itself, and what other stages need to know of it.

    Attributes:
        diagnostics: Mistakes of form and of attachments.
        checks: The results of the checks; None where the file could not be read.
        attachments: The attachments it names; None where what names them could not be read.
        unread: Whether the file has mistakes of form.
        publishable: Whether nothing in it stands in the way of its page.
    """

    diagnostics: tuple[Diagnostic, ...]
    checks: ProjectChecks | None = None
    attachments: tuple[str, ...] | None = None
    unread: bool = False
    publishable: bool = False


class Examined(NamedTuple):
    """A file that was examined, with its project, score and attachments where it could be read.

    `facts` are those by which it is compared with other projects, by the names of checks.
    """

    examination: FileExamination
    project: Project | None = None
    score: ProjectScore | None = None
    files: Mapping[str, AttachedFile] = {}
    facts: Mapping[str, object] = {}

    def detail(self, book: Book) -> ProjectDetail | None:
        """Return the project as readers see it; None where something stands in the way of its page."""
        return self.draft_detail(book) if self.examination.publishable else None

    def draft_detail(self, book: Book) -> ProjectDetail | None:
        """Return the project as far as it could be read, whatever is wrong with it; None where nothing could."""
        if not (self.project and self.score):
            return None
        return ProjectDetail.in_book(book, self.project, self.score)


class SummarizedFile(NamedTuple):
    """A file that was examined, as later stages know it; all from `series_key` on is blank where it has no page.

    Attributes:
        file: The file.
        parts: Digests of its stored parts: `facts`, and where it has a page `project`, `summary`, `indicators`,
            `series year`.
        examination: Its diagnostics.
        series_key: Its 系列, or the name of its file and its unit: common to the years of one project.
        unit: The slug of its unit.
        agency: The body that evaluated it.
        indicators: The number of its scored indicators.
        newest: The day its page last changed (ISO 8601).
        state: The digest that tells its state from those that were published before.
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
        """The year the money was for."""
        return int(self.file.year)


@dataclass(frozen=True)
class Examination:
    """The diagnostics of the whole content: the site's name, each project by its file, what is wrong, what is waived.

    `waivable` names the checks that a 说明 can answer, of those that found something.
    """

    site: str
    projects: Mapping[str, ProjectRef]
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]
    unread: frozenset[str] = frozenset()
    waivable: frozenset[str] = frozenset()

    @property
    def names(self) -> Mapping[str, str]:
        """The name of each project that could be read, by its file."""
        return {file: project.name for file, project in self.projects.items()}

    @property
    def sound(self) -> bool:
        """Whether nothing stands in the way of publishing."""
        return self.passes(strict=False)

    def passes(self, strict: bool) -> bool:
        """Whether the site may be made; where `strict`, not even a warning may stand."""
        return passes(self.diagnostics, strict)

    def errors_alone(self) -> "Examination":
        """Keep the errors of each file by itself: where other files are missing, much looks odd that is not."""
        comparisons = {check.name for check in all_checks() if check.comparison}
        told = (one for one in self.diagnostics if one.severity == "错误" and one.check not in comparisons)
        return replace(self, diagnostics=tuple(told), waived=())


def examine(context: BuildContext, file: ProjectFile, raw: bytes | Diagnostic, checked: bool = True) -> Examined:
    """Read, score and check one file by itself.

    Args:
        context: The content beside the projects.
        file: The file.
        raw: Its bytes, or the diagnostic that says why there are none.
        checked: Whether to run the checks; a page is made of a file that has passed them already.
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
    known_bodies = book.unit(project.unit) and (scheme or not project.evaluation.scheme)
    publishable = bool(known_bodies) and passes((*diagnostics, *checks.standing), False)
    known_names = NAMING_FILES.isdisjoint(place.partition(".")[0] for place in read.unread_places)
    names = tuple(attachment.name for attachment in read.attachments) if known_names else None
    examination = FileExamination(diagnostics, replace(checks, facts={}), names, read.partial, publishable)
    return Examined(examination, project, score, files, checks.facts)


class _ExamineArgs(NamedTuple):
    """A file, its digest when the run began, and the bytes that are proposed in its place."""

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
    """Examine every file; bytes that are `proposed` count in place of what a file holds on the disk."""
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
    rows = detail.indicator_rows()
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


def pack_project(examined: Examined) -> bytes:
    """Return a project that was read and scored as bytes: for its page, it is not read again."""
    return compress(pack((examined.project, examined.score)), FAST)


def unpack_project(context: BuildContext, data: bytes) -> tuple[ProjectDetail, Mapping[str, AttachedFile]]:
    """Return the project that was given to `pack_project`, as readers see it, and its attachments."""
    project, score = unpack(decompress(data))
    files, _ = attach(context.paths.content, project.attachments)
    return ProjectDetail.in_book(context.site.book, project, score), files


def read_unchanged(context: BuildContext, file: ProjectFile, digest: str) -> bytes | Diagnostic:
    """Read a file whose digest is known. Raises `FileAltered` where somebody changed it meanwhile."""
    raw = read_bytes(file, context.paths.content)
    if isinstance(raw, bytes) and sha256(raw).hexdigest() != digest:
        raise FileAltered(file.path(context.paths.content))
    return raw


def combine(context: BuildContext, files: Sequence[ProjectFile], examined: Sequence[Examined]) -> Examination:
    """Return the diagnostics of some files together, all of them at hand: nothing is stored."""
    facts = ((one.examination.checks.project.key, one.facts) for one in examined if one.examination.checks)
    examinations = [one.examination for one in examined]
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
    unknown = {file.file for file, found in zip(files, examined, strict=True) if found.attachments is None}
    diagnostics += unreferenced_files(context.paths.content, named, unknown)
    projects = {check.project.file: check.project for check in checks}
    waivable = frozenset(diagnostic.check for diagnostic in diagnostics if is_waivable(diagnostic.check))
    return Examination(site.book.site.name, projects, in_order(diagnostics), result.waived, unread, waivable)


def unread_files(
    context: BuildContext, files: Sequence[ProjectFile], examined: Sequence[FileExamination]
) -> frozenset[str]:
    """Return the files that could not be read as a whole, those beside the projects among them."""
    return context.site.book.unread | {file.file for file, found in zip(files, examined, strict=True) if found.unread}


def compare_all(
    context: BuildContext, unread: frozenset[str], projects: Iterable[Fact[Mapping[str, object]]]
) -> list[Compared]:
    """Compare projects by the facts that each of them gave, by the names of checks."""
    facts: dict[str, list[Fact[object]]] = defaultdict(list)
    for project, by_check in projects:
        for check, fact in by_check.items():
            facts[check].append((project, fact))
    book = context.site.book.but(unread=unread)
    return [found for check in sorted(facts) for found in compare(book, check, facts[check])]


class _CompareArgs(NamedTuple):
    """The files that could not be read, and the facts of all projects."""

    unread: frozenset[str]
    facts: Parts


def compare_projects(context: BuildContext, args: _CompareArgs) -> TaskResult:
    """Compare all projects with each other."""
    return TaskResult(compare_all(context, args.unread, context.values(args.facts)))


def examination_of(store: Store, pool: Pool[BuildContext], examined: Sequence[SummarizedFile]) -> Examination:
    """Compare the files that were examined, and return the diagnostics of all of them together."""
    files, examinations = [one.file for one in examined], [one.examination for one in examined]
    facts = Parts(one.parts["facts"] for one in examined if "facts" in one.parts)
    unread = unread_files(pool.context, files, examinations)
    task = Task("各项目互相对照", compare_projects, _CompareArgs(unread, facts), effort=effort_of_list(len(examined)))
    (result,) = store.run(pool, "校验", [task])
    return _combined(pool.context, files, examinations, unread, result.value)
