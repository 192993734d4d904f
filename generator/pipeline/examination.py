"""Examination: read, score and check project files, and know all that is wrong with the content; nothing is written.

`examine` looks at one file by itself, `combine` holds what all of them gave against each other. All commands ask here.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

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
from generator.core.noting import note
from generator.core.record import key_of
from generator.load import ProjectFile, attach, read_project, unreferenced_files
from generator.model.attached import AttachedFile
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.pipeline.cache import BuildCache, Task, TaskResult, effort_of_list, entry_of
from generator.pipeline.context import ATTACHMENT, BuildContext
from generator.pipeline.entries import Blob, BlobFiles, CacheEntry, blobs_args
from generator.pipeline.keys import resolved
from generator.pipeline.persistence import pack, unpack
from generator.scoring import score_project
from generator.search import cut
from generator.views import ProjectDetail

GATHERED = 128  # projects, whose facts are read together
NAMING_FILES = {key_of(Project, name) for name in ("sources", "findings")}


class FileExamination(NamedTuple):
    """What one file shows by itself: what is wrong in it, what the checks say of it, the attachments it names.

    The `facts` to compare it by stand apart from its `checks`, as a blob: they are asked for only where some have
    changed. A file that could not be read has none.
    `unread` says that the file has mistakes of form, `publishable` that nothing in it stands in the way of its page.
    Of a file of which what names files could not be read nobody knows the `attachments`.
    """

    diagnostics: tuple[Diagnostic, ...]
    checks: ProjectChecks | None = None
    facts: Blob | None = None
    attachments: tuple[str, ...] | None = None
    unread: bool = False
    publishable: bool = False


class Examined(NamedTuple):
    """A file that was looked at: what it shows; where it could be read its project, its score, the files it names."""

    examination: FileExamination
    project: Project | None = None
    score: ProjectScore | None = None
    files: Mapping[str, AttachedFile] = {}

    def detail(self, book: Book) -> ProjectDetail | None:
        """The project as readers see it; None where something stands in the way of its page."""
        return self.draft_detail(book) if self.examination.publishable else None

    def draft_detail(self, book: Book) -> ProjectDetail | None:
        """The same as far as it could be read, whatever is wrong with it; None where nothing could."""
        if not (self.project and self.score):
            return None
        return ProjectDetail.in_book(book, self.project, self.score)


@dataclass(frozen=True)
class Examination:
    """What is said of the content: the site's name, each project by its file, what is wrong, what is waived.

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
        """The same with the errors of each file by itself: where others are missing, much looks odd that is not."""
        comparisons = {check.name for check in all_checks() if check.comparison}
        told = (one for one in self.diagnostics if one.severity == "错误" and one.check not in comparisons)
        return replace(self, diagnostics=tuple(told), waived=())


def examine(
    context: BuildContext, file: ProjectFile, raw: bytes | Diagnostic, known: FileExamination | None = None
) -> Examined:
    """Look at one file by itself; where its examination is `known`, it is read and scored but not checked again."""
    read = read_project(file, raw)
    if read.project is None or read.hollow:
        return Examined(known or FileExamination(read.diagnostics, unread=True))
    project, book = read.project, context.site.book
    for attachment in read.attachments:
        note(ATTACHMENT, attachment.name)
    files, wrong = attach(context.paths.content, read.attachments)
    scheme = book.schemes.get(project.evaluation.scheme)
    score = score_project(project, scheme)
    if known is None:
        checks = check_project(book.but(files=files), project, score, read.unread_places)
        diagnostics = (*read.diagnostics, *wrong)
        known_bodies = book.unit(project.unit) and (scheme or not project.evaluation.scheme)
        publishable = bool(known_bodies) and passes((*diagnostics, *checks.standing), False)
        known_names = NAMING_FILES.isdisjoint(place.partition(".")[0] for place in read.unread_places)
        names = tuple(attachment.name for attachment in read.attachments) if known_names else None
        facts = Blob(pack((checks.project.key, checks.facts)))
        known = FileExamination(diagnostics, replace(checks, facts={}), facts, names, read.partial, publishable)
    return Examined(known, project, score, files)


def combine(
    context: BuildContext,
    files: Sequence[ProjectFile],
    examined: Sequence[FileExamination],
    cache: BuildCache | None = None,
) -> Examination:
    """What is wrong with all of these files together; what each shows by itself is known.

    They are compared with each other only where that is not kept in a `cache`.
    """
    site = context.site
    unread = site.book.unread | {file.file for file, one in zip(files, examined, strict=True) if one.unread}
    checks = [one.checks for one in examined if one.checks]
    facts: dict[str, list[tuple[str, Blob]]] = defaultdict(list)
    for file, one in zip(files, examined, strict=True):
        if one.facts:
            facts[file.year].append((file.id, one.facts))
    compared = _compared(context, unread, facts, cache)
    result = check_all(site.book.but(unread=unread), checks, compared)
    diagnostics = [*site.diagnostics, *(found for one in examined for found in one.diagnostics), *result.diagnostics]
    named = {name for one in examined for name in one.attachments or ()}
    unknown = {file.file for file, one in zip(files, examined, strict=True) if one.attachments is None}
    diagnostics += unreferenced_files(context.paths.content, named, unknown)
    projects = {one.project.file: one.project for one in checks}
    waivable = frozenset(one.check for one in diagnostics if is_waivable(one.check))
    return Examination(site.book.site.name, projects, in_order(diagnostics), result.waived, unread, waivable)


class CompareArgs(NamedTuple):
    """A check that compares projects, which files could not be read, the facts for it, of some projects together."""

    check: str
    unread: frozenset[str]
    facts: Sequence[Blob]


def _compared(
    context: BuildContext,
    unread: frozenset[str],
    years: Mapping[str, Sequence[tuple[str, Blob]]],
    cache: BuildCache | None,
) -> Iterator[Compared]:
    """What is wrong between projects: of each check anew where its own facts changed, which few changes reach."""
    gathering = {
        f"facts-{year}": [
            Task(some[0][0], gather_facts, blobs_args([blob for _, blob in some]), effort=effort_of_list(some))
            for some in cut(projects, lambda one: one[0], GATHERED)
        ]
        for year, projects in years.items()
    }
    by_check: dict[str, list[Blob]] = defaultdict(list)
    for gathered in _done(context, gathering, cache):
        for check, blob in zip(gathered.value, gathered.blobs, strict=True):
            by_check[check].append(blob)
    sizes = {check: sum(blob.size for blob in blobs) for check, blobs in by_check.items()}
    effort = sum(effort_of_list(projects) for projects in years.values())
    # The least comes last, which may be done in this process: what it takes up cannot all be given back.
    comparing = [
        Task(check, compare_projects, CompareArgs(check, unread, blobs_args(by_check[check])), effort=effort)
        for check, _ in sorted(sizes.items(), key=lambda one: (-one[1], one[0]))
    ]
    done = zip((task.name for task in comparing), _done(context, {"compared": comparing}, cache), strict=True)
    return (one for _, found in sorted(done, key=lambda check: check[0]) for one in found.value)


def gather_facts(_: BuildContext, blobs: Sequence[Blob]) -> TaskResult:
    """The facts of some projects by the check that they are for: the value names the checks, each has a blob."""
    files, found = BlobFiles(), defaultdict[str, list[Fact[object]]](list)
    for blob in blobs:
        project, facts = unpack(files.whole(blob))
        for check, fact in facts.items():
            found[check].append((project, fact))
    checks = tuple(sorted(found))
    return TaskResult(checks, (), tuple(pack(found[check]) for check in checks))


def compare_projects(context: BuildContext, args: CompareArgs) -> TaskResult:
    """What a check finds between projects."""
    files = BlobFiles()
    facts = [one for blob in args.facts for one in unpack(files.whole(blob))]
    return TaskResult(tuple(compare(context.site.book.but(unread=args.unread), args.check, facts)))


def _done(
    context: BuildContext, groups: Mapping[str, Sequence[Task]], cache: BuildCache | None
) -> Iterator[CacheEntry]:
    """What some tasks give; without a cache all of them are done here."""
    if cache:
        made = cache.run("校验", groups)
        return (entry for group in groups for entry in made[group])
    tasks = (task for some in groups.values() for task in some)
    return (entry_of(context, Path(), "", task.func(context, resolved(task.args)), ()) for task in tasks)
