"""Faults of the case files: what each changes in a file of the base, what check says of it, and of which values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from pathlib import Path

from generator.checks._uses import total_computed_from, total_from
from generator.checks.discovery import checks_by_name, project_checks
from generator.core.diagnostic import Diagnostic
from generator.core.paths import Paths
from generator.core.record import Record, Remark
from generator.load import ProjectFile, read_bytes, read_project
from generator.pipeline.context import BuildContext
from generator.pipeline.examination import Examined, combine, examine
from tests.support.cases import BASE, Case, joined, patched

Told = tuple[str, str, str, str]  # the file, the field, the message without numbers of lines, the check
NAMES = frozenset(("年度", "项目名称", "系列", "项目单位"))
COUNTED = "总分规则.计分"  # which column of points counts: every point is another one then
# Checks that name only those of their values that may be to blame: what all they are made from.
ALL_OF = {"总分不符": total_computed_from, "等级不符": total_from}
# Checks that may wait for all errors of a file: which waivers it needs is known only when it has none.
WAITING = ("豁免无效",)
LINE = re.compile(r"第 ?\d+ ?行")


def told(diagnostic: Diagnostic) -> Told:
    """A diagnostic without the line it stands on, which another change above it moves."""
    place = diagnostic.place
    return place.file, place.field, LINE.sub("", diagnostic.text), diagnostic.check


@dataclass(frozen=True)
class Fault:
    """What one case changes in one file of the base."""

    case: Case

    @property
    def name(self) -> str:
        return self.case.name

    @property
    def file(self) -> str:
        return self.case.changes[0].path

    def on(self, text: str) -> str:
        """A text with this fault put in."""
        return patched(text, self.case.changes[0].lines)

    @cached_property
    def lines(self) -> frozenset[int]:
        """The lines of the base that it takes the place of."""
        base = f"\n{(BASE / self.file).read_text('utf-8')}"
        found: set[int] = set()
        block: list[str] = []
        for line in (*self.case.changes[0].lines, ""):
            if line[:1] == "<":
                block.append(line[2:])
            elif block:
                start = base[: base.index(f"\n{joined(tuple(block))}")].count("\n")
                found |= set(range(start, start + len(block)))
                block = []
        return frozenset(found)

    def beside(self, other: "Fault") -> bool:
        """Whether the two change lines of one file apart from each other."""
        return self.file == other.file and self.lines.isdisjoint(other.lines)


def faults(cases: Iterable[Case]) -> list[Fault]:
    """The cases that change one project of the base, and nothing else, so that check says something."""
    return [
        Fault(case)
        for case in cases
        if len(case.changes) == 1
        and case.changes[0].model == case.changes[0].path
        and case.changes[0].path.startswith("content/projects/")
        and not case.options
        and case.expected.count("\n") > 1
    ]


@dataclass(frozen=True)
class Findings:
    """What is told of a file, each violation with the values it was made from, every value, what could not be read."""

    told: frozenset[Told]
    judged: Mapping[Told, frozenset[str]]
    values: Mapping[str, tuple[object, ...]]
    unread: frozenset[str]

    @property
    def follows_from(self) -> frozenset[str]:
        """The same, and what others of its series, its unit and its year are found by, where projects are compared."""
        compared = any(check in checks_by_name() and checks_by_name()[check].comparison for _, _, _, check in self.told)
        return self.made_from | (NAMES if compared else frozenset())

    @property
    def made_from(self) -> frozenset[str]:
        """The values that any violation was made from, those left out as consequences of others too."""
        return frozenset(path for paths in self.judged.values() for path in paths)


class Base:
    """The base of the case files, in which one project at a time has another text."""

    def __init__(self, root: Path) -> None:
        self.context = BuildContext.open(Paths(Case(BASE, "", (), (), "").lay_out(root)))
        self.files = {file.file: file for file in self.context.site.files}
        self.examined = {
            name: examine(self.context, file, read_bytes(file, self.context.paths.content))
            for name, file in self.files.items()
        }

    def sound(self, name: str) -> Findings:
        """What is told of a project as it is."""
        return self._findings(self.files[name], self.examined[name], frozenset())

    def with_text(self, name: str, text: str) -> Findings:
        """What is told where a project has another text."""
        file, raw = self.files[name], text.encode()
        return self._findings(file, examine(self.context, file, raw), read_project(file, raw).unread_places)

    def _findings(self, file: ProjectFile, one: Examined, unread: frozenset[str]) -> Findings:
        all_of_them = {**self.examined, file.file: one}
        found = combine(self.context, list(self.files.values()), [each.examination for each in all_of_them.values()])
        judged = {told(each): frozenset((each.place.field,)) for each in found.diagnostics}
        judged |= dict(self._violations(one))
        values: dict[str, tuple[object, ...]] = {}
        for path, value in _values(one.project) if one.project else ():
            values[path] = (*values.get(path, ()), value)
        remarks = {f"{path.rpartition('说明')[0]}说明" for path in unread if "说明" in path.split(".")}
        return Findings(frozenset(map(told, found.diagnostics)), judged, values, unread | remarks)

    def _violations(self, one: Examined) -> Iterator[tuple[Told, frozenset[str]]]:
        if not (one.project and one.score):
            return
        for about, check in project_checks():
            for record, field, message, *uses in check.check(one.project, one.score, self.context.site.book):
                place = record.at(field)
                values = [*(uses[0] if uses else ())]
                if about.name in ALL_OF:
                    values += ALL_OF[about.name](one.project, one.score)
                made_from = {place.field, *(other.at(name).field for other, name in values)}
                yield told(Diagnostic(place, message, about.name)), frozenset(made_from)


def independent(one: Findings, other: Findings, sound: Findings) -> bool:
    """Whether neither of two faults changes a value that the other changes, or that a message on it was made from."""
    changed, changed_too = _changed(one, sound), _changed(other, sound)
    return not (
        not (one.values and other.values)  # no project at all could be read
        or _touch(changed, other.follows_from)
        or _touch(changed_too, one.follows_from)
        or _touch(changed, changed_too)
        or not one.made_from.isdisjoint(other.made_from)
    )


def _changed(found: Findings, sound: Findings) -> frozenset[str]:
    paths = found.values.keys() | sound.values.keys()
    changed = {path for path in paths if found.values.get(path) != sound.values.get(path)}
    return frozenset(changed | found.unread)


def _touch(changed: frozenset[str], values: frozenset[str]) -> bool:
    """Whether one of some values was changed, holds one that was, or stands in a list that grew or shrank."""
    return any(_concerns(one, value) for one in changed for value in values)


def _concerns(changed: str, value: str) -> bool:
    holder, _, name = changed.rpartition(".")
    if name in ("", "说明") and value.startswith(f"{holder}." if holder else ""):
        return True  # in a list, by its path and a dot; or a 说明, which answers for all that stands beside it
    if changed == COUNTED and value.startswith(("指标体系", "公布")):
        return True
    return value == changed or changed.startswith(f"{value}.")


def lost(one: Findings, other: Findings, both: Findings) -> set[Told]:
    """What is told of one of two faults alone and no longer where both are there.

    Where the two make a third fault, which neither is by itself, what is judged by the same values may follow from it.
    """
    arisen = both.judged.keys() - one.judged.keys() - other.judged.keys()
    third = frozenset(path for new in arisen for path in both.judged[new])
    judged = {**one.judged, **other.judged}

    def follows(gone: Told) -> bool:
        beside = other if gone in one.told else one
        now = both.judged.get(gone, frozenset())  # what it is made from beside the other fault, which may be doubtful
        return not now.isdisjoint(beside.made_from) or _touch(beside.unread, now) or not third.isdisjoint(judged[gone])

    gone = (one.told | other.told) - both.told
    return {each for each in gone if each[-1] not in WAITING and not follows(each)}


def _values(record: Record) -> Iterator[tuple[str, object]]:
    """Every value below a record by its path; of a list also which items it has, by its path and a dot."""
    for one in fields(record):
        if "key" not in one.metadata:
            continue
        value, path = getattr(record, one.name), record.at(one.name).field
        if isinstance(value, Remark):
            yield path, value.waivers
        elif isinstance(value, Record):
            yield path, type(value)
            yield from _values(value)
        elif isinstance(value, tuple) and value and isinstance(value[0], Record):
            yield f"{path}.", tuple(item.marks.path for item in value)
            for item in value:
                yield f"{item.marks.path}.", type(item)  # of children the path is not that of their list
                yield from _values(item)
        else:
            yield path, value
