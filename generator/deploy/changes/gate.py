"""Gate before publishing: a published result or amount is not changed without a correction that says why."""

import json
import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.deploy import DeployError
from generator.deploy.changes.published import PublishedProject, account, fits
from generator.deploy.changes.site import SCHEMA, Change, record_changes, titles_of
from generator.load.versions import InvalidVersion, read_version, read_versions

RECORD = re.compile(r"data/((?:19|20)\d\d/[a-z0-9-]+)\.json")
CORRECTIONS = "data/corrections.json"
WITHDRAWN = "撤下"  # the item of a project that was taken back
MOST = 30  # changes that are named one by one
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class PublishedRecord:
    """The projects of a publication, by address, with what is kept of each."""

    projects: Mapping[str, PublishedProject] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The record as it is kept."""
        return "".join(self.projects[at].line for at in sorted(self.projects))


NOTHING = PublishedRecord()


def record_of(sums: Mapping[str, str], read: Read, before: PublishedRecord = NOTHING) -> PublishedRecord:
    """The record of a site; what is known of data that did not change is taken from the record before."""
    titles = titles_of(read(SCHEMA)) if SCHEMA in sums else {}
    found: dict[str, PublishedProject] = {}
    for name, checksum in sums.items():
        if record := RECORD.fullmatch(name):
            kept = before.projects.get(record[1])
            same = kept and kept.facts and kept.sum == checksum
            found[record[1]] = kept if kept and same else PublishedProject.of(json.loads(read(name)), checksum, titles)
    return PublishedRecord(found)


def accounted(
    sums: Mapping[str, str], read: Read, before: PublishedRecord, content: Path, today: date
) -> tuple[PublishedRecord, tuple[str, ...]]:
    """The record of what is to be published, and what is to be said of corrections that fit no change.

    Raises `DeployError` where a published result or amount changes that no correction covers.
    """
    after = record_of(sums, read, before)
    found = account(before.projects, after.projects, withdrawn(sums, read))
    if found.uncovered:
        raise DeployError("\n".join(_lines(found.uncovered, content, today)))
    titles = titles_of(read(SCHEMA)) if found.idle and SCHEMA in sums else {}
    idle = ((at, one) for at, one in found.idle if not _fits_another(at, one, read, content, titles))
    told = "但这一项没有照它所写的改，请核对原为、改为。"
    return after, tuple(f"注意：{at} 写了更正“{one.get('事项', '')}”，{told}" for at, one in idle)


def _fits_another(at: str, correction: Mapping[str, str], read: Read, content: Path, titles: Mapping[str, str]) -> bool:
    """Whether a correction fits a change of something other than results and money, by the last version kept."""
    if not (kept := read_versions(content).get(at)):
        return False
    try:
        last = read_version(content, kept[-1]).record
    except InvalidVersion:  # told where it is shown
        return False
    return any(fits(correction, change) for change in record_changes(at, last, read(f"data/{at}.json"), titles))


def withdrawn(sums: Container[str], read: Read) -> frozenset[str]:
    """The projects that a site says were taken back."""
    corrections = json.loads(read(CORRECTIONS)) if CORRECTIONS in sums else []
    return frozenset(one["project"] for one in corrections if one["item"] == WITHDRAWN)


def _lines(changes: tuple[Change, ...], content: Path, today: date) -> Iterator[str]:
    yield f"有 {len(changes)} 处已经公布的结论或金额要变，没有写明更正，没有发布。写明原因以后再运行一次："
    for one in changes[:MOST]:
        file = f"{content}/projects/{one.project}.yml"
        if one.field:
            yield f"{file}：{one.text}。请核对；确要改的，在“更正”下加："
            yield f"- 日期: {today}"
            yield f"  事项: {one.field}"
            yield f"  原为: {_quoted(one.old)}"
            yield f"  改为: {_quoted(one.new)}"
        else:
            yield f"{file}：已公布的项目“{one.old}”不见了。确要撤下的，在 {content}/withdrawn.yml 加："
            yield f"- 项目: {one.project}"
            yield f"  项目名称: {_quoted(one.old)}"
            yield f"  日期: {today}"
        yield "  原因: 待填"
        yield "  决定单位: 待填"
    if len(changes) > MOST:
        yield f"还有 {len(changes) - MOST} 处；全部改动可以用 make diff 看。"


def _quoted(value: str | None) -> str:
    return json.dumps(value or "", ensure_ascii=False)
