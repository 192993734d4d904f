"""What must hold between records: one check (校验) a file, found by its folder; a folder is a family of checks.

A family has a docstring, its word and after “：” what it looks after, and ORDER, its place among the families.
A check module has NAME (the word in brackets behind a diagnostic, and the word of a waiver), SEVERITY, a docstring
whose text stands on the methods page, and either `check(book, scores)`, a generator of findings, or `lint(text)`, a
generator of what is wrong with one piece of text, which is then asked of every text of every project. Besides:

- WAIVABLE = False: no 说明 can answer it;
- REVIEWED = True: a waiver must say 已审查, the editors' own remarks are looked at too, and while it stands no other
  check speaks of the same place, lest it quote what nobody should read;
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
from generator.record import NO_REMARK, Field, Record, Remark, Waiver
from generator.shelf import modules

Finding = tuple[Record, Field, str]
Told = tuple[tuple[ModuleType, str], ...]
SHORT = 40


@dataclass(frozen=True)
class About:
    """A check as it is listed: its family and what that is for, its word, text and severity, how it is answered."""

    family: str
    purpose: str
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
    beside = {id(own): near for project in book.projects for own, near in _remarks(project) if near.waivers}
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
    families = sorted((f for f in modules(__name__)), key=lambda family: int(family.ORDER))
    return ((family, module) for family in families for module in modules(family.__name__))


def _about(family: ModuleType, module: ModuleType) -> About:
    name, _, purpose = (family.__doc__ or "").partition("：")
    text = "".join(line.strip() for line in (module.__doc__ or "").splitlines())
    return About(name, purpose, module.NAME, text, module.SEVERITY, _waivable(module), _reviewed(module))


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
    asked = {False: lints, True: [module for module in lints if _reviewed(module)]}
    known: dict[tuple[str, bool], Told] = {}  # most texts are short, and short ones come again and again
    for project in book.projects:
        for record, field, text, is_remark in texts(project):
            told = known.get((text, is_remark))
            if told is None:
                told = tuple((module, words) for module in asked[is_remark] for words in module.lint(text))
                if len(text) <= SHORT:
                    known[text, is_remark] = told
            yield from ((module, (record, field, words)) for module, words in told)


def _remarks(project: Record) -> Iterator[tuple[Record, Remark]]:
    """Every record below a project with the 说明 nearest to it: its own, else that of what holds it."""
    waiting = [(project, NO_REMARK)]
    while waiting:
        record, above = waiting.pop()
        own = getattr(record, "remark", above)
        yield record, own
        waiting.extend((below, own) for below in records_of(record))


def _waiver(remark: Remark | None, module: ModuleType, text: str) -> Waiver | None:
    if remark is None or not _waivable(module):
        return None
    return next((waiver for waiver in remark.waivers if waiver.covers(module.NAME, text)), None)


def _first_errors(standing: list[tuple[Diagnostic, ModuleType]]) -> list[Diagnostic]:
    """Leave out what would only follow from an error, and what would quote a text that is not for the public."""
    errors: dict[str, set[str]] = defaultdict(set)
    for found, _ in standing:
        if found.severity == "错误":
            errors[found.place.file].add(found.check)
    private = {found.place for found, module in standing if _reviewed(module)}
    return [
        found
        for found, module in standing
        if errors[found.place.file].isdisjoint(getattr(module, "AFTER", ()))
        and (_reviewed(module) or found.place not in private)
    ]


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
