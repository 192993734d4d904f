"""Record of published values, small enough for version control: results and money of all projects, and corrections.

One line of JSON per project, withdrawn ones included, and one for site-wide data: address, name, year, unit, checksum
of the published record, material values by field, corrections. The last line is a seal that binds the others to their
publication. The next publication is compared with the record (`account.py`).
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.deploy.chain import ReleaseChain
from generator.deploy.changes.site import SCHEMA, SITE, material_values, titles_of
from generator.deploy.changes.values import DECLARED, JsonObject
from generator.deploy.changes.watched import is_kept, list_values, site_values
from generator.deploy.manifest import sha256
from generator.load.versions import state_digest

CORRECTIONS = "更正"
RECORD = re.compile(r"data/((?:19|20)\d\d/[a-z0-9-]+)\.json")
CORRECTIONS_FILE = "data/corrections.json"
WITHDRAWN, RESTORED = "撤下", "重新公布"  # items of notices on whole projects
KEYS = {"project": "项目", "name": "项目名称", "date": "日期", "item": "事项", "old": "原为", "new": "改为",
        "reason": "原因", "body": "决定单位"}  # fmt: skip
SEAL = "seal"
Read = Callable[[str], bytes]


class InvalidRecord(ValueError):
    """Kept record that was edited or truncated, or belongs to another publication; the message says which."""


@dataclass(frozen=True)
class PublishedProject:
    """Published state of a project: identity, checksum of `data/{id}.json`, material values by field, corrections.

    `facts` is the digest of its state; empty in old records. `withdrawn` projects are no longer shown. `listed` holds
    values computed in lists of the site.
    """

    id: str
    name: str
    year: int
    unit: str
    sum: str
    values: Mapping[str, str]
    corrections: Sequence[Mapping[str, str]]
    facts: str = ""
    withdrawn: bool = False
    listed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, record: JsonObject, checksum: str, titles: Mapping[str, str]) -> "PublishedProject":
        """Build from a published record."""
        return cls(
            id=record["id"],
            name=record["name"],
            year=record["year"],
            unit=record["unit"],
            sum=checksum,
            values=material_values(record, titles),
            corrections=record[DECLARED].get(CORRECTIONS, []),
            facts=state_digest(record),
        )

    def agrees(self, live: "PublishedProject") -> bool:
        """True if a live state has the same checksum and values."""
        return self.sum == live.sum and all(
            live.values.get(path, value) == value for path, value in self.values.items()
        )


NO_SITE = PublishedProject(SITE, "", 0, "", sum="", values={}, corrections=())


@dataclass(frozen=True)
class PublishedRecord:
    """Record of a publication: its projects and withdrawn ones by address, and the site-wide data as `site`.

    `sealed` if a valid seal or the site itself proves it unedited.
    """

    projects: Mapping[str, PublishedProject] = field(default_factory=dict)
    withdrawn: Mapping[str, PublishedProject] = field(default_factory=dict)
    site: PublishedProject | None = None  # None in old records
    sealed: bool = False

    @classmethod
    def read(cls, text: str, chain: ReleaseChain | None) -> "PublishedRecord":
        """Parse the record kept with a chain. Raises `InvalidRecord` if it was changed since it was written."""
        lines = text.splitlines(keepends=True)
        try:
            seal = json.loads(lines[-1]).get(SEAL) if lines else None
            lines = lines[:-1] if seal else lines
            kept = [PublishedProject(**json.loads(line)) for line in lines]
        except (ValueError, TypeError, AttributeError) as error:
            raise InvalidRecord("有的行不是程序所写") from error
        if seal:
            _check_seal(seal, lines, chain)
        elif not kept and chain and chain.lines:
            raise InvalidRecord("里面是空的")
        withdrawn = {project.id: project for project in kept if project.withdrawn}
        projects = {project.id: project for project in kept if not project.withdrawn}
        site = projects.pop(SITE, None)
        return cls(projects, withdrawn, site, bool(seal))

    def text(self, chain: ReleaseChain) -> str:
        """Return the text to keep with a chain, sealed to its last line."""
        kept = {**self.withdrawn, **self.projects, SITE: self.site or NO_SITE}
        lines = "".join(json.dumps(vars(kept[address]), ensure_ascii=False) + "\n" for address in sorted(kept))
        release = chain.lines[-1].text
        return lines + json.dumps({SEAL: {"release": release, "sum": sha256((lines + release).encode())}}) + "\n"

    def differing(self, live: "PublishedRecord") -> Iterator[str]:
        """Yield the differences from a live record of the same publication, in words."""
        for address in sorted({*self.projects, *live.projects}):
            kept, seen = self.projects.get(address), live.projects.get(address)
            if kept is None or seen is None:
                yield f"{address}（{'记录里没有' if kept is None else '网站上没有'}）"
            elif not kept.agrees(seen):
                yield address
        if self.site and live.site and self.site.corrections != list(live.site.corrections):
            yield "更正公告"


def _check_seal(seal: Mapping[str, str], lines: Sequence[str], chain: ReleaseChain | None) -> None:
    """Raise `InvalidRecord` unless a seal matches the lines and the last publication of a chain."""
    if sha256("".join((*lines, seal["release"])).encode()) != seal["sum"]:
        raise InvalidRecord("与它末行的校验和不符")
    if not (chain and chain.is_near(seal["release"])):
        raise InvalidRecord("它不属于发布链的最后一次，是另一次发布的")


NOTHING = PublishedRecord()


def record_of(sums: Mapping[str, str], read: Read, before: PublishedRecord = NOTHING) -> PublishedRecord:
    """Return the record of a site; states of unchanged projects are copied from the sealed record `before`."""
    titles = titles_of(read(SCHEMA)) if SCHEMA in sums else {}

    def find(name: str) -> bytes | None:
        return read(name) if name in sums else None

    listed = list_values(find)
    projects: dict[str, PublishedProject] = {}
    for name, checksum in sums.items():
        if record := RECORD.fullmatch(name):
            project = before.projects.get(record[1])
            same = project and before.sealed and project.sum == checksum
            state = project if project and same else PublishedProject.of(json.loads(read(name)), checksum, titles)
            projects[record[1]] = replace(state, listed=listed.get(record[1], {}))
    values = {field: value for field, value in site_values(find, sums).items() if is_kept(field)}
    notices = tuple(_notices(sums, read))
    gone = {address for address, shown in _last_notices(notices).items() if shown == WITHDRAWN} - projects.keys()
    earlier = {**before.withdrawn, **before.projects}
    withdrawn = {address: replace(earlier[address], withdrawn=True) for address in gone if address in earlier}
    return PublishedRecord(projects, withdrawn, replace(NO_SITE, values=values, corrections=notices), sealed=True)


def withdrawn(record: PublishedRecord) -> frozenset[str]:
    """Return the addresses of withdrawn projects, by the notices of the site."""
    notices = _last_notices(record.site.corrections) if record.site else {}
    return frozenset(address for address, item in notices.items() if item == WITHDRAWN)


def _last_notices(notices: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """Return the item of the last notice of each project: `WITHDRAWN` or `RESTORED`."""
    return {notice["项目"]: notice["事项"] for notice in notices if "项目" in notice}


def _notices(sums: Mapping[str, str], read: Read) -> Iterator[Mapping[str, str]]:
    """Yield the entries of 更正公告 other than corrections within projects, oldest first."""
    lines = json.loads(read(CORRECTIONS_FILE)) if CORRECTIONS_FILE in sums else []
    for line in sorted(lines, key=lambda line: str(line.get("date", ""))):
        if not line["project"] or line["item"] in (WITHDRAWN, RESTORED):
            keys = KEYS.keys() - (() if line["project"] else {"name"})
            yield {KEYS[key]: value for key, value in line.items() if key in keys and value}
