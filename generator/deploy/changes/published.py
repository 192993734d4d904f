"""Record of published values: of every project its result and money, small enough for version control.

A line a project, as JSON: address, name, year, unit, the checksum of its published data, its material values by field,
and the corrections it tells of. The next publication is held against it, wherever the site itself may be by then.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.deploy.changes.site import Change, kind_of, material_values, moved
from generator.deploy.changes.values import DECLARED
from generator.load.versions import facts_of

CORRECTIONS = "更正"
OF_COMPUTED = "本站核算."


@dataclass(frozen=True)
class PublishedProject:
    """What is kept of one project: who it is, the checksum of `data/{id}.json`, values by field, its corrections.

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
    def of(cls, record: Mapping[str, Any], checksum: str, titles: Mapping[str, str]) -> "PublishedProject":
        """What is kept of a record as it is published."""
        told = record[DECLARED].get(CORRECTIONS, [])
        values = material_values(record, titles)
        who = record["id"], record["name"], record["year"], record["unit"]
        return cls(*who, checksum, values, told, facts_of(record))

    @property
    def line(self) -> str:
        """The line of the record."""
        return json.dumps(vars(self), ensure_ascii=False) + "\n"

    def covers(self, change: Change) -> bool:
        """Whether one of its corrections tells of a change: the same field, what it was and what it is."""
        return any(fits(one, change) for one in self.corrections)


def read_projects(text: str) -> dict[str, PublishedProject]:
    """The record, by address; raises `ValueError` or `TypeError` where a line is none of ours."""
    found = (PublishedProject(**json.loads(line)) for line in text.splitlines())
    return {one.id: one for one in found}


def fits(correction: Mapping[str, str], change: Change) -> bool:
    """Whether a correction tells of a change; its field may leave out the first steps of the path."""
    field = correction.get("事项", "")
    same = field and f".{change.field}".endswith(f".{field}")
    was, now = (correction.get(key, "") for key in ("原为", "改为"))
    return bool(same) and (was, now) == (change.old or "", change.new or "")


@dataclass(frozen=True)
class Account:
    """What the next publication changes of results and money: what no correction covers, what fits no change.

    What was blank and is filled in takes nothing back, and needs no correction.
    """

    uncovered: tuple[Change, ...] = ()
    idle: tuple[tuple[str, Mapping[str, str]], ...] = ()  # address and correction


def account(
    old: Mapping[str, PublishedProject], new: Mapping[str, PublishedProject], withdrawn: Container[str] = ()
) -> Account:
    """Hold what is to be published against what was published; `withdrawn` were taken back with a stated reason."""
    origin = moved({at: _identity(one) for at, one in old.items()}, {at: _identity(one) for at, one in new.items()})
    uncovered: list[Change] = []
    idle: list[tuple[str, Mapping[str, str]]] = []
    for at, project in new.items():
        before = old.get(origin.get(at, at))
        if before is None or before.sum == project.sum:
            continue
        changes = tuple(_changes(at, before, project))
        uncovered += _uncovered(project, changes)
        fresh = (one for one in project.corrections if one not in before.corrections)
        idle += ((at, one) for one in fresh if not any(fits(one, change) for change in changes))
    gone = (one for at, one in old.items() if at not in new and at not in origin.values() and at not in withdrawn)
    uncovered += (Change(one.id, "撤下", "", one.name, None, material=True) for one in gone)
    return Account(tuple(uncovered), tuple(idle))


def _identity(project: PublishedProject) -> tuple[object, ...]:
    return project.name, project.year, project.unit


def _changes(at: str, old: PublishedProject, new: PublishedProject) -> Iterator[Change]:
    for field in dict.fromkeys((*old.values, *new.values)):
        was, now = old.values.get(field), new.values.get(field)
        if was != now:
            yield Change(at, kind_of(was, now), field, was, now, material=True)


def _uncovered(project: PublishedProject, changes: Iterable[Change]) -> Iterator[Change]:
    """Changes that no correction covers; what we work out follows from a printed value that is accounted for."""
    taken_back = [one for one in changes if one.old is not None]
    ours = [one for one in taken_back if one.field.startswith(OF_COMPUTED)]
    printed = [one for one in taken_back if one not in ours]
    yield from (one for one in printed if not project.covers(one))
    if not printed:
        yield from (one for one in ours if not project.covers(one))
