"""What must hold between records: one check (校验) a file, found by its folder; a folder is a family of checks.

A family has a docstring, its word and after “：” what it looks after, and ORDER, its place among the families.
A check module has NAME (the word in brackets behind a diagnostic, and the word of a waiver), SEVERITY, a docstring
whose text stands on the methods page, and at least one of these, each a generator of findings:

- `check(book, scores)` sees a book of one project, and says what is wrong with that: the ordinary kind;
- `lint(text)` says what is wrong with one piece of text, of whichever project; it is asked of each text in which one
  of its SIGNS is met: patterns without which it never has anything to say, sought in all texts at once;
- `between(about, facts)` holds projects against each other. No project is at hand then, only what `facts(about,
  project)` gave of each (something small, with a `spot` for whatever may be told; None: nothing to compare);
- `beside(about)` looks at what is not a project: the site, units, schemes, frameworks, pages.

So each project is looked at alone, by any process, and what was seen can be kept; `conclude` does the rest. Besides:

- WAIVABLE = False: no 说明 can answer it;
- REVIEWED = True: a waiver must say 已审查, the editors' own remarks are looked at too, and while it stands no other
  check speaks of the same place, lest it quote what nobody should read;
- AFTER = ("权重不符", …): says nothing of a file where one of these errors stands, so that errors do not breed others.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import ModuleType
from typing import Any

from generator.checks._facts import Anchor, ProjectRef, anchor, project_ref
from generator.checks._facts import Compared as Compared
from generator.checks._facts import Fact as Fact
from generator.checks._reading import text_index
from generator.checks._texts import all_records
from generator.core.diagnostic import Diagnostic, Place, Severity, Waived, in_order
from generator.core.record import Field, Record, Waiver
from generator.core.registry import discover
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore, ScoreBook

Violation = tuple[Record, Field, str]


@dataclass(frozen=True)
class CheckInfo:
    """A check as it is listed: its family and what that is for, its word, text and severity, how it is answered."""

    family: str
    purpose: str
    name: str
    text: str
    severity: Severity
    waivable: bool
    reviewed: bool


@dataclass(frozen=True)
class CheckResult:
    """What the checks say of a book: what stands, and what the data files themselves answer."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]


@dataclass(frozen=True)
class ProjectChecks:
    """What the checks say of one project alone, and by their names what they need to know to compare it with others.

    `idle` is what is to be said of its waivers that answered nothing so far.
    """

    who: ProjectRef
    facts: Mapping[str, Any]
    standing: tuple[Diagnostic, ...] = ()
    waived: tuple[Waived, ...] = ()
    idle: tuple[Diagnostic, ...] = ()


def all_checks() -> tuple[CheckInfo, ...]:
    """Every check on the shelf, family by family."""
    return tuple(_about(family, module) for family, module in _registered())


def check(book: Book, scores: ScoreBook) -> CheckResult:
    """Run every check over a whole book."""
    about = replace(book, projects=())
    return check_all(about, (check_project(about, project, scores[project.id]) for project in book.projects))


def check_project(about: Book, project: Project, score: ProjectScore) -> ProjectChecks:
    """Look at one project alone; `about` is the book without its projects, or at least with the project's own files."""
    book, scores = replace(about, projects=(project,)), {project.id: score}
    told = _Collector()
    for module in _having("check"):
        for record, field, text in module.check(book, scores):
            told.say(module, anchor(project, record, field), text)
    for module in _having("lint"):
        for record, field, text, is_remark in text_index(project).met(*module.SIGNS):
            if not is_remark or _reviewed(module):
                for words in module.lint(text):
                    told.say(module, anchor(project, record, field), words)
    facts = {module.NAME: fact for module in _having("facts") if (fact := module.facts(about, project)) is not None}
    idle = tuple(found for found in _idle_waivers(about, project) if found.place not in told.used)
    return ProjectChecks(project_ref(about, project), facts, tuple(told.standing), tuple(told.waived), idle)


def check_all(about: Book, looks: Iterable[ProjectChecks]) -> CheckResult:
    """Hold the projects against each other, look at what is beside them, and settle what stands of all of it."""
    told, idle = _Collector(), list[Diagnostic]()
    facts: dict[str, list[Fact[Any]]] = defaultdict(list)
    for one in looks:
        told.standing += one.standing
        told.waived += one.waived
        idle += one.idle
        for name, fact in one.facts.items():
            facts[name].append((one.who, fact))
    for module in _having("between"):
        for where, text in module.between(about, facts[module.NAME]):
            told.say(module, where, text)
    for module in _having("beside"):
        for record, field, text in module.beside(about):
            told.say(module, Anchor(record.at(field)), text)
    kept = _first_errors(told.standing)
    wrong = {found.place.file for found in kept if found.severity == "错误"}
    kept += [found for found in idle if _still_idle(found, wrong, told.used)]
    return CheckResult(in_order(kept), tuple(sorted(set(told.waived), key=_by_place)))


class _Collector:
    """What was found, sorted into what stands and what a waiver beside it answers."""

    def __init__(self) -> None:
        self.standing: list[Diagnostic] = []
        self.waived: list[Waived] = []
        self.used: set[Place] = set()

    def say(self, module: ModuleType, where: Anchor, text: str) -> None:
        """Take up a finding of a check."""
        waiver = _waiver(where.waivers, module, text)
        if waiver:
            self.used.add(waiver.at())
        if waiver and (waiver.reviewed or not _reviewed(module)):
            found = Diagnostic(where.place, text, module.NAME, module.SEVERITY)
            self.waived.append(Waived(found, waiver.reason, waiver.office))
            return
        if waiver:
            text = f"{text}；确已审查、可以公开的，在豁免里加上“已审查: 是”"
        self.standing.append(Diagnostic(where.place, text, module.NAME, module.SEVERITY))


@cache
def _registered() -> tuple[tuple[ModuleType, ModuleType], ...]:
    families = sorted((f for f in discover(__name__)), key=lambda family: int(family.ORDER))
    return tuple((family, module) for family in families for module in discover(family.__name__))


@cache
def _having(what: str) -> tuple[ModuleType, ...]:
    """The checks that have a function of this name."""
    return tuple(module for _, module in _registered() if hasattr(module, what))


@cache
def _named() -> Mapping[str, ModuleType]:
    return {module.NAME: module for _, module in _registered()}


def _about(family: ModuleType, module: ModuleType) -> CheckInfo:
    name, _, purpose = (family.__doc__ or "").partition("：")
    text = "".join(line.strip() for line in (module.__doc__ or "").splitlines())
    return CheckInfo(name, purpose, module.NAME, text, module.SEVERITY, _waivable(module), _reviewed(module))


def _waivable(module: ModuleType) -> bool:
    return bool(getattr(module, "WAIVABLE", True))


def _reviewed(module: ModuleType) -> bool:
    return bool(getattr(module, "REVIEWED", False))


def _waiver(near: tuple[Waiver, ...], module: ModuleType, text: str) -> Waiver | None:
    if not near or not _waivable(module):
        return None
    return next((waiver for waiver in near if waiver.covers(module.NAME, text)), None)


def _first_errors(standing: list[Diagnostic]) -> list[Diagnostic]:
    """Leave out what would only follow from an error, and what would quote a text that is not for the public."""
    errors: dict[str, set[str]] = defaultdict(set)
    for found in standing:
        if found.severity == "错误":
            errors[found.place.file].add(found.check)
    private = {found.place for found in standing if _reviewed(_named()[found.check])}
    return [
        found
        for found in standing
        if errors[found.place.file].isdisjoint(getattr(_named()[found.check], "AFTER", ()))
        and (_reviewed(_named()[found.check]) or found.place not in private)
    ]


def _idle_waivers(about: Book, project: Project) -> Iterator[Diagnostic]:
    """Every waiver as the remark it deserves if nothing came to need it; without a scheme some checks had no say."""
    for record in all_records(project):
        remark = getattr(record, "remark", None)
        for waiver in remark.waivers if remark else ():
            module = _named().get(waiver.check)
            if not module or not _waivable(module):
                text = f"“{waiver.check}”不是可以豁免的校验，请照 make check 列出的提示末尾方括号里的词写"
                yield Diagnostic(waiver.at(), text, "豁免无效")
            elif project.evaluation.scheme in about.schemes:
                text = f"这一处现在没有“{waiver.check}”，请删去这条豁免，或把内容改写在“备注”里"
                yield Diagnostic(waiver.at(), text, "豁免无效", "警告")


def _still_idle(found: Diagnostic, wrong: set[str], used: set[Place]) -> bool:
    """A file with errors may need its waivers yet; those that no check knows are idle for ever."""
    return found.severity == "错误" or not (found.place.file in wrong or found.place in used)


def _by_place(one: Waived) -> tuple[Place, str, str, str]:
    return one.diagnostic.place, one.reason, one.diagnostic.check, one.diagnostic.text
