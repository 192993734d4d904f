"""What must hold between records: one check (校验) a file, found by its folder; a folder is a family of checks.

A check module has NAME (the word in brackets behind a diagnostic, and the word of a waiver), SEVERITY, a docstring
whose text stands on the methods page, and either `check(book, scores)`, a generator of findings, or `lint(text)`, a
generator of what is wrong with one piece of text, which is then asked of every text of every project. Besides:

- WAIVABLE = False: no 说明 can answer it;
- REVIEWED = True: a waiver must say 已审查, and the editors' own remarks are looked at too;
- AFTER = ("权重不符", …): says nothing of a file where one of these errors stands, so that errors do not breed others.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from generator.checks._texts import records_of, texts
from generator.diagnostic import Diagnostic, Severity, Waived, in_order
from generator.model.book import Book
from generator.model.scores import ScoreBook
from generator.record import Field, Record, Remark, Waiver
from generator.shelf import modules

Finding = tuple[Record, Field, str]


@dataclass(frozen=True)
class About:
    """A check as it is listed: its family, its word, its text, its severity, how a 说明 can answer it."""

    family: str
    name: str
    text: str
    severity: Severity
    waivable: bool
    reviewed: bool


@dataclass(frozen=True)
class Verdict:
    """What the checks say of a book: what stands, and what the data files themselves answer."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]


def listed() -> tuple[About, ...]:
    """Every check on the shelf, family by family."""
    return tuple(_about(family, module) for family, module in _shelf())


def check(book: Book, scores: ScoreBook) -> Verdict:
    """Run every check; each finding is either answered by a waiver beside it or stands."""
    beside = {id(record): remark for project in book.projects for record, remark in _remarks(project)}
    standing: list[tuple[Diagnostic, ModuleType]] = []
    waived, used = [], set()
    for module, (record, field, text) in _findings(book, scores):
        found = Diagnostic(record.at(field), text, module.NAME, module.SEVERITY)
        waiver = _waiver(beside.get(id(record)), module, text)
        if waiver and (waiver.reviewed or not _reviewed(module)):
            waived.append(Waived(found, waiver.reason, waiver.office))
        elif waiver:
            told = f"{text}；确已审查、可以公开的，在豁免里加上“已审查: 是”"
            standing.append((Diagnostic(found.place, told, module.NAME, module.SEVERITY), module))
        else:
            standing.append((found, module))
        if waiver:
            used.add(waiver.at())
    kept = _first_errors(standing)
    wrong = {found.place.file for found in kept if found.severity == "错误"}
    idle = [found for found in _idle_waivers(book, wrong) if found.place not in used]
    return Verdict(in_order([*kept, *idle]), tuple(sorted(set(waived), key=lambda w: (w.diagnostic.place, w.reason))))


def _shelf() -> Iterator[tuple[ModuleType, ModuleType]]:
    return ((family, module) for family in modules(__name__) for module in modules(family.__name__))


def _about(family: ModuleType, module: ModuleType) -> About:
    text, name = (module.__doc__ or "").strip(), (family.__doc__ or "").partition("：")[0]
    return About(name, module.NAME, text, module.SEVERITY, _waivable(module), _reviewed(module))


def _waivable(module: ModuleType) -> bool:
    return bool(getattr(module, "WAIVABLE", True))


def _reviewed(module: ModuleType) -> bool:
    return bool(getattr(module, "REVIEWED", False))


def _findings(book: Book, scores: ScoreBook) -> Iterator[tuple[ModuleType, Finding]]:
    shelf = [module for _, module in _shelf()]
    for module in shelf:
        if hasattr(module, "check"):
            yield from ((module, found) for found in module.check(book, scores))
    lints = [module for module in shelf if hasattr(module, "lint")]
    for project in book.projects:
        for record, field, text, is_remark in texts(project):
            for module in lints:
                if not is_remark or _reviewed(module):
                    yield from ((module, (record, field, told)) for told in module.lint(text))


def _remarks(project: Record) -> Iterator[tuple[Record, Remark]]:
    """Every record below a project with the 说明 nearest to it: its own, else that of what holds it."""

    def walk(record: Record, above: Remark) -> Iterator[tuple[Record, Remark]]:
        own = getattr(record, "remark", None)
        nearest = own if isinstance(own, Remark) else above
        yield record, nearest
        for below in records_of(record):
            yield from walk(below, nearest)

    return walk(project, Remark())


def _waiver(remark: Remark | None, module: ModuleType, text: str) -> Waiver | None:
    if remark is None or not _waivable(module):
        return None
    return next((waiver for waiver in remark.waivers if waiver.covers(module.NAME, text)), None)


def _first_errors(standing: list[tuple[Diagnostic, ModuleType]]) -> list[Diagnostic]:
    errors: dict[str, set[str]] = defaultdict(set)
    for found, _ in standing:
        if found.severity == "错误":
            errors[found.place.file].add(found.check)
    return [found for found, module in standing if errors[found.place.file].isdisjoint(getattr(module, "AFTER", ()))]


def _idle_waivers(book: Book, wrong: set[str]) -> Iterator[Diagnostic]:
    """Every waiver as the remark it deserves if nothing came to need it; a file with errors may need it yet."""
    known = [about.name for about in listed() if about.waivable]
    for project in book.projects:
        for record, remark in _remarks(project):
            for waiver in remark.waivers if remark is getattr(record, "remark", None) else ():
                if waiver.check not in known:
                    text = f"“{waiver.check}”不是可以豁免的校验，请照 make check 列出的提示末尾方括号里的词写"
                    yield Diagnostic(waiver.at(), text, "豁免无效")
                elif project.evaluation.scheme in book.schemes and waiver.marks.file not in wrong:
                    text = f"这一处现在没有“{waiver.check}”，请删去这条豁免，或把内容改写在“备注”里"
                    yield Diagnostic(waiver.at(), text, "豁免无效", "警告")
