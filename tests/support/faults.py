"""Faults of the case files: what each changes in a file of the base, what check says of it, and of which values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, cached_property
from pathlib import Path

from generator.checks.discovery import checks_by_name, project_checks
from generator.checks.scores import total_computed_from, total_from
from generator.core.diagnostic import Diagnostic
from generator.core.paths import Paths
from generator.core.record import Record, Remark
from generator.load import ProjectFile, read_bytes, read_project
from generator.model.book import Book
from generator.model.project import Project
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


def signature(diagnostic: Diagnostic) -> Told:
    """A diagnostic without the line it stands on, which another change above it moves."""
    place = diagnostic.place
    return place.file, place.field, LINE.sub("", diagnostic.text), diagnostic.check


@dataclass(frozen=True, eq=False)  # one object each: pairs of them are looked up by the thousand
class Fault:
    """What one case changes in one file of the base."""

    case: Case

    @cached_property
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
        numbers: set[int] = set()
        block: list[str] = []
        for line in (*self.case.changes[0].lines, ""):
            if line[:1] == "<":
                block.append(line[2:])
            elif block:
                start = base[: base.index(f"\n{joined(tuple(block))}")].count("\n")
                numbers |= set(range(start, start + len(block)))
                block = []
        return frozenset(numbers)

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
    """What is told of a file, each violation with the values it was made from, and where it differs from the base."""

    diagnostics: tuple[Diagnostic, ...]
    examined: Examined
    book: Book
    file: ProjectFile
    text: bytes
    sound: Mapping[str, tuple[object, ...]]  # the values of the base

    @cached_property
    def reported(self) -> frozenset[Told]:
        return frozenset(map(signature, self.diagnostics))

    @cached_property
    def judged(self) -> Mapping[Told, frozenset[str]]:
        """The values that each was made from, those left out as consequences of others too."""
        return {signature(diagnostic): frozenset((diagnostic.place.field,)) for diagnostic in self.diagnostics} | dict(
            self._violations()
        )

    def _violations(self) -> Iterator[tuple[Told, frozenset[str]]]:
        project, score = self.examined.project, self.examined.score
        if not (project and score):
            return
        for about, check in project_checks():
            for record, field, message, *uses in check(project, score, self.book):
                place = record.at(field)
                values = [*(uses[0] if uses else ())]
                if about.name in ALL_OF:
                    values += ALL_OF[about.name](project, score)
                made_from = {place.field, *(other.at(name).field for other, name in values)}
                yield signature(Diagnostic(place, message, about.name)), frozenset(made_from)

    @cached_property
    def unread(self) -> frozenset[str]:
        """The places that could not be read."""
        paths = read_project(self.file, self.text).unread_places
        return paths | {f"{path.rpartition('说明')[0]}说明" for path in paths if "说明" in path.split(".")}

    @cached_property
    def changed(self) -> frozenset[str]:
        """These, and the places of all values that are others than in the base."""
        values = _values_of(self.examined.project)
        places = values.keys() | self.sound.keys()
        return self.unread | {path for path in places if values.get(path) != self.sound.get(path)}

    @cached_property
    def follows_from(self) -> frozenset[str]:
        """The same, and what others of its series, its unit and its year are found by, where projects are compared."""
        known = checks_by_name()
        compared = any(check in known and known[check].comparison for *_, check in self.reported)
        return self.made_from | (NAMES if compared else frozenset())

    @cached_property
    def made_from(self) -> frozenset[str]:
        """The values that any violation was made from."""
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
        self.values = {name: _values_of(result.project) for name, result in self.examined.items()}

    def with_text(self, name: str, text: str) -> Findings:
        """What is told where a project has another text."""
        file, raw = self.files[name], text.encode()
        result = examine(self.context, file, raw)
        all_of_them = {**self.examined, file.file: result}
        examination = combine(self.context, list(self.files.values()), list(all_of_them.values()))
        return Findings(examination.diagnostics, result, self.context.site.book, file, raw, self.values[name])


def independent(first: Findings, other: Findings) -> bool:
    """Whether neither of two faults changes a value that the other changes, or that a message on it was made from."""
    return not (
        not (first.examined.project and other.examined.project)
        or _touch(first.changed, other.follows_from)
        or _touch(other.changed, first.follows_from)
        or _touch(first.changed, other.changed)
        or not first.made_from.isdisjoint(other.made_from)
    )


def _touch(changed: frozenset[str], values: frozenset[str]) -> bool:
    """Whether one of some values was changed, holds one that was, or stands in a list that grew or shrank."""
    these, below = _concerned(changed)
    return not these.isdisjoint(values) or any(value.startswith(below) for value in values)


@cache
def _concerned(changed: frozenset[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """What was changed with all that holds it; how the paths begin of what else that concerns."""
    these = {path[:end] for path in changed for end in (*_dots(path), len(path))}
    below = {"指标体系", "公布"} if COUNTED in changed else set()
    for path in changed:
        holder, _, name = path.rpartition(".")
        if name in ("", "说明"):  # a list, by its path and a dot; or a 说明, which answers for all beside it
            below.add(f"{holder}." if holder else "")
    return frozenset(these), tuple(below)


def _dots(path: str) -> Iterator[int]:
    return (at for at, char in enumerate(path) if char == ".")


def lost(first: Findings, other: Findings, both: Findings) -> set[Told]:
    """What is told of one of two faults alone and no longer where both are there.

    Where the two make a third fault, which neither is by itself, what is judged by the same values may follow from it.
    """
    gone = (first.reported | other.reported) - both.reported
    if not gone:
        return set()
    arisen = both.judged.keys() - first.judged.keys() - other.judged.keys()
    third = frozenset(path for new in arisen for path in both.judged[new])
    judged = {**first.judged, **other.judged}

    def follows(entry: Told) -> bool:
        beside = other if entry in first.reported else first
        now = both.judged.get(entry, frozenset())  # what it is made from beside the other fault, which may be doubtful
        return not now.isdisjoint(beside.made_from) or _touch(beside.unread, now) or not third.isdisjoint(judged[entry])

    return {entry for entry in gone if entry[-1] not in WAITING and not follows(entry)}


def _values_of(project: Project | None) -> Mapping[str, tuple[object, ...]]:
    """Every value of a project by its path; nothing of one that could not be read."""
    values: dict[str, tuple[object, ...]] = {}
    for path, value in _values(project) if project else ():
        values[path] = (*values.get(path, ()), value)
    return values


def _values(record: Record) -> Iterator[tuple[str, object]]:
    """Every value below a record by its path; of a list also which items it has, by its path and a dot."""
    for field in fields(record):
        if "key" not in field.metadata:
            continue
        value, path = getattr(record, field.name), record.at(field.name).field
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
