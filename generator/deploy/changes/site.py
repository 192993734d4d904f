"""Difference between two sites: projects that came, went or moved, and every value of the others that changed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.deploy.changes.values import COMPUTED, OURS, JsonObject, Path, ValueChange, all_values, value_changes
from generator.deploy.site_source import SiteSource
from generator.load.versions import OWN_RESULTS

Kind = Literal["更正", "更新", "补充", "撤下", "新增", "改地址"]
KINDS: tuple[Kind, ...] = ("更正", "更新", "补充", "撤下", "新增", "改地址")
LIST = "data/projects.json"
SCHEMA = "api/v1/schema/whole.schema.json"
GOES_ON = ("整改", "整改台账", "收录日期", "更新日期", "更正")  # steps of paths whose facts go on by their nature
PLACES = ("公布", "预算", "自评表")  # where the result and the money of a project stand as printed
RESULTS = frozenset(["评价分值", "自评分值", "复核分值", "满分", "评价结论", "得分率"])
MONEY = frozenset(["金额", "年初预算", "年初预算数", "到位金额", "到位数", "到位率", "支出", "执行率"])
LONGEST = 80  # characters of a value in a line


@dataclass(frozen=True)
class Change:
    """One difference: the project, the field with the old and the new value (of a project as a whole: its name).

    重大 (`material`) is what changes a score, a grade or conclusion, or money: of a project, one that is gone.
    """

    project: str
    kind: Kind
    field: str
    old: str | None
    new: str | None
    material: bool

    @property
    def text(self) -> str:
        if self.kind in ("新增", "撤下") and not self.field:
            return f"{self.kind}项目：{self.old or self.new}"
        if self.kind == "改地址":
            return f"地址由 {self.old} 改为 {self.new}"
        return f"{self.field}：{_said(self.old)} → {_said(self.new)}"


def _said(value: str | None) -> str:
    return "（空白）" if value is None else value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


def site_changes(old: SiteSource, new: SiteSource) -> Iterator[Change]:
    """Yield every difference, project by project in the order of their addresses."""
    before, after = _listed(old), _listed(new)
    origin = moved(_identities(before), _identities(after))
    titles = titles_of(new.read(SCHEMA) or b"{}")
    for project in sorted({*before, *after}):
        if project in after:
            source = origin.get(project, project)
            if source not in before:
                yield Change(project, "新增", field="", old=None, new=after[project]["name"], material=False)
                continue
            if source != project:
                yield Change(project, "改地址", field="", old=source, new=project, material=False)
            yield from record_changes(project, _read(old, source), _read(new, project), titles)
        elif project not in origin.values():
            yield Change(project, "撤下", field="", old=before[project]["name"], new=None, material=True)


def _listed(site: SiteSource) -> Mapping[str, JsonObject]:
    return {record["id"]: record for record in json.loads(site.read(LIST) or b"[]")}


def _read(site: SiteSource, project: str) -> bytes:
    return site.read(f"data/{project}.json") or b"{}"


def _identities(records: Mapping[str, JsonObject]) -> Mapping[str, tuple[object, ...]]:
    return {address: (record["name"], record["year"], record["unit"]) for address, record in records.items()}


def moved(before: Mapping[str, tuple[object, ...]], after: Mapping[str, tuple[object, ...]]) -> Mapping[str, str]:
    """Return the old addresses, by the new ones, of projects that went and came; those of one identity are the same."""
    gone = {identity: address for address, identity in before.items() if address not in after}
    return {
        address: gone[identity] for address, identity in after.items() if address not in before and identity in gone
    }


def titles_of(schema: bytes) -> Mapping[str, str]:
    """Return the titles of computed values, from the site's own schema of its records."""
    schemas = json.loads(schema)
    node, whole = schemas["$defs"]["node"]["properties"], schemas["properties"][COMPUTED]["properties"]
    return {key: entry["title"] for key, entry in (node | whole).items()}


def record_changes(project: str, old: bytes, new: bytes, titles: Mapping[str, str]) -> Iterator[Change]:
    """Yield every difference between two records of a project; `titles` name the computed values."""
    if old != new:
        for change in value_changes(json.loads(old), json.loads(new), titles):
            yield Change(
                project,
                _kind(change),
                field=change.field,
                old=change.old,
                new=change.new,
                material=is_material(change.path, titles),
            )


def _kind(change: ValueChange) -> Kind:
    return "更新" if not {*change.path}.isdisjoint(GOES_ON) else kind_of(change.old, change.new)


def kind_of(old: str | None, new: str | None) -> Kind:
    """Return the kind of a change from one value into another; either may be blank."""
    return "补充" if old is None else "撤下" if new is None else "更正"


def is_material(path: Path, titles: Mapping[str, str]) -> bool:
    """True for a project's score, conclusion or money as a whole, not of single indicators."""
    if path[0] == OURS:
        return len(path) == 2 and path[1] in {titles.get(key, key) for key in OWN_RESULTS}
    return path[0] in PLACES and path[-1] in RESULTS | MONEY


def material_values(record: JsonObject, titles: Mapping[str, str]) -> Mapping[str, str]:
    """Return the material values of a published record, by field."""
    return {".".join(path): text for path, text in all_values(record, titles) if is_material(path, titles)}
