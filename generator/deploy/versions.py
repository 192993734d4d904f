"""Store of published versions: each new state of a project is kept at its publication, to be shown when superseded.

Versions are kept with the content, so that they survive the loss of a release folder. A publication may not drop or
change an earlier version.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.deploy import DeployError
from generator.deploy.changes.published import PublishedRecord, Read, withdrawn
from generator.load.versions import (
    InvalidVersion,
    KeptVersion,
    VersionContent,
    packed_version,
    read_version,
    read_versions,
    replaced,
    versions_folder,
)
from generator.search.article import inside

PUBLISHED = re.compile(r"((?:19|20)\d\d/[a-z0-9-]+)/\d{4}-\d\d-\d\d(?:-\d+)?\.json")
MAX_NAMED = 10  # projects listed by name


@dataclass(frozen=True)
class VersionStore:
    """Published versions kept in a content folder."""

    content: Path

    @property
    def folder(self) -> Path:
        return versions_folder(self.content)

    @property
    def empty(self) -> bool:
        """True if there are no versions yet."""
        return not self.folder.is_dir()

    def keep(self, record: PublishedRecord, read: Read, day: date) -> None:
        """Keep the current state of each project, unless it is the last version; `read` returns a published file."""
        kept = read_versions(self.content)
        for address, project in record.projects.items():
            versions = kept.get(address, ())
            if versions and versions[-1].state == project.facts:
                continue
            number = 1 + max((version.number for version in versions if version.day == day.isoformat()), default=0)
            page = read(f"{address}.html").decode("utf-8", "replace")
            digest, data = packed_version(VersionContent(read(f"data/{address}.json"), inside(page)))
            version = KeptVersion(address, day.isoformat(), number=number, state=project.facts, sum=digest)
            file = self.folder / version.file
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh = self.folder.with_name(".version.tmp")  # overwrites that of a killed run
            fresh.write_bytes(data)
            fresh.replace(file)

    def last_record(self, address: str) -> bytes | None:
        """Return the record of the newest version of a project; None without versions."""
        versions = read_versions(self.content).get(address)
        try:
            return read_version(self.content, versions[-1]).record if versions else None
        except InvalidVersion as error:
            raise DeployError(str(error)) from error

    def require_shown(self, record: PublishedRecord, sums: Mapping[str, str]) -> None:
        """Raise `DeployError` if a site lacks the page of a superseded version, being built before that was kept."""
        lacking = [
            address
            for address, kept in read_versions(self.content).items()
            if address in record.projects
            and not all(f"{version.address}.html" in sums for version in replaced(kept, record.projects[address].facts))
        ]
        if lacking:
            raise DeployError(
                f"网站里缺少 {_named(lacking)} 以前公布过的版本的网页，没有发布。请先运行 make build，再运行一次。"
            )

    def require_unchanged(self, record: PublishedRecord, old: Mapping[str, str], new: Mapping[str, str]) -> None:
        """Raise `DeployError` if an earlier version is missing or changed; `old`, `new`: digests of files by name.

        Exempt are versions of withdrawn projects, and those that are current again.
        """
        exempt, shown = withdrawn(record), record.projects
        current = {
            f"{versions[-1].address}.json"
            for address, versions in read_versions(self.content).items()
            if address in shown and versions[-1].state == shown[address].facts
        }
        differing = (name for name in old if new.get(name) != old[name] and name not in current)
        lost = sorted({match[1] for match in map(PUBLISHED.fullmatch, differing) if match and match[1] not in exempt})
        if lost:
            raise DeployError(
                f"{_named(lost)} 公布过的旧版不见了或改过，没有发布。请从备份或版本库取回 content/releases/versions，"
                "再运行一次；取不回的，加 RECOVER=1，这些旧版就不再公布。"
            )


def _named(projects: list[str]) -> str:
    more = f"等 {len(projects)} 个项目" if len(projects) > MAX_NAMED else ""
    return "、".join(projects[:MAX_NAMED]) + more
