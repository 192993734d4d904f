"""Account of a publication: every change of a published result must be covered by a correction.

Published corrections and withdrawals are permanent. A new one covers exactly one change, and is dated between the last
publication and the one that publishes it.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.core.date import InvalidDate, PartialDate
from generator.deploy import DeployError
from generator.deploy.changes.published import (
    CORRECTIONS,
    NO_SITE,
    PublishedProject,
    PublishedRecord,
    Read,
    record_of,
    withdrawn,
)
from generator.deploy.changes.site import (
    SCHEMA,
    SITE,
    Change,
    list_changes,
    moved,
    record_changes,
    titles_of,
    wide_changes,
)
from generator.deploy.changes.watched import INDEX, bodies_of

MAX_LISTED = 30  # changes listed one by one
Entry = Mapping[str, str]
Identity = tuple[object, ...]


@dataclass(frozen=True)
class LastPublication:
    """Last publication: its record, its day, and `read`, which returns the full record of a project (None if lost)."""

    record: PublishedRecord
    read: Callable[[str], bytes | None]
    day: date | None = None


class Unaccounted(DeployError):
    """Publication with unaccounted changes; `uncovered` are those that need a correction."""

    def __init__(self, message: str, uncovered: Sequence[Change]) -> None:
        super().__init__(message)
        self.uncovered = tuple(uncovered)


class _Account:
    """Obstacles to a publication.

    Attributes:
        uncovered: Material changes without a correction, and missing projects.
        lost: Published corrections and withdrawals that are missing or were changed, with their address.
        wrong: New corrections that match no change or have an impossible date, with their address and advice.
    """

    def __init__(self, day: date | None, today: date) -> None:
        self.day, self.today = day, today
        self.uncovered: list[Change] = []
        self.lost: list[tuple[str, Entry]] = []
        self.wrong: list[tuple[str, Entry, str]] = []

    def add(self, address: str, changes: Iterable[Change], known: Sequence[Entry], entries: Sequence[Entry]) -> None:
        """Add the changes of a project, its corrections (`entries`), and those published before (`known`)."""
        self.lost += ((address, entry) for entry in _without(known, entries))
        for change, entry in _paired(sorted(changes, key=lambda change: not change.material), _without(entries, known)):
            if entry and (advice := self._advice(change, entry)):
                self.wrong.append((address, entry, advice))
            elif change and not entry and change.material and (change.old or _was_taken_away(change, known)):
                self.uncovered.append(change)

    def _advice(self, change: Change | None, entry: Entry) -> str:
        if self.day is None:
            return "没有可更正的：这里还没有发布过。发布记录遗失的，先取回 content/releases"
        if not change and "项目" not in entry:
            return "与这次的改动对不上，请核对事项、原为、改为；一条只管一处，公布过的不能再用"
        with suppress(InvalidDate):  # reported by the checks
            stated = PartialDate.read(entry.get("日期", ""))
            if stated.latest < self.day or stated.earliest > self.today:
                return f"的日期 {stated.text} 应在上一次发布（{self.day}）和今天（{self.today}）之间"
        return ""

    def lines(self, content: Path) -> Iterator[str]:
        """Yield instructions, with the lines to paste into the data files."""
        if self.lost:
            yield f"公布过的更正、撤下有 {len(self.lost)} 条不见了或改过，没有发布。公布了的不能删改，请照原样放回："
        for address, entry in self.lost[:MAX_LISTED]:
            yield f"{_file(address, entry, content)}："
            yield from _entry({key: _quoted(value) for key, value in entry.items()})
        if self.wrong:
            yield f"有 {len(self.wrong)} 条更正不能照这样公布（公布以后不能再删改），没有发布。请改正："
        for address, entry, advice in self.wrong[:MAX_LISTED]:
            yield f"{_file(address, entry, content)}：更正“{entry.get('事项', '')}”{advice}"
        if count := len(self.uncovered):
            yield f"有 {count} 处已经公布的结论或金额要变，没有写明更正，没有发布。写明原因以后再运行一次："
        for change in self.uncovered[:MAX_LISTED]:
            yield from _cure(change, content, self.today)
        if len(self.uncovered) > MAX_LISTED:
            yield f"还有 {len(self.uncovered) - MAX_LISTED} 处；全部改动可以用 make diff 看。"


def accounted(
    sums: Mapping[str, str], read: Read, last: LastPublication, content: Path, today: date
) -> PublishedRecord:
    """Return the record of a site to be published; `sums` are the digests of its files, `read` returns one.

    Raises `Unaccounted` if no correction covers a change of a published result or amount, or if a correction is lost.
    """
    new, seen = record_of(sums, read, last.record), last.record
    if INDEX in sums and json.loads(read(INDEX)).get("projects") == 0:
        _refuse_empty(new, content)
    bodies = bodies_of(lambda name: read(name) if name in sums else None)
    titles = titles_of(read(SCHEMA)) if SCHEMA in sums else {}
    old = {**seen.withdrawn, **seen.projects}
    origin = moved(_identities(old, bodies), _identities(new.projects, bodies))
    result = _Account(last.day, today)
    for address, project in new.projects.items():
        if before := old.get(origin.get(address, address)):
            changes = _changes(before, project, last, read, titles)
            result.add(address, changes, before.corrections, project.corrections)
        else:
            result.add(address, (), (), project.corrections)
    if new.site and (seen.site or not last.day):
        site = seen.site or NO_SITE
        result.add(SITE, wide_changes(site.values, new.site.values, bodies), site.corrections, new.site.corrections)
    for address in sorted(old.keys() - new.projects.keys() - {*origin.values()} - withdrawn(new)):
        result.uncovered.append(Change(address, "撤下", field="", old=old[address].name, new=None, material=True))
    if lines := "\n".join(result.lines(content)):
        raise Unaccounted(lines, result.uncovered)
    return new


def _refuse_empty(new: PublishedRecord, content: Path) -> None:
    """Raise `DeployError` for a site without projects, unless all are withdrawn or it has an 一览."""
    lists = any(field.startswith("一览.") for field in (new.site or NO_SITE).values)
    if not (withdrawn(new) or lists):
        raise DeployError(
            f"网站里一个项目也没有，没有发布。“{content / 'projects'}”空着的，误移走了、磁盘没有连上的，"
            "请恢复；还没有项目的，收录以后再发布。"
        )


def _changes(
    old: PublishedProject, new: PublishedProject, last: LastPublication, read: Read, titles: Mapping[str, str]
) -> Iterator[Change]:
    """Yield the changes of a project; only those of material values if its last full record is lost."""
    yield from list_changes(new.id, old.listed, new.listed)
    if old.sum != new.sum:
        if record := last.read(old.id):
            yield from record_changes(new.id, record, read(f"data/{new.id}.json"), titles)
        else:
            yield from list_changes(new.id, old.values, new.values)


def _identities(projects: Mapping[str, PublishedProject], bodies: Mapping[str, str]) -> Mapping[str, Identity]:
    return {
        address: (project.name, project.year, bodies.get(project.unit, project.unit))
        for address, project in projects.items()
    }


def _without(entries: Iterable[Entry], others: Iterable[Entry]) -> list[Entry]:
    """Return the entries that are not among the others, counting repetitions."""
    left = Counter(json.dumps(entry, sort_keys=True) for entry in others)
    rest = []
    for entry in entries:
        key = json.dumps(entry, sort_keys=True)
        left[key] -= 1
        if left[key] < 0:
            rest.append(entry)
    return rest


def fits(correction: Entry, change: Change) -> bool:
    """True if a correction matches a change; its field may omit leading steps of the path."""
    field = correction.get("事项", "")
    same = field and f".{change.field}".endswith(f".{field}")
    was, now = (correction.get(key, "") for key in ("原为", "改为"))
    return bool(same) and (was, now) == (change.old or "", change.new or "")


def _paired(changes: Iterable[Change], fresh: Iterable[Entry]) -> Iterator[tuple[Change | None, Entry | None]]:
    """Pair changes with corrections, exact paths first; unpaired changes come last, then corrections, with None."""
    left, waiting = list(fresh), list(changes)
    for exact in (True, False):
        for change in list(waiting):
            fitting = (entry for entry in left if fits(entry, change) and (not exact or entry["事项"] == change.field))
            if correction := next(fitting, None):
                left.remove(correction)
                waiting.remove(change)
                yield change, correction
    yield from ((change, None) for change in waiting)
    yield from ((None, entry) for entry in left)


def _was_taken_away(change: Change, known: Iterable[Entry]) -> bool:
    """True if a new value fills a blank left by a published correction, not a blank of the paper."""
    return any(
        fits({**entry, "原为": "", "改为": change.new or ""}, change) for entry in known if not entry.get("改为")
    )


def _file(address: str, entry: Entry, content: Path) -> Path:
    """Return the data file for a correction or withdrawal."""
    if "项目" in entry:
        return content / "withdrawn.yml"
    return content / ("corrections.yml" if address == SITE else f"projects/{address}.yml")


def _cure(change: Change, content: Path, today: date) -> Iterator[str]:
    """Yield a description of a change, and the lines to add."""
    file = _file(change.project, {}, content)
    if change.field:
        where = "" if change.project == SITE else f"在“{CORRECTIONS}”下"
        yield f"{file}：{change.text}。请核对；确要改的，{where}加："
        lines = {"日期": str(today), "事项": change.field, "原为": _quoted(change.old), "改为": _quoted(change.new)}
    else:
        yield f"{file}：已公布的项目“{change.old}”不见了。确要撤下的，在 {content}/withdrawn.yml 加："
        lines = {"项目": change.project, "项目名称": _quoted(change.old), "日期": str(today)}
    yield from _entry({**lines, "原因": "待填", "决定单位": "待填"})


def _entry(lines: Entry) -> Iterator[str]:
    """Yield the lines of an entry, without blank values, which would be refused."""
    filled = (f"{key}: {value}" for key, value in lines.items() if value)
    yield from (f"{' ' if index else '-'} {line}" for index, line in enumerate(filled))


def _quoted(value: str | None) -> str:
    return json.dumps(value, ensure_ascii=False) if value else ""
