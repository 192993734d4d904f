"""Kept versions: every published state of a project as readers saw it, one compressed file each beside the content.

`releases/versions/2017/shipin-huiyi.2026-11-20.<state>.<sum>.gz` tells all that lists need: the project, the day the
state was first published (`-2` behind it: the second of that day), a digest of the state, one of what the file holds.
The last of a project is what is in force while its state is that of the data file; all before it no longer are.
"""

import gzip
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from generator.load.site_content import RELEASES

VERSIONS = "versions"
NAME = re.compile(r"([a-z0-9-]+)\.(\d{4}-\d\d-\d\d)(?:-([1-9]\d*))?\.([0-9a-f]{16})\.([0-9a-f]{16})\.gz")
OWN_RESULTS = ("score", "grade", "execution_rate")  # what we work out of a project as a whole
SHORT = 16  # digits of a digest in a name
LEVEL = 6  # of compression: more takes twice the time for nothing
_canonical = json.JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")).encode


class InvalidVersion(Exception):
    """A kept version is damaged or was edited; the message says which and what to do."""


class KeptVersion(NamedTuple):
    """One state of a project, by what its file is called."""

    project: str
    day: str
    number: int
    state: str
    sum: str

    @property
    def label(self) -> str:
        """Name in addresses."""
        return self.day if self.number == 1 else f"{self.day}-{self.number}"

    @property
    def address(self) -> str:
        """Its permanent address, without the ending."""
        return f"{self.project}/{self.label}"

    @property
    def file(self) -> str:
        """Its file, from the folder of all versions."""
        return f"{self.project}.{self.label}.{self.state}.{self.sum}.gz"


Histories = Mapping[str, Sequence[KeptVersion]]  # of each project, oldest first


class VersionContent(NamedTuple):
    """Kept content of a version: the record (`data/{id}.json`), and the article of its page as HTML."""

    record: bytes
    article: str


def versions_folder(content: Path) -> Path:
    return content / RELEASES / VERSIONS


def read_versions(content: Path) -> Mapping[str, Sequence[KeptVersion]]:
    """Return every version by project, oldest first; nothing is opened."""
    versions: dict[str, list[KeptVersion]] = defaultdict(list)
    folder = versions_folder(content)
    for year in sorted(folder.glob("[0-9]*/")):
        for file in year.iterdir():
            if name := NAME.fullmatch(file.name):
                project, day, number, state, its_sum = name.groups()
                version = KeptVersion(f"{year.name}/{project}", day, number=int(number or 1), state=state, sum=its_sum)
                versions[version.project].append(version)
    return {project: sorted(versions[project]) for project in sorted(versions)}


def replaced(versions: Sequence[KeptVersion], state: str) -> Sequence[KeptVersion]:
    """Return the versions of a project that are no longer in force beside the state with this digest."""
    return versions[:-1] if versions and versions[-1].state == state else versions


def read_version(content: Path, version: KeptVersion) -> VersionContent:
    """Read the content of a version; raises `InvalidVersion`."""
    file = versions_folder(content) / version.file
    try:
        data = gzip.decompress(file.read_bytes())
        if sha256(data).hexdigest()[:SHORT] == version.sum:
            record, article = json.loads(data)
            return VersionContent(record.encode(), article)
    except (OSError, EOFError, zlib.error, ValueError):
        pass
    raise InvalidVersion(f"留存的旧版“{file}”残缺或改过，没有生成网站。请从备份或版本库取回。")


def packed_version(version: VersionContent) -> tuple[str, bytes]:
    """Return the digest for the name, and the bytes of the file."""
    data = json.dumps([version.record.decode(), version.article], ensure_ascii=False).encode()
    return sha256(data).hexdigest()[:SHORT], gzip.compress(data, LEVEL, mtime=0)


def state_digest(record: Mapping[str, Any]) -> str:
    """Return the digest of a state: declared values and `OWN_RESULTS`.

    A figure of ours that is added to the program stays out of it: it would make a new version of every project.
    """
    computed = record.get("computed") or {}
    state = [record.get("declared"), {key: computed.get(key) for key in OWN_RESULTS}]
    return sha256(_canonical(state).encode()).hexdigest()[:SHORT]
