"""Record of published values, small enough for version control: result and money of every project, all corrections.

A line a project, as JSON: address, name, year, unit, checksum of the published data, material values by field, and
corrections; one line for what is no project's; projects that were taken back stay. The last line seals all of them
to the publication they are of. The next publication is compared with it (`account.py`).
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
WITHDRAWN, RESTORED = "撤下", "重新公布"  # the items of a project that was taken back, and of one that came back
KEYS = {"project": "项目", "name": "项目名称", "date": "日期", "item": "事项", "old": "原为", "new": "改为",
        "reason": "原因", "body": "决定单位"}  # fmt: skip
SEAL = "seal"
Read = Callable[[str], bytes]


class InvalidRecord(ValueError):
    """The kept record was edited, shortened, or is of another publication; the message says which."""


@dataclass(frozen=True)
class PublishedProject:
    """Kept state of a project: identity, checksum of `data/{id}.json`, values by field, corrections.

    `facts` is the digest that tells its state from others; `withdrawn` ones are no longer shown.
    """

    id: str
    name: str
    year: int
    unit: str
    sum: str
    values: Mapping[str, str]
    corrections: Sequence[Mapping[str, str]]
    facts: str = ""  # unknown of what was published before this was kept
    withdrawn: bool = False
    listed: Mapping[str, str] = field(default_factory=dict)  # what is worked out of it in lists of the site

    @classmethod
    def of(cls, record: JsonObject, checksum: str, titles: Mapping[str, str]) -> "PublishedProject":
        """Build from a published record."""
        corrections = record[DECLARED].get(CORRECTIONS, [])
        values = material_values(record, titles)
        who = record["id"], record["name"], record["year"], record["unit"]
        return cls(*who, checksum, values, corrections, state_digest(record))

    def agrees(self, live: "PublishedProject") -> bool:
        """Return whether the same data is shown elsewhere, with the values that are kept of it."""
        return self.sum == live.sum and all(
            live.values.get(path, value) == value for path, value in self.values.items()
        )


NO_SITE = PublishedProject(SITE, "", 0, "", sum="", values={}, corrections=())


@dataclass(frozen=True)
class PublishedRecord:
    """What a publication says: its projects and those taken back before, by address, and what is no project's.

    It is `sealed` where nobody can have edited it since the program read it of the site.
    """

    projects: Mapping[str, PublishedProject] = field(default_factory=dict)
    withdrawn: Mapping[str, PublishedProject] = field(default_factory=dict)
    site: PublishedProject | None = None  # unknown of what was published before this was kept
    sealed: bool = False

    @classmethod
    def read(cls, text: str, chain: ReleaseChain | None) -> "PublishedRecord":
        """Return the record that is kept beside a chain; raises `InvalidRecord` where it is not as it was written."""
        lines = text.splitlines(keepends=True)
        try:
            seal = json.loads(lines[-1]).get(SEAL) if lines else None
            lines = lines[:-1] if seal else lines
            kept = [PublishedProject(**json.loads(line)) for line in lines]
        except (ValueError, TypeError, AttributeError) as wrong:
            raise InvalidRecord("有的行不是程序所写") from wrong
        if seal:
            _check_seal(seal, lines, chain)
        elif not kept and chain and chain.lines:
            raise InvalidRecord("里面是空的")
        withdrawn = {project.id: project for project in kept if project.withdrawn}
        projects = {project.id: project for project in kept if not project.withdrawn}
        site = projects.pop(SITE, None)
        return cls(projects, withdrawn, site, bool(seal))

    def text(self, chain: ReleaseChain) -> str:
        """The text to keep beside a chain."""
        kept = {**self.withdrawn, **self.projects, SITE: self.site or NO_SITE}
        lines = "".join(json.dumps(vars(kept[address]), ensure_ascii=False) + "\n" for address in sorted(kept))
        release = chain.lines[-1].text
        return lines + json.dumps({SEAL: {"release": release, "sum": sha256((lines + release).encode())}}) + "\n"

    def differing(self, live: "PublishedRecord") -> Iterator[str]:
        """Yield what is otherwise in another record of the same publication, in words."""
        for address in sorted({*self.projects, *live.projects}):
            kept, seen = self.projects.get(address), live.projects.get(address)
            if kept is None or seen is None:
                yield f"{address}（{'记录里没有' if kept is None else '网站上没有'}）"
            elif not kept.agrees(seen):
                yield address
        if self.site and live.site and self.site.corrections != list(live.site.corrections):
            yield "更正公告"


def _check_seal(seal: Mapping[str, str], lines: Sequence[str], chain: ReleaseChain | None) -> None:
    """Raise `InvalidRecord` unless a seal is of these lines, and of the last release of a chain."""
    if sha256("".join((*lines, seal["release"])).encode()) != seal["sum"]:
        raise InvalidRecord("与它末行的校验和不符")
    if not (chain and chain.is_near(seal["release"])):
        raise InvalidRecord("它不属于发布链的最后一次，是另一次发布的")


NOTHING = PublishedRecord()


def record_of(sums: Mapping[str, str], read: Read, before: PublishedRecord = NOTHING) -> PublishedRecord:
    """Return the record of a site; what is known of data that did not change is taken from the record before."""
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
    """Return the projects that a site says were taken back."""
    notices = _last_notices(record.site.corrections) if record.site else {}
    return frozenset(address for address, item in notices.items() if item == WITHDRAWN)


def _last_notices(notices: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """Return the item of the last notice of each project: whether it was taken back, or published again."""
    return {notice["项目"]: notice["事项"] for notice in notices if "项目" in notice}


def _notices(sums: Mapping[str, str], read: Read) -> Iterator[Mapping[str, str]]:
    """Yield what 更正公告 says beside the corrections of single projects, oldest first."""
    lines = json.loads(read(CORRECTIONS_FILE)) if CORRECTIONS_FILE in sums else []
    for line in sorted(lines, key=lambda line: str(line.get("date", ""))):
        if not line["project"] or line["item"] in (WITHDRAWN, RESTORED):
            keys = KEYS.keys() - (() if line["project"] else {"name"})
            yield {KEYS[key]: value for key, value in line.items() if key in keys and value}
