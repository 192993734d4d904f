"""Check runner: runs all checks on each project by itself, then on all of them together, and applies the waivers.

Any process may check a project, and the result (`ProjectChecks`) can be stored, as can the result of `compare`
between them; `check_all` does the rest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.checks.definition import Value, Violation
from generator.checks.discovery import Check, checks_by_name, comparisons, project_checks, site_checks, text_checks
from generator.checks.facts import Anchor, Fact, ProjectRef, anchor, project_ref
from generator.checks.records import all_records, all_waivers, waivers_beside
from generator.checks.text_index import text_index
from generator.core.diagnostic import Diagnostic, Place, Waived, in_order
from generator.core.record import FieldName, Record, Waiver
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore

Compared = tuple[str, Anchor, str]  # the name of a check, where projects contradict each other, and the message
Idle = tuple[str, Diagnostic]  # the name of a check, and the diagnostic for a waiver of it that answers nothing
IDENTITY = frozenset(("年度", "项目名称", "项目单位", "系列"))  # what a project must be known by to be compared


@dataclass(frozen=True)
class CheckResult:
    """Diagnostics of a book: those that stand, and those that the data files themselves answer."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]


@dataclass(frozen=True)
class ProjectChecks:
    """Diagnostics of one project by itself, and the facts to compare it with others, by names of checks.

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

    `unread` are the paths of what could not be read of its file: nothing is reported that may only follow from that.
    """
    collector = _Collector()
    findings = [
        _Finding(check, *_parts(violation))
        for check, project_check in project_checks()
        for violation in project_check(project, score, book)
    ]
    for finding in _causes(project, findings):
        if not beside_unread(finding.paths, unread):
            collector.add(finding.check, anchor(project, finding.record, finding.field), finding.message)
    _check_texts(collector, project, unread)
    facts = {} if IDENTITY & set(unread) else _facts(book, project, unread)
    scheme = project.evaluation.scheme
    complete = not scheme or scheme in book.schemes  # without the scheme some checks are silent
    idle = [(name, waiver) for name, waiver in _idle_waivers(project, complete) if collector.unused(waiver)]
    if unread:  # which waivers a project needs is known once all of it is
        idle = [(name, waiver) for name, waiver in idle if waiver.severity == "错误"]
    standing, waived = tuple(collector.standing), tuple(collector.waived)
    return ProjectChecks(project_ref(book, project), facts, standing, waived, idle=tuple(idle))


@dataclass(frozen=True)
class _Finding:
    """Violation and the check that yielded it."""

    check: Check
    record: Record
    field: FieldName
    message: str
    uses: tuple[Value, ...]

    @cached_property
    def places(self) -> frozenset[Place]:
        """Values it was made from, any of which may be the wrong one."""
        return frozenset(record.at(field) for record, field in ((self.record, self.field), *self.uses))

    @property
    def paths(self) -> Iterator[str]:
        """Paths of these values and of the 说明 beside; of the whole record where the check does not say which."""
        yield from (place.field for place in self.places)
        if self.check.waivable:
            yield f"{self.record.marks.path}.说明".lstrip(".")
        if not self.uses:
            yield self.record.marks.path


def _parts(violation: Violation) -> tuple[Record, FieldName, str, tuple[Value, ...]]:
    record, field, message, *uses = violation
    return record, field, message, tuple(uses[0]) if uses else ()


def _causes(project: Project, findings: list[_Finding]) -> Iterator[_Finding]:
    """Leave out what would only follow from an error; one that a waiver answers is the paper's own, no error."""
    doubted: dict[str, set[Place]] = defaultdict(set)
    for finding in findings:
        waivers = anchor(project, finding.record, finding.field).waivers
        if finding.check.severity == "错误" and not _waiver(waivers, finding.check, finding.message):
            doubted[finding.check.name] |= finding.places
    for finding in findings:
        if all(finding.places.isdisjoint(doubted[name]) for name in finding.check.requires_clean):
            yield finding


def beside_unread(paths: Iterable[str], unread: Collection[str]) -> bool:
    """Return whether a record or field is, holds, or lies in something unread; paths are as in places.

    What a check says beside such a value may only follow from that it is missing.
    """
    return any(_nested(path, place) for path in paths if path for place in unread)


def _nested(path: str, other: str) -> bool:
    shorter, longer = sorted((path, other), key=len)
    return longer == shorter or longer.startswith(f"{shorter}.")


def _facts(book: Book, project: Project, unread: Collection[str]) -> dict[str, object]:
    """Extract the facts for each comparison, unless they hold a place that could not be read."""
    facts: dict[str, object] = {}
    for check, comparison in comparisons():
        fact = comparison.extract(project, book)
        if fact is not None and not (unread and beside_unread(_paths(fact), unread)):
            facts[check.name] = fact
    return facts


def _paths(fact: object) -> Iterator[str]:
    """Yield the paths of all places in a fact."""
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
    for project in projects:
        collector.standing += project.standing
        collector.waived += project.waived
        idle += project.idle
    for name, where, message in compared:
        collector.add(checks_by_name()[name], where, message)
    _check_site(collector, book)
    for overview in book.overviews:
        _check_texts(collector, overview)
        idle += _idle_waivers(overview, True)
    standing = _without_consequences(collector.standing)
    with_errors = {diagnostic.place.file for diagnostic in standing if diagnostic.severity == "错误"}
    for name, waiver in idle:
        if collector.unused(waiver) and _stays_idle(name, waiver, book.unread, with_errors):
            standing.append(waiver)
    return CheckResult(in_order(standing), tuple(sorted(set(collector.waived), key=_by_place)))


def _check_site(collector: "_Collector", book: Book) -> None:
    waivers = {
        id(record): waivers_beside(overview, record) for overview in book.overviews for record in all_records(overview)
    }  # nothing else beside the projects has a 说明
    for check, site_check in site_checks():
        for violation in site_check(book):
            record, field, message, _ = _parts(violation)
            collector.add(check, Anchor(record.at(field), waivers.get(id(record), ())), message)


def _check_texts(collector: "_Collector", top: Record, unread: Collection[str] = frozenset()) -> None:
    """Check each text of a project or an 一览; where a 说明 could not be read, it may hold the waiver."""
    index = text_index(top)
    for check, search in text_checks():
        for record, field, text, is_remark in index.matching(*search.triggers):
            if is_remark and not check.reviewed:
                continue
            if not (unread and beside_unread((f"{record.marks.path}.说明".lstrip("."),), unread)):
                for message in search.check(text):
                    collector.add(check, anchor(top, record, field), message)


class _Collector:
    """Sorts violations into diagnostics that stand and those that a waiver beside them answers."""

    def __init__(self) -> None:
        self.standing: list[Diagnostic] = []
        self.waived: list[Waived] = []
        self.used_waivers: set[Place] = set()

    def add(self, check: Check, where: Anchor, message: str) -> None:
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

    def unused(self, idle: Diagnostic) -> bool:
        """Return whether the waiver at the place of a diagnostic answers nothing here."""
        return idle.place not in self.used_waivers


def _waiver(waivers: tuple[Waiver, ...], check: Check, message: str) -> Waiver | None:
    if not waivers or not check.waivable:
        return None
    return next((waiver for waiver in waivers if waiver.covers(check.name, message)), None)


def _idle_waivers(top: Record, complete: bool) -> Iterator[Idle]:
    """Yield a diagnostic for every waiver (豁免无效), in case nothing needs it; not where checks were silent."""
    for waiver in all_waivers(top):
        check = checks_by_name().get(waiver.check)
        if not check or not check.waivable:
            message = f"“{waiver.check}”不是可以豁免的校验，请照 make check 列出的提示末尾方括号里的词写"
            yield waiver.check, Diagnostic(waiver.at(), message, "豁免无效")
        elif complete:
            message = f"这一处现在没有“{waiver.check}”，请删去这条豁免，或把内容改写在“备注”里"
            yield waiver.check, Diagnostic(waiver.at(), message, "豁免无效", "警告")


def _stays_idle(name: str, waiver: Diagnostic, unread: Collection[str], with_errors: Collection[str]) -> bool:
    """Return whether a waiver is idle for good.

    A file with errors may need its waivers yet, and so may one that is compared with files that could not be read.
    """
    if waiver.severity == "错误":
        return True
    beside = any("/projects/" not in file for file in unread)
    compared = bool(unread) and checks_by_name()[name].comparison is not None
    return not (beside or compared or waiver.place.file in with_errors)


def _without_consequences(standing: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out what would only follow from an error between files, and what would quote a text not for the public."""
    checks = checks_by_name()
    errors: dict[str, set[str]] = defaultdict(set)
    for diagnostic in standing:
        if diagnostic.severity == "错误" and checks[diagnostic.check].comparison:
            errors[diagnostic.place.file].add(diagnostic.check)
    private = {diagnostic.place for diagnostic in standing if checks[diagnostic.check].reviewed}
    return [
        diagnostic
        for diagnostic in standing
        if errors[diagnostic.place.file].isdisjoint(checks[diagnostic.check].requires_clean)
        and (checks[diagnostic.check].reviewed or diagnostic.place not in private)
    ]


def _by_place(waived: Waived) -> tuple[Place, str, str, str]:
    return waived.diagnostic.place, waived.reason, waived.diagnostic.check, waived.diagnostic.text
