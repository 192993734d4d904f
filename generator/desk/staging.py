"""Staging: papers that were sent in and read, each with the data files it would make, until somebody writes these.

Everything of a paper lies in a folder of its own below `build/desk/inbox`; nothing of it is in the content.
"""

import pickle
import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from generator.core.diagnostic import Diagnostic
from generator.core.files import write_atomic
from generator.desk.editor import Editor
from generator.desk.jobs import Job
from generator.desk.saving import Document, Refused, checksum, confirmed, create
from generator.desk.state import Desk
from generator.intake.findings import findings
from generator.load import YEAR, ProjectFile
from generator.pipeline.intake import ImportedFile, ImportedProject
from generator.pipeline.received import ImportRecord

KEY = re.compile(r"[0-9a-f]{16}")
NOT_IN_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
LONGEST_NAME = 60  # characters; a disk takes names of 255 bytes
MOST_BYTES = 20 << 20
NO_YEAR = "年度请写四位数字，如 2024。"
SINCE = "这个项目的数据文件在读过来件以后改过，或者已经有了，没有写入。请按“再读一次”，看过不同之处再写。"
WRITTEN_SINCE = "写入以后又改过这个项目，撤销会丢掉那些改动，没有撤销。请到“项目”里改。"


@dataclass
class StagedProject:
    """A data file that a paper would make or change: where, over which state of it, and what was written."""

    target: ProjectFile
    base: str  # the checksum of what it changes, "" of a new file
    written: str = ""  # the checksum of what was written


@dataclass
class StagedPaper:
    """A paper that was sent in: its folder, its name, how it was read, and its projects."""

    folder: Path
    name: str
    file: ImportedFile | None = None
    projects: list[StagedProject] = field(default_factory=list)
    trouble: str = ""
    order: int = 0

    @property
    def key(self) -> str:
        return self.folder.name

    @property
    def paper(self) -> Path:
        return self.folder / "paper" / self.name

    def draft(self, number: int) -> Path:
        return self.folder / f"{number}.yml"


class Staging:
    """All papers of a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.folder = desk, desk.folder / "inbox"
        self.judged: dict[tuple[str, str], Sequence[Diagnostic]] = {}  # by file and checksum of a draft

    def papers(self) -> list[StagedPaper]:
        """Return all papers, those that came last first."""
        papers = (self.paper(folder.name) for folder in self.folder.glob("*") if KEY.fullmatch(folder.name))
        return sorted((paper for paper in papers if paper), key=lambda paper: (-paper.order, paper.name))

    def paper(self, key: str) -> StagedPaper | None:
        """Return a paper by its key, with the folder it lies in now."""
        file = self.folder / key / "state"
        if not KEY.fullmatch(key) or not file.is_file():
            return None
        paper: StagedPaper = pickle.loads(file.read_bytes())
        paper.folder = self.folder / key
        return paper

    def keep(self, paper: StagedPaper) -> None:
        write_atomic(paper.folder / "state", pickle.dumps(paper))

    def take_in(self, sent: Sequence[tuple[str, bytes]]) -> tuple[Job | None, list[str]]:
        """Put files down and have them read; return the job, and why others are not taken."""
        order = max((paper.order for paper in self.papers()), default=0) + 1
        fresh, refused = [], []
        for given, data in sent:
            name = NOT_IN_NAME.sub("_", given.replace("\\", "/").rpartition("/")[2]).strip(". ")
            stem, dot, ending = name.rpartition(".")
            name = f"{stem[:LONGEST_NAME]}{dot}{ending[:10]}"
            if not stem or not data:
                refused.append(f"{name or '没有名称的文件'}：是空的，或者没有名称")
                continue
            if len(data) > MOST_BYTES:
                refused.append(f"{name}：超过 20 MB")
                continue
            key = sha256(name.encode() + b"\0" + data).hexdigest()[:16]
            shutil.rmtree(self.folder / key, ignore_errors=True)
            paper = StagedPaper(self.folder / key, name, order=order)
            write_atomic(paper.paper, data)
            self.keep(paper)
            fresh.append(paper)
        return (self.read(fresh) if fresh else None), refused

    def read(self, papers: Sequence[StagedPaper]) -> Job:
        """Have papers read."""
        files = {paper.paper: Path(paper.name).stem for paper in papers}
        keys = [paper.key for paper in papers]
        job = Job("read_papers", "读来件", (self.desk.paths, files), confined=True)
        job.then = lambda done: self._take(keys, done)
        job.failed = lambda words: self._failed(keys, words)
        return self.desk.jobs.add(job)

    def _take(self, keys: Sequence[str], done: Sequence[ImportedFile]) -> None:
        for key, file in zip(keys, done, strict=True):
            paper = self.paper(key)
            if paper is None:
                continue
            shutil.rmtree(paper.folder / "saves", ignore_errors=True)
            paper.file, paper.trouble, paper.projects = file, "", []
            for number, project in enumerate(file.projects):
                target = Path(project.plan.file.path(self.desk.paths.content))
                base = checksum(target.read_bytes()) if target.is_file() else ""
                write_atomic(paper.draft(number), project.plan.proposed)
                paper.projects.append(StagedProject(project.plan.file, base))
            self.keep(paper)

    def _failed(self, keys: Sequence[str], words: str) -> None:
        for key in keys:
            if paper := self.paper(key):
                paper.trouble = words
                self.keep(paper)

    def editor(self, paper: StagedPaper, number: int) -> Editor:
        """Return the editor of a draft."""
        document = Document(paper.draft(number), paper.folder, paper.folder / "saves" / str(number))
        address = f"/inbox/{paper.key}/{number}"
        return Editor(self.desk, paper.projects[number].target, document, address, staged=True)

    def diagnostics(self, paper: StagedPaper, number: int) -> Sequence[Diagnostic]:
        """Return what is said of a draft as it is now."""
        raw, target = paper.draft(number).read_bytes(), paper.projects[number].target
        key = (target.file, checksum(raw))
        if key not in self.judged:
            self.judged[key] = self.desk.judge(target, raw)[1]
        return self.judged[key]

    def now(self, paper: StagedPaper) -> ImportedFile | None:
        """Return how a paper stands with all that was settled since it was read."""
        if paper.file is None:
            return None
        projects: list[ImportedProject] = []
        for number, project in enumerate(paper.file.projects):
            raw, target = paper.draft(number).read_bytes(), paper.projects[number].target
            plan, diagnostics = project.plan, self.diagnostics(paper, number)
            cells = findings(raw, target.file, diagnostics, plan.origins, by_place=plan.drafting.recognised.ours)
            projects.append(replace(project, findings=cells))
        return replace(paper.file, path=paper.paper, projects=tuple(projects))

    def forget_judgements(self) -> None:
        """What is said of drafts follows from what is registered too."""
        self.judged.clear()

    def move(self, paper: StagedPaper, number: int, year: str) -> None:
        """Put a draft into another year, and take the mark about its year away. Raises `Refused`."""
        if not YEAR.fullmatch(year) or not year.isascii():
            raise Refused(NO_YEAR)
        project = paper.projects[number]
        home, slug, free = self.desk.paths.content, project.target.slug, 1
        while Path(home, "projects", year, f"{slug}.yml").exists() and (year, slug) != (
            project.target.year,
            project.target.slug,
        ):
            free += 1
            slug = f"{project.target.slug}-{free}"
        project.target = ProjectFile(f"{home.name}/projects/{year}/{slug}.yml", year, slug)
        raw = paper.draft(number).read_bytes()
        for line, text in enumerate(raw.decode().split("\n"), 1):
            if text.startswith("项目名称:") and "年度" in text.partition("#")[2]:
                write_atomic(paper.draft(number), confirmed(raw, project.target.file, line))
        self.keep(paper)

    def name_year(self, paper: StagedPaper, year: str) -> None:
        """Read a paper again that no year could be found for, with the year in its name. Raises `Refused`."""
        if not YEAR.fullmatch(year) or not year.isascii():
            raise Refused(NO_YEAR)
        old, stem = paper.paper, Path(paper.name)
        paper.name, paper.file = f"{stem.stem}_{year}{stem.suffix}", None
        old.rename(paper.paper)
        self.keep(paper)
        self.read([paper])

    def write(self, paper: StagedPaper) -> list[str]:
        """Write all drafts of a paper into the content and return the files. Raises `Refused`, with nothing written."""
        home = self.desk.paths.content
        waiting = [(number, project) for number, project in enumerate(paper.projects) if not project.written]
        for _, project in waiting:
            path = Path(project.target.path(home))
            now = checksum(path.read_bytes()) if path.is_file() else ""
            if now != project.base or path.is_symlink():
                raise Refused(SINCE)
        record = ImportRecord.open(self.desk.paths)
        for number, project in waiting:
            raw, path = paper.draft(number).read_bytes(), Path(project.target.path(home))
            if project.base:
                self.desk.document(project.target).write(raw, project.base, f"写入来件 {paper.name}")
            else:
                create(path, home, raw)
            project.written = checksum(raw)
            if paper.file:
                record.note(project.target.id, paper.file.projects[number].plan.drafting.recognised)
                record.save(self.desk.paths)
            self.desk.settle(project.target, *self.desk.judge(project.target, raw))
            self.keep(paper)
        return [project.target.file for _, project in waiting]

    def take_back(self, paper: StagedPaper) -> None:
        """Undo what was written of a paper. Raises `Refused` where it was changed since."""
        written = [project for project in paper.projects if project.written]
        for project in written:
            if checksum(self.desk.document(project.target).read()) != project.written:
                raise Refused(WRITTEN_SINCE)
        for project in written:
            if project.base:
                self.desk.document(project.target).step_back()
            else:
                self.desk.document(project.target).path.unlink()
                self.desk.drop(project.target)
            project.written = ""
        self.keep(paper)

    def remove(self, paper: StagedPaper) -> None:
        shutil.rmtree(paper.folder, ignore_errors=True)
