"""Keeping of versions: what a publication shows of a project for the first time is kept, for when it is replaced.

It is kept with the content, when readers see it: neither a lost folder of releases nor a package made on another
machine loses one. Nothing is published that drops or rewrites a version that was published before.
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
MOST = 10  # projects that are named


@dataclass(frozen=True)
class VersionStore:
    """The versions of one content."""

    content: Path

    @property
    def folder(self) -> Path:
        return versions_folder(self.content)

    @property
    def empty(self) -> bool:
        """True if no version was ever kept."""
        return not self.folder.is_dir()

    def keep(self, record: PublishedRecord, read: Read, day: date) -> None:
        """Keep of every project the state that readers see now, where it is not the last that was kept."""
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
            fresh = self.folder.with_name(".version.tmp")  # of one name: what a killed run left is written over
            fresh.write_bytes(data)
            fresh.replace(file)

    def last_record(self, address: str) -> bytes | None:
        """Return the record of the newest version of a project; None where none is kept."""
        versions = read_versions(self.content).get(address)
        try:
            return read_version(self.content, versions[-1]).record if versions else None
        except InvalidVersion as wrong:
            raise DeployError(str(wrong)) from wrong

    def require_shown(self, record: PublishedRecord, sums: Mapping[str, str]) -> None:
        """Turn back where a site lacks the page of a version that it replaces: it was made before that was kept."""
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
        """Turn back where a version that was published before is gone or was rewritten.

        It may be taken back with its project, or be the one in force again: of a project that had another address.
        """
        may, shown = withdrawn(record), record.projects
        again = {
            f"{versions[-1].address}.json"
            for address, versions in read_versions(self.content).items()
            if address in shown and versions[-1].state == shown[address].facts
        }
        differing = (name for name in old if new.get(name) != old[name] and name not in again)
        lost = sorted({match[1] for match in map(PUBLISHED.fullmatch, differing) if match and match[1] not in may})
        if lost:
            raise DeployError(
                f"{_named(lost)} 公布过的旧版不见了或改过，没有发布。请从备份或版本库取回 content/releases/versions，"
                "再运行一次；取不回的，加 RECOVER=1，这些旧版就不再公布。"
            )


def _named(projects: list[str]) -> str:
    more = f"等 {len(projects)} 个项目" if len(projects) > MOST else ""
    return "、".join(projects[:MOST]) + more
