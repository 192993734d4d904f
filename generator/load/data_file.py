"""Data files: where those of projects lie, and how the text of one becomes its record, or all that is wrong with it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.core.diagnostic import UNFILLED, Diagnostic, Place, in_order
from generator.core.record import Record
from generator.load.reader import RecordReader
from generator.load.remark import INVALID
from generator.load.source import decode, open_bytes, parse
from generator.model.project import Project
from generator.model.report import Attachment

PROJECTS = "projects"
MOST_TOLD = 50  # of one file: more than that is no data file, or one mistake with many faces
MOST_UNFILLED = 500  # of one file, told apart from mistakes: a whole drafted file is listed

Read = tuple[Any, tuple[Diagnostic, ...]]  # what a file holds, None where it has mistakes; the mistakes


@dataclass(frozen=True)
class ProjectFile:
    """A project's file: the path as the user knows it (from the folder that holds `content/`), year and address."""

    file: str
    year: str
    slug: str

    @property
    def id(self) -> str:
        """Year and slug, as the project's own."""
        return f"{self.year}/{self.slug}"

    def path(self, home: Path) -> str:
        """Where it lies; `home` is `content/`, under whatever path it is known to this process."""
        return f"{home}/{PROJECTS}/{self.year}/{self.file.rpartition('/')[2]}"


@dataclass(frozen=True)
class ReadProject:
    """What the file of one project gives: the project, None where it has mistakes; the mistakes; the files it names.

    A project in the folder of another year could be read, but is not one to publish: it is neither here nor `unread`.
    """

    project: Project | None
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: bool = False

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """附件: the files under `content/files` it names, in the order it names them."""
        sources = self.project.sources if self.project else ()
        return tuple(attachment for source in sources for attachment in source.attachments)


def read_bytes(file: ProjectFile, home: Path) -> bytes | Diagnostic:
    """The bytes of a project's file, or why it cannot be read."""
    return open_bytes(file.path(home), file.file, home)


def read_project(file: ProjectFile, raw: bytes | Diagnostic) -> ReadProject:
    """Read one project's file by itself: nothing but its bytes and where it lies decides what comes out."""
    text = raw if isinstance(raw, Diagnostic) else decode(raw, file.file)
    if isinstance(text, Diagnostic):
        return ReadProject(None, (text,), unread=True)
    project, diagnostics = read_record(Project, text, file.file, file.slug)
    if project and str(project.year) != file.year:
        wrong = f"文件在 {file.year} 年的文件夹里，“年度”却是 {project.year}，请改“年度”或移动文件"
        return ReadProject(None, (Diagnostic(project.at("year"), wrong, "年度不符"),))
    return ReadProject(project, diagnostics, unread=project is None)


def read_record(noun: type[Record], text: str, file: str, slug: str = "") -> Read:
    """Read a file that is one record; nouns that have a `slug` are given that of the file."""
    given = {"slug": slug} if slug else {}
    return _read(text, file, lambda reader, root: reader.record(noun, root, "", **given))


def read_records(noun: type[Record], text: str, file: str, name: str) -> Read:
    """Read a file that is a list of records."""
    hint = tuple[noun, ...]  # type: ignore[valid-type]
    return _read(text, file, lambda reader, root: reader.value(hint, root, "", name))


def _read(text: str, file: str, how: Any) -> Read:
    opened = parse(text, file)
    if isinstance(opened, Diagnostic):
        return None, (opened,)
    reader = RecordReader(file)
    value = how(reader, opened.root)
    if value is not INVALID and not reader.found:
        return value, ()
    told, kept = in_order(reader.found), []
    for most, word, group in (
        (MOST_TOLD, "错误", [found for found in told if found.check != UNFILLED]),
        (MOST_UNFILLED, UNFILLED, [found for found in told if found.check == UNFILLED]),
    ):
        if len(group) > most:
            many = f"这个文件有 {len(group)} 处{word}，先列出前 {most} 处，改正后再查其余"
            kept.append(Diagnostic(Place(file), many, "格式"))
        kept.extend(group[:most])
    return None, tuple(kept)
