"""Record of published values, small enough for version control: result and money of every project.

A line a project, as JSON: address, name, year, unit, checksum of the published data, material values by field, and
corrections. The next publication is compared with it: no published result or amount changes without a correction that
says why.
"""

import json
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator.deploy import DeployError
from generator.deploy.changes.site import SCHEMA, Change, kind_of, material_values, moved, record_changes, titles_of
from generator.deploy.changes.values import DECLARED, JsonObject
from generator.load.versions import InvalidVersion, read_version, read_versions, state_digest

CORRECTIONS = "更正"
OF_COMPUTED = "本站核算."
RECORD = re.compile(r"data/((?:19|20)\d\d/[a-z0-9-]+)\.json")
CORRECTIONS_FILE = "data/corrections.json"
WITHDRAWN = "撤下"  # the item of a project that was taken back
MOST = 30  # changes that are named one by one
Read = Callable[[str], bytes]


@dataclass(frozen=True)
class PublishedProject:
    """Kept state of a project: identity, checksum of `data/{id}.json`, values by field, corrections.

    `facts` is the digest that tells its state from others.
    """

    id: str
    name: str
    year: int
    unit: str
    sum: str
    values: Mapping[str, str]
    corrections: Sequence[Mapping[str, str]]
    facts: str = ""  # unknown of what was published before this was kept

    @classmethod
    def of(cls, record: JsonObject, checksum: str, titles: Mapping[str, str]) -> "PublishedProject":
        """Build from a published record."""
        corrections = record[DECLARED].get(CORRECTIONS, [])
        values = material_values(record, titles)
        who = record["id"], record["name"], record["year"], record["unit"]
        return cls(*who, checksum, values, corrections, state_digest(record))

    @property
    def line(self) -> str:
        return json.dumps(vars(self), ensure_ascii=False) + "\n"

    def covers(self, change: Change) -> bool:
        """True if a correction of the project states a change: the same field, old and new value."""
        return any(fits(correction, change) for correction in self.corrections)


@dataclass(frozen=True)
class PublishedRecord:
    """The projects of a publication, by address, with what is kept of each."""

    projects: Mapping[str, PublishedProject] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "".join(self.projects[address].line for address in sorted(self.projects))


NOTHING = PublishedRecord()


def read_projects(text: str) -> dict[str, PublishedProject]:
    """Return the record, by address; raises `ValueError` or `TypeError` where a line is none of ours."""
    projects = (PublishedProject(**json.loads(line)) for line in text.splitlines())
    return {project.id: project for project in projects}


def fits(correction: Mapping[str, str], change: Change) -> bool:
    """True if a correction states a change; its field may leave out the first steps of the path."""
    field = correction.get("事项", "")
    same = field and f".{change.field}".endswith(f".{field}")
    was, now = (correction.get(key, "") for key in ("原为", "改为"))
    return bool(same) and (was, now) == (change.old or "", change.new or "")


@dataclass(frozen=True)
class Account:
    """Comparison with the last publication: material changes without a correction, corrections without a change.

    What was blank and is filled in takes nothing back, and needs no correction.
    """

    uncovered: tuple[Change, ...] = ()
    idle: tuple[tuple[str, Mapping[str, str]], ...] = ()  # address and correction


def account(
    old: Mapping[str, PublishedProject], new: Mapping[str, PublishedProject], withdrawn: Container[str] = ()
) -> Account:
    """Compare the next publication with the last one; `withdrawn` were taken back with a stated reason."""
    origin = moved(_identities(old), _identities(new))
    uncovered: list[Change] = []
    idle: list[tuple[str, Mapping[str, str]]] = []
    for address, project in new.items():
        before = old.get(origin.get(address, address))
        if before is None or before.sum == project.sum:
            continue
        changes = tuple(_changes(address, before, project))
        uncovered += _uncovered(project, changes)
        for correction in project.corrections:
            if correction not in before.corrections and not any(fits(correction, change) for change in changes):
                idle.append((address, correction))
    for address, project in old.items():
        if address not in new and address not in origin.values() and address not in withdrawn:
            uncovered.append(Change(project.id, "撤下", field="", old=project.name, new=None, material=True))
    return Account(tuple(uncovered), tuple(idle))


def _identities(projects: Mapping[str, PublishedProject]) -> Mapping[str, tuple[object, ...]]:
    return {address: (project.name, project.year, project.unit) for address, project in projects.items()}


def _changes(address: str, old: PublishedProject, new: PublishedProject) -> Iterator[Change]:
    for path in dict.fromkeys((*old.values, *new.values)):
        was, now = old.values.get(path), new.values.get(path)
        if was != now:
            yield Change(address, kind_of(was, now), field=path, old=was, new=now, material=True)


def _uncovered(project: PublishedProject, changes: Iterable[Change]) -> Iterator[Change]:
    """Changes that no correction covers; what we work out follows from a printed value that is accounted for."""
    taken_back = [change for change in changes if change.old is not None]
    ours = [change for change in taken_back if change.field.startswith(OF_COMPUTED)]
    printed = [change for change in taken_back if change not in ours]
    yield from (change for change in printed if not project.covers(change))
    if not printed:
        yield from (change for change in ours if not project.covers(change))


def record_of(sums: Mapping[str, str], read: Read, before: PublishedRecord = NOTHING) -> PublishedRecord:
    """Return the record of a site; what is known of data that did not change is taken from the record before."""
    titles = titles_of(read(SCHEMA)) if SCHEMA in sums else {}
    projects: dict[str, PublishedProject] = {}
    for name, checksum in sums.items():
        if record := RECORD.fullmatch(name):
            project = before.projects.get(record[1])
            same = project and project.facts and project.sum == checksum
            projects[record[1]] = (
                project if project and same else PublishedProject.of(json.loads(read(name)), checksum, titles)
            )
    return PublishedRecord(projects)


def accounted(
    sums: Mapping[str, str], read: Read, before: PublishedRecord, content: Path, today: date
) -> tuple[PublishedRecord, tuple[str, ...]]:
    """Return the record of what is to be published, and what is to be said of corrections that fit no change.

    Raises `DeployError` where a published result or amount changes that no correction covers.
    """
    after = record_of(sums, read, before)
    result = account(before.projects, after.projects, withdrawn(sums, read))
    if result.uncovered:
        raise DeployError("\n".join(_lines(result.uncovered, content, today)))
    titles = titles_of(read(SCHEMA)) if result.idle and SCHEMA in sums else {}
    idle = (
        (address, correction)
        for address, correction in result.idle
        if not _fits_another(address, correction, read, content, titles)
    )
    advice = "但这一项没有照它所写的改，请核对原为、改为。"
    return after, tuple(
        f"注意：{address} 写了更正“{correction.get('事项', '')}”，{advice}" for address, correction in idle
    )


def _fits_another(
    address: str, correction: Mapping[str, str], read: Read, content: Path, titles: Mapping[str, str]
) -> bool:
    """True if a correction states a change beside results and money, compared with the last kept version."""
    if not (versions := read_versions(content).get(address)):
        return False
    try:
        last = read_version(content, versions[-1]).record
    except InvalidVersion:  # told where it is shown
        return False
    return any(
        fits(correction, change) for change in record_changes(address, last, read(f"data/{address}.json"), titles)
    )


def withdrawn(sums: Container[str], read: Read) -> frozenset[str]:
    """Return the projects that a site says were taken back."""
    corrections = json.loads(read(CORRECTIONS_FILE)) if CORRECTIONS_FILE in sums else []
    return frozenset(correction["project"] for correction in corrections if correction["item"] == WITHDRAWN)


def _lines(changes: tuple[Change, ...], content: Path, today: date) -> Iterator[str]:
    yield f"有 {len(changes)} 处已经公布的结论或金额要变，没有写明更正，没有发布。写明原因以后再运行一次："
    for change in changes[:MOST]:
        file = f"{content}/projects/{change.project}.yml"
        if change.field:
            yield f"{file}：{change.text}。请核对；确要改的，在“更正”下加："
            yield f"- 日期: {today}"
            yield f"  事项: {change.field}"
            yield f"  原为: {_quoted(change.old)}"
            yield f"  改为: {_quoted(change.new)}"
        else:
            yield f"{file}：已公布的项目“{change.old}”不见了。确要撤下的，在 {content}/withdrawn.yml 加："
            yield f"- 项目: {change.project}"
            yield f"  项目名称: {_quoted(change.old)}"
            yield f"  日期: {today}"
        yield "  原因: 待填"
        yield "  决定单位: 待填"
    if len(changes) > MOST:
        yield f"还有 {len(changes) - MOST} 处；全部改动可以用 make diff 看。"


def _quoted(value: str | None) -> str:
    return json.dumps(value or "", ensure_ascii=False)
