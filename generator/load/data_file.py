"""Data files: where those of projects lie, and how the text of one becomes its record, or all that is wrong with it."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator.core.diagnostic import UNFILLED, UNVERIFIED, Diagnostic, Place, in_order
from generator.core.record import Record
from generator.load.reader import RecordReader
from generator.load.remark import INVALID
from generator.load.schema import type_spec
from generator.load.source import OpenedFile, decode, open_bytes, parse
from generator.load.unverified import unverified
from generator.model.project import Project
from generator.model.report import Attachment

PROJECTS = "projects"
MOST_TOLD = 50  # of one file: more than that is no data file, or one mistake with many faces
MOST_OPEN = 500  # 待填 or 待核对 of one file, told apart from mistakes: a whole drafted file is listed

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

    @property
    def address(self) -> str:
        """Its path in `content/`."""
        return f"{PROJECTS}/{self.year}/{self.file.rpartition('/')[2]}"

    def path(self, home: Path) -> str:
        """Where it lies; `home` is `content/`, under whatever path it is known to this process."""
        return f"{home}/{self.address}"


@dataclass(frozen=True)
class ReadProject:
    """What the file of one project gives: the project, the mistakes, the files it names.

    The project is `partial` where there are mistakes: `unread_places` are the paths of what it lacks for them; a
    `hollow` one lacks a number that it must have, so that it cannot be scored. A file that gave none is `unread`.
    """

    project: Project | None
    diagnostics: tuple[Diagnostic, ...] = ()
    unread: bool = False
    unread_places: frozenset[str] = frozenset()
    hollow: bool = False

    @property
    def partial(self) -> bool:
        """Whether something in the file is wrong or missing; what is only to be verified is there."""
        return bool(self.project) and any(found.check != UNVERIFIED for found in self.diagnostics)

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """附件: the files under `content/files` it names, in the order it names them."""
        return self.project.attachments if self.project else ()


def read_bytes(file: ProjectFile, home: Path) -> bytes | Diagnostic:
    """The bytes of a project's file, or why it cannot be read."""
    return open_bytes(file.path(home), file.file, home)


def read_project(file: ProjectFile, raw: bytes | Diagnostic) -> ReadProject:
    """Read one project's file by itself: nothing but its bytes and where it lies decides what comes out."""
    text = raw if isinstance(raw, Diagnostic) else decode(raw, file.file)
    if isinstance(text, Diagnostic):
        return ReadProject(None, (text,), unread=True)
    opened = parse(text, file.file)
    if isinstance(opened, Diagnostic):
        return ReadProject(None, (opened,), unread=True)
    reader = RecordReader(file.file)
    project = reader.record(Project, opened.root, "", slug=file.slug, folder=file.year)
    if project is INVALID:
        return ReadProject(None, _told(reader, opened, Project), unread=True)
    if project.printed_year and int(file.year) not in project.printed_year:
        wrong = f"文件在 {file.year} 年的文件夹里，“年度”却是 {project.printed_year}，请改“年度”或移动文件"
        reader.found.append(Diagnostic(project.at("printed_year"), wrong, "年度不符"))
        reader.unread.append("年度")
        project = replace(project, printed_year=None)
    return ReadProject(project, _told(reader, opened, Project), False, frozenset(reader.unread), reader.hollow)


def read_record(noun: type[Record], text: str, file: str, **given: str) -> Read:
    """Read a file that is one record; a noun is `given` what its file's name and place say of it."""
    given = {name: value for name, value in given.items() if value}
    return _read(text, file, noun, lambda reader, root: reader.record(noun, root, "", **given))


def read_records(noun: type[Record], text: str, file: str, name: str) -> Read:
    """Read a file that is a list of records."""
    hint = tuple[noun, ...]  # type: ignore[valid-type]
    return _read(text, file, hint, lambda reader, root: reader.value(hint, root, "", name))


def _read(text: str, file: str, hint: Any, how: Any) -> Read:
    opened = parse(text, file)
    if isinstance(opened, Diagnostic):
        return None, (opened,)
    reader = RecordReader(file)
    value = how(reader, opened.root)
    return (None if reader.found else value), _told(reader, opened, hint)


def _told(reader: RecordReader, opened: OpenedFile, hint: Any) -> tuple[Diagnostic, ...]:
    """What is wrong with a file, in order, and what is to be verified in it; of very much only the first."""
    told, kept = in_order((*reader.found, *unverified(opened, type_spec(hint)))), list[Diagnostic]()
    for most, word, group in (
        (MOST_TOLD, "错误", [found for found in told if found.check not in (UNFILLED, UNVERIFIED)]),
        (MOST_OPEN, UNFILLED, [found for found in told if found.check == UNFILLED]),
        (MOST_OPEN, UNVERIFIED, [found for found in told if found.check == UNVERIFIED]),
    ):
        if len(group) > most:
            many = f"这个文件有 {len(group)} 处{word}，先列出前 {most} 处，改正后再查其余"
            kept.append(Diagnostic(Place(reader.file), many, "格式"))
        kept.extend(group[:most])
    return tuple(kept)
