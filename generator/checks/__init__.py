"""What must hold between records: one check (校验) a file, found by its folder.

A check module has NAME (the word in brackets behind a diagnostic, and the word of a waiver), SEVERITY, a docstring
whose text stands on the methods page, and `check(book, scores)`, a generator of findings. `DEMANDS` gathers
them; what a 说明 beside the record answers becomes a waived diagnostic.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.diagnostic import Diagnostic, Severity, Waived, in_order
from generator.model.book import Book
from generator.model.scores import ScoreBook
from generator.record import Record, Remark, Waiver
from generator.shelf import modules

Finding = tuple[Record, str, str]


@dataclass(frozen=True)
class About:
    """A check as it is listed: its word, its text, its severity, whether a 说明 can answer it."""

    name: str
    text: str
    severity: Severity
    waivable: bool


@dataclass(frozen=True)
class Verdict:
    """What the checks say of a book: what stands, and what the data files themselves answer."""

    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]


def listed() -> tuple[About, ...]:
    """Every check on the shelf."""
    return tuple(
        About(module.NAME, (module.__doc__ or "").strip(), module.SEVERITY, getattr(module, "WAIVABLE", False))
        for module in modules(__name__)
    )


def check(book: Book, scores: ScoreBook) -> Verdict:
    """Run every check; each finding is either answered by a waiver at its own record or stands."""
    standing, waived, used = [], [], set()
    for module in modules(__name__):
        for record, name, text in module.check(book, scores):
            found = Diagnostic(record.at(name), text, module.NAME, module.SEVERITY)
            waiver = _waiver(record, module.NAME) if getattr(module, "WAIVABLE", False) else None
            if waiver:
                used.add(waiver.at())
                waived.append(Waived(found, waiver.reason))
            else:
                standing.append(found)
    standing += [found for found in _idle_waivers(book, {d.place.file for d in standing}) if found.place not in used]
    return Verdict(in_order(standing), tuple(sorted(waived, key=lambda w: (w.diagnostic.place, w.reason))))


def _waiver(record: Record, check_name: str) -> Waiver | None:
    remark = getattr(record, "remark", None)
    waivers = remark.waivers if isinstance(remark, Remark) else ()
    return next((waiver for waiver in waivers if waiver.check == check_name), None)


def _idle_waivers(book: Book, wrong: set[str]) -> Iterator[Diagnostic]:
    """Every waiver as the remark it deserves if nothing came to need it; a file with errors may need it yet."""
    known: dict[str, Literal[True]] = {about.name: True for about in listed() if about.waivable}
    for project in book.projects:
        for record in records_of(project):
            remark = getattr(record, "remark", None)
            for waiver in remark.waivers if isinstance(remark, Remark) else ():
                if waiver.check not in known:
                    words = "、".join(known)
                    text = f"“{waiver.check}”不是可以豁免的校验，可写：备注、{words}"
                    yield Diagnostic(waiver.at(), text, "豁免无效")
                elif project.evaluation.scheme in book.schemes and waiver.marks.file not in wrong:
                    text = f"这一处现在没有“{waiver.check}”，请删去这条豁免，或把内容改写在“备注”里"
                    yield Diagnostic(waiver.at(), text, "豁免无效", "警告")


def records_of(record: Record) -> Iterator[Record]:
    """A record and every record below it."""
    yield record
    for value in vars(record).values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Record) and not isinstance(item, Remark | Waiver):
                yield from records_of(item)
