"""Loading: everything under `content/` is read and validated, and all mistakes of all files are told at once.

`read_site` reads what is no project and lists the projects' files; `read_bytes` and `read_project` read one of these by
itself, `attach` the files it names; `unreferenced_files` tells what only all of them together show.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.core.diagnostic import Diagnostic
from generator.load.attachment import attach, unnamed
from generator.load.data_file import read_record
from generator.load.site_content import (
    BY_PROJECT,
    NO_SITE,
    PROJECTS,
    SLUG,
    YEAR,
    ProjectFile,
    SiteContent,
    is_junk,
    read_site,
)
from generator.load.source import decode, open_bytes
from generator.model.project import Project
from generator.model.report import Attachment

__all__ = [
    "BY_PROJECT",
    "NO_SITE",
    "SLUG",
    "YEAR",
    "ProjectFile",
    "ReadProject",
    "SiteContent",
    "attach",
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


def unreferenced_files(home: Path, named: Collection[str], unread: Iterable[str]) -> tuple[Diagnostic, ...]:
    """What only all projects together show: files nobody names; one that could not be read may name any of them."""
    if any(file.startswith(f"{home.name}/{PROJECTS}/") for file in unread):
        return ()
    return tuple(unnamed(home, named, is_junk))
