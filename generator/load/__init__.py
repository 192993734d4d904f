"""Loading: everything under `content/` is read and validated, and all mistakes of all files are told at once.

`read_site` reads what is no project and lists the projects' files; `read_bytes` and `read_project` read one of these by
itself, `attach` the files it names; `unreferenced_files` tells what only all of them together show.
"""

from collections.abc import Collection, Iterable
from pathlib import Path

from generator.core.diagnostic import Diagnostic
from generator.load.attachment import attach, unnamed
from generator.load.data_file import PROJECTS, ProjectFile, ReadProject, read_bytes, read_project
from generator.load.site_content import (
    BY_PROJECT,
    CHAIN,
    INBOX,
    NO_SITE,
    RELEASES,
    SLUG,
    YEAR,
    SiteContent,
    is_junk,
    read_site,
)

__all__ = [
    "BY_PROJECT",
    "CHAIN",
    "INBOX",
    "NO_SITE",
    "PROJECTS",
    "RELEASES",
    "SLUG",
    "YEAR",
    "ProjectFile",
    "ReadProject",
    "SiteContent",
    "attach",
    "is_junk",
    "read_bytes",
    "read_project",
    "read_site",
    "unreferenced_files",
]


def unreferenced_files(home: Path, named: Collection[str], unread: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Return files that no project names; none while a data file is unread, since it may name any."""
    if any(f"{file}/".startswith(f"{home.name}/{PROJECTS}/") for file in unread):
        return ()
    return tuple(unnamed(home, named, is_junk))
