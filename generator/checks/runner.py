"""Check runner: runs all checks on each project by itself, then on all of them together, and applies the waivers.

Any process may check a project, and what it found (`ProjectChecks`) can be kept; `check_all` does the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.checks._facts import Anchor, Fact, ProjectRef, anchor, project_ref
from generator.checks._text_index import text_index
from generator.checks._texts import all_records
from generator.checks.discovery import Check, checks_by_name, comparisons, project_checks, site_checks, text_checks
from generator.core.diagnostic import Diagnostic, Place, Waived, in_order
from generator.core.record import Waiver
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore


@dataclass(frozen=True)
class CheckResult:
    """The diagnostics of a book: those that stand, and those that the data files themselves answer."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]


@dataclass(frozen=True)
class ProjectChecks:
    """The diagnostics of one project by itself, and by the names of checks the facts to compare it with others.

    `idle` is a diagnostic for each of its waivers that answered nothing so far.
    """

    project: ProjectRef
    facts: Mapping[str, object]
    standing: tuple[Diagnostic, ...] = ()
    waived: tuple[Waived, ...] = ()
    idle: tuple[Diagnostic, ...] = ()


def check_project(book: Book, project: Project, score: ProjectScore) -> ProjectChecks:
    """Check one project by itself; `book` is what stands beside the projects, with the files this one attaches."""
    collector = _Collector()
    for check, ordinary in project_checks():
        for record, field, message in ordinary.check(project, score, book):
            collector.add(check, anchor(project, record, field), message)
    for check, textual in text_checks():
        for record, field, text, is_remark in text_index(project).matching(*textual.TRIGGERS):
            if not is_remark or check.reviewed:
                for message in textual.check_text(text):
                    collector.add(check, anchor(project, record, field), message)
    extracted = ((check.name, comparison.extract(project, book)) for check, comparison in comparisons())
    facts = {name: fact for name, fact in extracted if fact is not None}
    idle = tuple(one for one in _idle_waivers(book, project) if one.place not in collector.used_waivers)
    return ProjectChecks(project_ref(book, project), facts, tuple(collector.standing), tuple(collector.waived), idle)


def check_all(book: Book, projects: Iterable[ProjectChecks]) -> CheckResult:
    """Compare the projects, check what is beside them, and decide which diagnostics stand of all of it."""
    collector, idle = _Collector(), list[Diagnostic]()
    facts: dict[str, list[Fact[object]]] = defaultdict(list)
    for checked in projects:
        collector.standing += checked.standing
        collector.waived += checked.waived
        idle += checked.idle
        for name, fact in checked.facts.items():
            facts[name].append((checked.project, fact))
    for check, comparison in comparisons():
        for where, message in comparison.compare(book, facts[check.name]):
            collector.add(check, where, message)
    for check, site_check in site_checks():
        for record, field, message in site_check.check_site(book):
            collector.add(check, Anchor(record.at(field)), message)
    standing = _without_consequences(collector.standing)
    with_errors = {one.place.file for one in standing if one.severity == "错误"}
    standing += [one for one in idle if _is_still_idle(one, with_errors, collector.used_waivers)]
    return CheckResult(in_order(standing), tuple(sorted(set(collector.waived), key=_by_place)))


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
    """Leave out what would only follow from an error, and what would quote a text that is not for the public."""
    checks = checks_by_name()
    errors: dict[str, set[str]] = defaultdict(set)
    for one in standing:
        if one.severity == "错误":
            errors[one.place.file].add(one.check)
    private = {one.place for one in standing if checks[one.check].reviewed}
    return [
        one
        for one in standing
        if errors[one.place.file].isdisjoint(checks[one.check].requires_clean)
        and (checks[one.check].reviewed or one.place not in private)
    ]


def _idle_waivers(book: Book, project: Project) -> Iterator[Diagnostic]:
    """A diagnostic for every waiver, for the case that nothing needs it; without a scheme some checks said nothing."""
    for record in all_records(project):
        remark = getattr(record, "remark", None)
        for waiver in remark.waivers if remark else ():
            check = checks_by_name().get(waiver.check)
            if not check or not check.waivable:
                message = f"“{waiver.check}”不是可以豁免的校验，请照 make check 列出的提示末尾方括号里的词写"
                yield Diagnostic(waiver.at(), message, "豁免无效")
            elif project.evaluation.scheme in book.schemes:
                message = f"这一处现在没有“{waiver.check}”，请删去这条豁免，或把内容改写在“备注”里"
                yield Diagnostic(waiver.at(), message, "豁免无效", "警告")


def _is_still_idle(diagnostic: Diagnostic, with_errors: set[str], used_waivers: set[Place]) -> bool:
    """A file with errors may need its waivers yet; those that no check knows are idle for ever."""
    place = diagnostic.place
    return diagnostic.severity == "错误" or not (place.file in with_errors or place in used_waivers)


def _by_place(one: Waived) -> tuple[Place, str, str, str]:
    return one.diagnostic.place, one.reason, one.diagnostic.check, one.diagnostic.text
