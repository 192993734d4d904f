"""Text turns into records: everything under `content/` is read, and every mistake of every file is told at once.

`about` reads what is no project, `fetch` and `one` a project's file by itself, `attach` the files it names, and `rest`
tells what only all of them together show; `load` is all of it in a row.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.core.diagnostic import Diagnostic
from generator.load.attachment import attach, unnamed
from generator.load.site_content import NO_SITE, SLUG, YEAR, ProjectFile, SiteContent, is_junk, read_site
from generator.load.source import decode, open_bytes
from generator.load.whole import read_record
from generator.model.book import Book
from generator.model.project import Project
from generator.model.report import Attachment

__all__ = [
    "NO_SITE",
    "SLUG",
    "YEAR",
    "ProjectFile",
    "ReadProject",
    "SiteContent",
    "attach",
    "load",
    "read_bytes",
    "read_project",
    "read_site",
    "unreferenced_files",
]


@dataclass(frozen=True)
class ReadProject:
    """What the file of one project gives: the project, None where it has mistakes; the mistakes; the files it names.

    A project in the folder of another year could be read, but is not one to publish: it is neither here nor `unread`.
    """

    project: Project | None
    found: tuple[Diagnostic, ...] = ()
    unread: bool = False

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """附件: the files under `content/files` it names, in the order it names them."""
        sources = self.project.sources if self.project else ()
        return tuple(attachment for source in sources for attachment in source.attachments)


def load(home: Path) -> tuple[Book, tuple[Diagnostic, ...]]:
    """Read `content/`; a file with mistakes is left out of the book and told in the diagnostics."""
    beside = read_site(home)
    ones = [read_project(spot, read_bytes(spot, home)) for spot in beside.spots]
    attachments = [attachment for read in ones for attachment in read.attachments]
    files, wrong = attach(home, attachments)
    unread = beside.book.unread | {spot.file for spot, read in zip(beside.spots, ones, strict=True) if read.unread}
    projects = tuple(read.project for read in ones if read.project)
    found = [*beside.found, *(found for read in ones for found in read.found), *wrong]
    found.extend(unreferenced_files(home, {attachment.name for attachment in attachments}, unread))
    return replace(beside.book, projects=projects, files=files, unread=unread), tuple(found)


def read_bytes(spot: ProjectFile, home: Path) -> bytes | Diagnostic:
    """The bytes of a project's file, or why it cannot be read."""
    return open_bytes(spot.path, spot.file, home)


def read_project(spot: ProjectFile, raw: bytes | Diagnostic) -> ReadProject:
    """Read one project's file by itself: nothing but its bytes and where it lies decides what comes out."""
    text = raw if isinstance(raw, Diagnostic) else decode(raw, spot.file)
    if isinstance(text, Diagnostic):
        return ReadProject(None, (text,), unread=True)
    project, found = read_record(Project, text, spot.file, spot.slug)
    if project and str(project.year) != spot.year:
        told = f"文件在 {spot.year} 年的文件夹里，“年度”却是 {project.year}，请改“年度”或移动文件"
        return ReadProject(None, (Diagnostic(project.at("year"), told, "年度不符"),))
    return ReadProject(project, found, unread=project is None)


def unreferenced_files(home: Path, named: Collection[str], unread: Iterable[str]) -> tuple[Diagnostic, ...]:
    """What only all projects together show: files nobody names; one that could not be read may name any of them."""
    if any(file.startswith(f"{home.name}/projects/") for file in unread):
        return ()
    return tuple(unnamed(home, named, is_junk))
