"""Import (收表): received files are read, turned into drafts or changes of data files, and checked with the rest.

Files are read in parallel; projects are decided on in order, so that no two take the same address. All proposed data
files are examined before anything is written.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from generator.core.diagnostic import Diagnostic
from generator.core.files import write_atomic
from generator.core.paths import Paths
from generator.intake.drafted import CHECKSUM_CHARS, Drafting, Origin, Recognised
from generator.intake.files import open_paper
from generator.intake.findings import CellFinding, Turn, findings
from generator.intake.kinds import recognise
from generator.intake.paper import Paper, Refused
from generator.intake.plan import PlannedProject, ProjectIndex, plan
from generator.load import ProjectFile, read_bytes
from generator.pipeline.check import check, known_projects
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import examine
from generator.pipeline.forms import initial_content
from generator.pipeline.pool import Pool
from generator.pipeline.received import ImportRecord
from generator.views.explain import explain

Version = tuple[str, bytes]  # name of a data file, and its proposed bytes
Diagnostics = Sequence[Diagnostic]
NEVER_SEEN = "表的写法没有见过，读的时候程序出了错；请手工填写，并把这份文件交给维护程序的人"
OF_OURS = ("有隐藏的行或列", "有公式没有算出的结果")  # notices on sheets that are normal on our own forms


class Proposal(NamedTuple):
    """Change of an existing data file, its paper; `returned` if the sender has to correct the paper first."""

    planned: PlannedProject
    paper: Path
    returned: bool


Decide = Callable[[Proposal], bool]


@dataclass(frozen=True)
class ImportedProject:
    """Result for a project of a paper: its plan, diagnostics by cell, and the explanation of its score."""

    plan: PlannedProject
    findings: tuple[CellFinding, ...] = ()
    receipt: tuple[str, ...] = ()

    def count(self, severity: str, *, ours: bool = False) -> int:
        """Return the number of findings of a severity, for the sender to correct or else, if `ours`, for us."""
        return sum(finding.diagnostic.severity == severity and finding.ours == ours for finding in self.findings)


@dataclass(frozen=True)
class ImportedFile:
    """Result for a file: path, name in the results, paper and projects, or reasons for refusal."""

    path: Path
    name: str
    paper: Paper | None = None
    projects: tuple[ImportedProject, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def notices(self) -> tuple[str, ...]:
        """Notices on the file; hidden rows and formulas without results are normal on our own forms."""
        ours = all(project.plan.drafting.recognised.ours for project in self.projects)
        words = self.paper.notices if self.paper else ()
        return tuple(
            notice for notice in words if not (ours and self.projects and any(word in notice for word in OF_OURS))
        )

    @property
    def mistakes(self) -> int:
        """Number of errors for the sender to correct."""
        return sum(project.count("错误") for project in self.projects)

    @property
    def ours(self) -> int:
        """Number of errors for us to settle: guesses to verify, names to register."""
        return sum(project.count("错误", ours=True) for project in self.projects)

    @property
    def turn(self) -> Turn:
        """Outcome: refused, returned to the sender, for us to verify, or done."""
        if not self.projects:
            return "不收"
        if self.mistakes:
            return "请单位改"
        is_open = self.ours or self.reasons or any(project.plan.is_open for project in self.projects)
        return "待我们核对" if is_open else "已收"

    @property
    def status(self) -> str:
        """Outcome in words, with the number of errors or the reason."""
        if self.turn == "不收":
            return f"不收：{'；'.join(self.reasons)}"
        if self.turn == "请单位改":
            return f"请单位改，{self.mistakes} 处" + (f"；另有 {self.ours} 处待我们核对" if self.ours else "")
        return self.turn + (f"，{self.ours} 处" if self.ours else "")


@dataclass(frozen=True)
class _ReadFile:
    """A file as read: checksum, paper and projects, or the reason for refusal."""

    checksum: str
    paper: Paper | None = None
    projects: tuple[Recognised, ...] = ()
    refused: str = ""


@dataclass
class _ImportRun:
    """State of an import: plans by file, and proposed data files."""

    plans: dict[Path, list[PlannedProject]] = field(default_factory=lambda: defaultdict(list))
    reasons: dict[Path, list[str]] = field(default_factory=lambda: defaultdict(list))
    rounds: list[dict[ProjectFile, bytes]] = field(default_factory=list)
    written: dict[ProjectFile, bytes] = field(default_factory=dict)

    def propose(self, planned: PlannedProject) -> None:
        """Add a proposed data file; conflicting proposals for one file go to separate rounds of examination."""
        for proposals in self.rounds:
            if proposals.setdefault(planned.file, planned.proposed) == planned.proposed:
                return
        self.rounds.append({planned.file: planned.proposed})


def import_files(
    paths: Paths, files: Mapping[Path, str], decide: Decide, *, written: bool = True
) -> tuple[ImportedFile, ...]:
    """Import files, given with their names in the results; `decide` confirms changes of existing data files.

    Unless `written`, no data file is changed.
    """
    context = BuildContext.open(paths)
    pool, record = Pool(context), ImportRecord.open(paths)
    read = dict(zip(files, pool.map("读来件", partial(_read, record.filled), list(files)), strict=True))
    run = _decided(context, read, record, lambda _: False)
    diagnostics = dict(_examined(context, run.rounds))
    if any(planned.changes for plans in run.plans.values() for planned in plans):
        # Decide again, now that diagnostics show which papers to return.
        def informed(proposal: Proposal) -> bool:
            version = (proposal.planned.file.file, proposal.planned.proposed)
            if version not in diagnostics:  # a second paper for a project changes the proposal of the first
                diagnostics.update(_examined(context, [{proposal.planned.file: version[1]}]))
            cells = _findings(proposal.planned, diagnostics.get(version, ()))
            wrong = any(cell.diagnostic.severity == "错误" and not cell.ours for cell in cells)
            return decide(proposal._replace(returned=wrong))

        run = _decided(context, read, record, informed)
    planned = [project for plans in run.plans.values() for project in plans]
    wanted = [(project, diagnostics.get((project.file.file, project.proposed), ())) for project in planned]
    done = iter(list(pool.map("对照来件", _imported, wanted)))
    imported = tuple(
        ImportedFile(
            path,
            name,
            read[path].paper,
            projects=tuple(next(done) for _ in run.plans[path]),
            reasons=tuple(run.reasons[path]),
        )
        for path, name in files.items()
    )
    if written:
        _write(paths, record, run)
    return imported


def _read(before: Mapping[str, Mapping[str, Sequence[str]]], context: BuildContext, path: Path) -> _ReadFile:
    """Open a file and recognise its kind; `before` holds the filled paths of our own forms at their last import."""
    paper = open_paper(path)
    if isinstance(paper, Refused):
        return _ReadFile("", refused=paper.reason)
    try:
        recognised = recognise(replace(paper, before=before), context.site.book)
    except Exception:  # a file of unknown shape must not block the others
        recognised = Refused(path.name, NEVER_SEEN)
    checksum = sha256(path.read_bytes()).hexdigest()[:CHECKSUM_CHARS]
    if isinstance(recognised, Refused):
        return _ReadFile(checksum, paper, refused=recognised.reason)
    return _ReadFile(checksum, paper, recognised)


def _decided(context: BuildContext, read: Mapping[Path, _ReadFile], record: ImportRecord, decide: Decide) -> _ImportRun:
    """Decide on every project, in the order of the files."""
    site, content = context.site, context.paths.content
    index = ProjectIndex(site.book, content.name, [(file, read_bytes(file, content)) for file in site.files])
    newest, run = max((file.year for file in site.files), default=""), _ImportRun()
    existing = cache(partial(known_projects, context.paths))

    def begun(drafting: Drafting) -> Mapping[str, object]:
        """Return the content with which `make form` created the form."""
        return initial_content(existing(), drafting.recognised.project, drafting.recognised.begun, drafting.text)

    for path, file in read.items():
        if file.refused:
            run.reasons[path].append(file.refused)
        for number, recognised in enumerate(file.projects, 1):
            drafting = Drafting(recognised, path.name, Origin(file.checksum, number))
            asked = partial(_asked, decide, path)
            planned = plan(index, drafting, newest, asked, begun=begun, known=record.known)
            if isinstance(planned, str):
                run.reasons[path].append(planned)
                continue
            run.plans[path].append(planned)
            run.propose(planned)
            if planned.written is not None:
                run.written[planned.file] = planned.written
    return run


def _asked(decide: Decide, paper: Path, planned: PlannedProject) -> bool:
    return decide(Proposal(planned, paper, returned=False))


def _examined(context: BuildContext, rounds: Sequence[Mapping[ProjectFile, bytes]]) -> Mapping[Version, Diagnostics]:
    """Return the diagnostics of each proposed version of a file."""
    diagnostics: dict[Version, list[Diagnostic]] = defaultdict(list)
    for proposed in rounds:
        versions = {file.file: (file.file, data) for file, data in proposed.items()}
        for diagnostic in check(context.paths, context, proposed).diagnostics:
            if diagnostic.place.file in versions:
                diagnostics[versions[diagnostic.place.file]].append(diagnostic)
    return diagnostics


def _write(paths: Paths, record: ImportRecord, run: _ImportRun) -> None:
    """Write the record, then the data files, so that every change can be undone."""
    record.wrote({Path(file.path(paths.content)): data for file, data in run.written.items()})
    for planned in (planned for plans in run.plans.values() for planned in plans if planned.written is not None):
        record.note(planned.file.id, planned.drafting.recognised)
    record.save(paths)
    for file, data in run.written.items():
        write_atomic(Path(file.path(paths.content)), data)


def _findings(planned: PlannedProject, diagnostics: Diagnostics) -> tuple[CellFinding, ...]:
    by_place = planned.drafting.recognised.ours
    return findings(planned.proposed, planned.file.file, diagnostics, planned.origins, by_place=by_place)


def _imported(context: BuildContext, wanted: tuple[PlannedProject, Sequence[Diagnostic]]) -> ImportedProject:
    """Assign the diagnostics of a project to cells, and explain its score."""
    planned, diagnostics = wanted
    cells = _findings(planned, diagnostics)
    examined = examine(context, planned.file, planned.proposed, checked=False)
    detail = examined.draft_detail(context.site.book)
    return ImportedProject(planned, cells, tuple(explain(detail)) if detail else ())
