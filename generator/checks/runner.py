"""Check runner: runs all checks on each project by itself, then on all of them together, and applies the waivers.

Any process may check a project, and what it found (`ProjectChecks`) can be kept, as can what `compare` finds
between them; `check_all` does the rest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.checks._facts import Anchor, Fact, ProjectRef, anchor, project_ref
from generator.checks._idle import Idle, idle_waivers, stays_idle
from generator.checks._text_index import new_texts, remember_harmless
from generator.checks._texts import all_records, waivers_beside
from generator.checks._unread import beside_unread
from generator.checks.discovery import Check, checks_by_name, comparisons, project_checks, site_checks, text_checks
from generator.checks.protocol import Value, Violation
from generator.core.diagnostic import Diagnostic, Place, Waived, in_order
from generator.core.record import FieldName, Record, Waiver
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore

Compared = tuple[str, Anchor, str]  # the name of a check, where projects contradict each other, and the message
IDENTITY = frozenset(("年度", "项目名称", "项目单位", "系列"))  # what a project must be known by to be compared


@dataclass(frozen=True)
class CheckResult:
    """The diagnostics of a book: those that stand, and those that the data files themselves answer."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]


@dataclass(frozen=True)
class ProjectChecks:
    """The diagnostics of one project by itself, and by the names of checks the facts to compare it with others.

    `idle` are its waivers that answered nothing so far.
    """

    project: ProjectRef
    facts: Mapping[str, object]
    standing: tuple[Diagnostic, ...] = ()
    waived: tuple[Waived, ...] = ()
    idle: tuple[Idle, ...] = ()


def check_project(
    book: Book, project: Project, score: ProjectScore, unread: Collection[str] = frozenset()
) -> ProjectChecks:
    """Check one project by itself; `book` is what stands beside the projects, with the files this one attaches.

    `unread` are the paths of what could not be read of its file: nothing is told that may only follow from that.
    """
    collector = _Collector()
    checked = project_checks()
    found = [_Found(check, *_parts(one)) for check, ordinary in checked for one in ordinary.check(project, score, book)]
    for one in _causes(project, found):
        if not beside_unread(one.paths, unread):
            collector.add(one.check, anchor(project, one.record, one.field), one.message)
    _check_texts(collector, project, unread)
    facts = {} if IDENTITY & set(unread) else _facts(book, project, unread)
    scheme = project.evaluation.scheme
    known_scheme = not scheme or scheme in book.schemes  # without it some checks said nothing
    idle = [one for one in idle_waivers(project, known_scheme) if one[1].place not in collector.used_waivers]
    if unread:  # which waivers a project needs is known once all of it is
        idle = [one for one in idle if one[1].severity == "错误"]
    standing, waived = tuple(collector.standing), tuple(collector.waived)
    return ProjectChecks(project_ref(book, project), facts, standing, waived, tuple(idle))


@dataclass(frozen=True)
class _Found:
    """A violation and the check that found it."""

    check: Check
    record: Record
    field: FieldName
    message: str
    uses: tuple[Value, ...]

    @cached_property
    def places(self) -> frozenset[Place]:
        """The values it was made from, any of which may be the wrong one."""
        return frozenset(record.at(field) for record, field in ((self.record, self.field), *self.uses))

    @property
    def paths(self) -> Iterator[str]:
        """The paths of these values and of the 说明 beside; of a check that does not say which, of the whole record."""
        yield from (place.field for place in self.places)
        if self.check.waivable:
            yield f"{self.record.marks.path}.说明".lstrip(".")
        if not self.uses:
            yield self.record.marks.path


def _parts(violation: Violation) -> tuple[Record, FieldName, str, tuple[Value, ...]]:
    record, field, message, *uses = violation
    return record, field, message, tuple(uses[0]) if uses else ()


def _causes(project: Project, found: list[_Found]) -> Iterator[_Found]:
    """Leave out what would only follow from an error; one that a waiver answers is the paper's own, no error."""
    doubted: dict[str, set[Place]] = defaultdict(set)
    for one in found:
        waiver = _waiver(anchor(project, one.record, one.field).waivers, one.check, one.message)
        if one.check.severity == "错误" and not waiver:
            doubted[one.check.name] |= one.places
    return (one for one in found if all(one.places.isdisjoint(doubted[name]) for name in one.check.requires_clean))


def _facts(book: Book, project: Project, unread: Collection[str]) -> dict[str, object]:
    """What each comparison is to know, unless it is to speak of something that could not be read."""
    found: dict[str, object] = {}
    for check, comparison in comparisons():
        fact = comparison.extract(project, book)
        if fact is not None and not (unread and beside_unread(_paths(fact), unread)):
            found[check.name] = fact
    return found


def _paths(fact: object) -> Iterator[str]:
    """The paths of all places in a fact."""
    if isinstance(fact, Anchor):
        yield fact.place.field
    elif isinstance(fact, tuple | list):
        for part in fact:
            yield from _paths(part)


def compare(book: Book, check: str, facts: list[Fact[object]]) -> Iterator[Compared]:
    """Compare the projects, by the facts that they gave for a check."""
    comparison = checks_by_name()[check].comparison
    assert comparison, "none but a comparison is given facts"
    return ((check, where, message) for where, message in comparison.compare(book, facts))


def check_all(book: Book, projects: Iterable[ProjectChecks], compared: Iterable[Compared]) -> CheckResult:
    """Check what is beside the projects, and decide which diagnostics stand of all of it."""
    collector, idle = _Collector(), list[Idle]()
    for checked in projects:
        collector.standing += checked.standing
        collector.waived += checked.waived
        idle += checked.idle
    for name, where, message in compared:
        collector.add(checks_by_name()[name], where, message)
    waivers = {
        id(record): waivers_beside(overview, record) for overview in book.overviews for record in all_records(overview)
    }  # nothing else beside the projects has a 说明
    for check, site_check in site_checks():
        for violation in site_check.check_site(book):
            record, field, message, _ = _parts(violation)
            collector.add(check, Anchor(record.at(field), waivers.get(id(record), ())), message)
    for overview in book.overviews:
        _check_texts(collector, overview)
        idle += idle_waivers(overview, True)
    standing = _without_consequences(collector.standing)
    with_errors = {one.place.file for one in standing if one.severity == "错误"}
    idle = [one for one in idle if one[1].place not in collector.used_waivers]
    standing += [one for name, one in idle if stays_idle(name, one, book.unread, with_errors)]
    return CheckResult(in_order(standing), tuple(sorted(set(collector.waived), key=_by_place)))


def _check_texts(collector: "_Collector", top: Record, unread: Collection[str] = frozenset()) -> None:
    """Check each text of a project or an 一览; where a 说明 could not be read, it may hold the waiver."""
    index = new_texts(top)
    for check, textual in text_checks():
        for record, field, text, is_remark in index.matching(*textual.TRIGGERS):
            if is_remark and not check.reviewed:
                continue
            if not (unread and beside_unread((f"{record.marks.path}.说明".lstrip("."),), unread)):
                for message in textual.check_text(text):
                    collector.add(check, anchor(top, record, field), message)
    remember_harmless(index)


class _Collector:
    """Sorts violations into diagnostics that stand and those that a waiver beside them answers."""

    def __init__(self) -> None:
        self.standing: list[Diagnostic] = []
        self.waived: list[Waived] = []
        self.used_waivers: set[Place] = set()

    def add(self, check: Check, where: Anchor, message: str) -> None:
        """Take up a violation."""
        waiver = _waiver(where.waivers, check, message)
        if waiver:
            self.used_waivers.add(waiver.at())
        if waiver and (waiver.reviewed or not check.reviewed):
            diagnostic = Diagnostic(where.place, message, check.name, check.severity)
            self.waived.append(Waived(diagnostic, waiver.reason, waiver.office))
            return
        if waiver:
            message = f"{message}；确已审查、可以公开的，在豁免里加上“已审查: 是”"
        self.standing.append(Diagnostic(where.place, message, check.name, check.severity))


def _waiver(waivers: tuple[Waiver, ...], check: Check, message: str) -> Waiver | None:
    if not waivers or not check.waivable:
        return None
    return next((waiver for waiver in waivers if waiver.covers(check.name, message)), None)


def _without_consequences(standing: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out what would only follow from an error between files, and what would quote a text not for the public."""
    checks = checks_by_name()
    errors: dict[str, set[str]] = defaultdict(set)
    for one in standing:
        if one.severity == "错误" and checks[one.check].comparison:
            errors[one.place.file].add(one.check)
    private = {one.place for one in standing if checks[one.check].reviewed}
    return [
        one
        for one in standing
        if errors[one.place.file].isdisjoint(checks[one.check].requires_clean)
        and (checks[one.check].reviewed or one.place not in private)
    ]


def _by_place(one: Waived) -> tuple[Place, str, str, str]:
    return one.diagnostic.place, one.reason, one.diagnostic.check, one.diagnostic.text
