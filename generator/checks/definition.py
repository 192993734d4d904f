"""Definition of checks: the decorators that make a function a check, and the types of what it is given and yields.

A decorator only keeps its arguments with the function; `discovery.py` verifies them and says what is wrong, with the
file. A check function names the parameters it uses and leaves out the others; they are handed over by name.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass
from typing import Generic, ParamSpec, Protocol, TypeVar

from generator.checks.facts import Anchor, Fact
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore

Value = tuple[Record, FieldName]  # a value of the file: the record and its field
# What breaks a rule: the record, its field, the message, and the other values that were compared with it.
Violation = tuple[Record, FieldName, str] | tuple[Record, FieldName, str, Iterable[Value]]
Discrepancy = tuple[Anchor, str]  # where projects contradict each other, and the message
ProjectCheck = Callable[[Project, ProjectScore, Book], Iterable[Violation]]  # a value that is absent is not judged
TextCheck = Callable[[str], Iterable[str]]  # yields a message for each thing wrong with the text
Extraction = Callable[[Project, Book], object]
Comparison = Callable[[Book, list[Fact[object]]], Iterable[Discrepancy]]
SiteCheck = Callable[[Book], Iterable[Violation]]
Function = Callable[..., object]
F = TypeVar("F", bound=Function)
P = ParamSpec("P")


class Family(Protocol):
    """Constants of a folder of checks. Its docstring is its name and after “：” its purpose."""

    ORDER: int  # its place among the families
    NOTABLE: bool = True  # as for a check: whether any of its checks is notable


@dataclass(frozen=True)
class Options:
    """Arguments of every decorator.

    `name` is the word in brackets behind a diagnostic, and the word of a waiver; `waivable` says whether a 说明 may
    answer it.
    `reviewed`: it concerns persons. A waiver must say 已审查, the editors' own 说明 is checked too; and of a place it
    reports no other check speaks, lest that quote what nobody should read.
    `notable`: readers are told first of what it reports and a 说明 answers (需要注意): figures or logic that do not
    fit; not so where it is about how a paper prints or words something, or about what it leaves out (照录).
    `requires_clean`: checks whose errors may be the cause of this one's. A violation is left out where such an error
    doubts one of the values it was made from; whatever rests on other values is reported in the same run.
    """

    name: str
    severity: Severity
    _: KW_ONLY
    waivable: bool = True
    reviewed: bool = False
    notable: bool = True
    requires_clean: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TextOptions(Options):
    """Arguments of `text_check`: each text with something wrong holds one of the `triggers`.

    They are sought in all texts at once, which is fastest where a pattern begins with a plain character, or is one of
    `signs.py`, which other checks seek as well.
    """

    triggers: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, kw_only=True)
class ComparisonOptions(Options):
    """Arguments of `comparison`: `extract` returns the facts of one project, None where there is nothing to compare.

    Facts are small, able to be pickled, with an `Anchor` for each place to report. A name that the message quotes
    belongs to them: where no fact changed, the last result still holds.
    """

    extract: Callable[..., object]


@dataclass(frozen=True)
class Mark:
    """Decorator and its arguments, as written above a function that is a check, or a part of `check`."""

    kind: "Kind[...]"
    arguments: tuple[object, ...]
    options: Mapping[str, object]
    check: Function | None = None


@dataclass(frozen=True)
class Kind(Generic[P]):
    """Kind of check and its decorator; the docstring of the function is printed by `check --list`."""

    name: str
    options: Callable[P, Options]
    parameters: tuple[str, ...]

    def __call__(self, *arguments: P.args, **options: P.kwargs) -> Callable[[F], F]:
        """Mark a function as a check."""
        return _marked(Mark(self, arguments, options))

    def part_of(self, check: Function, **options: object) -> Callable[[F], F]:
        """Mark a function as another part of a check, which looks elsewhere for what that check reports."""
        return _marked(Mark(self, (), options, check))


def _marked(mark: Mark) -> Callable[[F], F]:
    def keep(function: F) -> F:
        vars(function)["mark"] = mark
        return function

    return keep


check = Kind("check", Options, ("project", "score", "book"))
text_check = Kind("text_check", TextOptions, ("text",))
comparison = Kind("comparison", ComparisonOptions, ("book", "facts"))
site_check = Kind("site_check", Options, ("book",))
