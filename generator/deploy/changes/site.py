"""Differences between two sites: added, removed and moved projects, and all changed values."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol, get_args

from generator.core.number import Amount
from generator.deploy.changes.values import COMPUTED, OURS, JsonObject, Path, ValueChange, all_values, value_changes
from generator.deploy.changes.watched import (
    bodies_of,
    category_values,
    differences,
    is_kept,
    is_routine_update,
    list_values,
    site_values,
    year_values,
)
from generator.deploy.manifest import LIST_FILE, read_listing, sha256
from generator.deploy.site_source import SiteSource
from generator.load.versions import OWN_RESULTS

Kind = Literal["更正", "更新", "补充", "撤下", "新增", "改地址"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LIST = "data/projects.json"
SITE = "网站"  # address of site-wide data
SCHEMA = "api/v1/schema/whole.schema.json"
ROUTINE = ("整改", "整改台账", "收录日期", "更新日期", "更正")  # steps of paths whose values change in routine
RESULTS = {"评价分值", "自评分值", "复核分值", "满分", "得分", "复核分", "得分率", "评价结论", "等级", "决定"}
MONEY = {
    *("金额", "预算金额", "年初预算", "年初预算数", "全年预算数", "到位金额", "到位数", "到位率", "支出", "实际支出"),
    *("全年执行数", "执行率", "下年预算", "应整改金额", "已整改金额"),
}
DEADLINES = {"原定期限", "现期限", "原期限", "新期限"}
VERDICTS = {("核实", "结论"), ("复核", "结论")}
MAX_CHARS = 80  # of a value in a line


@dataclass(frozen=True)
class Change:
    """One difference: project, field, old and new value (of a whole project: its name, and no field).

    Changes of scores, grades, conclusions and money, and removed projects, are `material` (重大).
    """

    project: str
    kind: Kind
    field: str
    old: str | None
    new: str | None
    material: bool

    @property
    def text(self) -> str:
        """Change in words."""
        if self.kind in ("新增", "撤下") and not self.field:
            return f"{self.kind}项目：{self.old or self.new}"
        if self.kind == "改地址":
            return f"地址由 {self.old} 改为 {self.new}"
        return f"{self.field}：{_quoted(self.old)} → {_quoted(self.new)}"


def _quoted(value: str | None) -> str:
    return "（空白）" if value is None else value if len(value) <= MAX_CHARS else f"{value[:MAX_CHARS]}…"


class ListedSite(SiteSource, Protocol):
    """Site whose files may be listed."""

    def names(self) -> Sequence[str] | None:
        """Return the names of all files; None if they cannot be listed."""
        ...


def site_changes(old: ListedSite, new: ListedSite) -> Iterator[Change]:
    """Yield all differences: site-wide ones, then those of projects, by address."""
    before, after = _listed(old), _listed(new)
    bodies = bodies_of(new.read)
    origin = moved(_identities(before, bodies), _identities(after, bodies))
    titles = titles_of(new.read(SCHEMA) or b"{}")
    seen, listed = list_values(old.read), list_values(new.read)
    categories = category_values(old.read), category_values(new.read)
    before_wide, after_wide = (site_values(side.read, _file_sums(side)) | year_values(side.read) for side in (old, new))
    yield from wide_changes(before_wide, after_wide, bodies)
    for project in sorted({*before, *after}):
        if project in after:
            source = origin.get(project, project)
            if source not in before:
                yield Change(project, "新增", field="", old=None, new=after[project]["name"], material=False)
                continue
            if source != project:
                yield Change(project, "改地址", field="", old=source, new=project, material=False)
            yield from record_changes(project, _read(old, source), _read(new, project), titles)
            yield from list_changes(project, seen.get(source, {}), listed.get(project, {}))
            sorted_in = categories[0].get(source, {}), categories[1].get(project, {})
            yield from (replace(change, material=False) for change in list_changes(project, *sorted_in))
        elif project not in origin.values():
            yield Change(project, "撤下", field="", old=before[project]["name"], new=None, material=True)


def _file_sums(site: ListedSite) -> Mapping[str, str]:
    """Return the digests of files by name: from the file list, or before publication of the attachments only."""
    if listing := site.read(LIST_FILE):
        return read_listing(listing)[0]
    attachments = (name for name in site.names() or () if name.startswith("files/"))
    return {name: sha256(site.read(name) or b"") for name in attachments}


def _listed(site: SiteSource) -> Mapping[str, JsonObject]:
    return {record["id"]: record for record in json.loads(site.read(LIST) or b"[]")}


def _read(site: SiteSource, project: str) -> bytes:
    return site.read(f"data/{project}.json") or b"{}"


def _identities(records: Mapping[str, JsonObject], bodies: Mapping[str, str]) -> Mapping[str, tuple[object, ...]]:
    return {
        address: (record["name"], record["year"], bodies.get(record["unit"], record["unit"]))
        for address, record in records.items()
    }


def moved(before: Mapping[str, tuple[object, ...]], after: Mapping[str, tuple[object, ...]]) -> Mapping[str, str]:
    """Return the old addresses of moved projects by the new ones; projects with equal identity are the same."""
    gone = {identity: address for address, identity in before.items() if address not in after}
    return {
        address: gone[identity] for address, identity in after.items() if address not in before and identity in gone
    }


def titles_of(schema: bytes) -> Mapping[str, str]:
    """Return the titles of computed values by key, from the site's schema of records."""
    schemas = json.loads(schema)
    node, whole = schemas["$defs"]["node"]["properties"], schemas["properties"][COMPUTED]["properties"]
    return {key: entry["title"] for key, entry in (node | whole).items()}


def record_changes(project: str, old: bytes, new: bytes, titles: Mapping[str, str]) -> Iterator[Change]:
    """Yield every difference between two records of a project; `titles` name the computed values."""
    if old != new:
        differences = tuple(value_changes(json.loads(old), json.loads(new), titles))
        among = {change.field: change for change in differences}
        for change in differences:
            routine = is_routine(change, among)
            yield Change(
                project,
                "更新" if routine or not {*change.path}.isdisjoint(ROUTINE) else kind_of(change.old, change.new),
                field=change.field,
                old=change.old,
                new=change.new,
                material=is_material(change.path, titles) and not routine,
            )


def list_changes(project: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Yield the differences between values that are all material."""
    for field in dict.fromkeys((*old, *new)):
        was, now = old.get(field), new.get(field)
        if was != now:
            yield Change(project, kind_of(was, now), field=field, old=was, new=now, material=True)


def wide_changes(old: Mapping[str, str], new: Mapping[str, str], bodies: Mapping[str, str]) -> Iterator[Change]:
    """Yield the differences of site-wide values; `bodies` are the units of the new site by name."""
    for field, was, now in differences(old, new):
        routine = was is not None and is_routine_update(field, was, now, bodies)
        kind: Kind = "更新" if routine else kind_of(was, now)
        yield Change(SITE, kind, field=field, old=was, new=now, material=is_kept(field) and not routine)


def kind_of(old: str | None, new: str | None) -> Kind:
    """Return the kind of a change of a value; None is a blank."""
    return "补充" if old is None else "撤下" if new is None else "更正"


def is_routine(change: ValueChange, among: Mapping[str, ValueChange]) -> bool:
    """True for progress in 整改台账: more money recovered, a due date moved by an extension, a later verification.

    `among` are all changes of the project, by field.
    """
    above, _, last = change.field.rpartition(".")
    if not (change.old and change.new):
        return False
    if last == "已整改金额":
        return Amount.read(change.old).value <= Amount.read(change.new).value
    if last == "现期限":
        fresh = (other for other in among.values() if other.field.startswith(f"{above}.延期.") and other.old is None)
        return any(other.path[-1] == "新期限" and other.new == change.new for other in fresh)
    day = among.get(f"{above}.日期")
    return change.path[-2:] == ("核实", "结论") and bool(day and day.new and day.new > (day.old or ""))


def is_material(path: Path, titles: Mapping[str, str]) -> bool:
    """True for scores, grades, conclusions, amounts, rates, deadlines, verdicts; of 本站核算, for overall results."""
    if path[0] == OURS:
        return len(path) == 2 and path[1] in {titles.get(key, key) for key in OWN_RESULTS}
    own = path[-1] in RESULTS | MONEY | DEADLINES or path[-3:-2] == ("状态记录",)
    return own or not VERDICTS.isdisjoint((path[-2:], path[-3:-1]))


def material_values(record: JsonObject, titles: Mapping[str, str]) -> Mapping[str, str]:
    """Return the material values of a published record, by field."""
    return {".".join(path): text for path, text in all_values(record, titles) if is_material(path, titles)}
