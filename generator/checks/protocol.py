"""Check protocols: what a module of a family may define, and what its functions are given and yield.

A module fulfils `CheckModule` and at least one of the four kinds below. A function names the parameters it uses and
leaves out the others; they are handed over by name. `discovery.py` holds every module against this.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from generator.checks._facts import Anchor, Fact
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore

Value = tuple[Record, FieldName]  # a value of the file: the record and its field
# What breaks a rule: the record, its field, the message, and the other values that were compared with it.
Violation = tuple[Record, FieldName, str] | tuple[Record, FieldName, str, Iterable[Value]]
Discrepancy = tuple[Anchor, str]  # where projects contradict each other, and the message


class Family(Protocol):
    """A folder of checks. Its docstring is its name and after “：” its purpose."""

    ORDER: int  # its place among the families
    NOTABLE: bool = True  # as for a check: whether any of its checks is notable


class CheckModule(Protocol):
    """What every check says of itself. Its docstring is printed on the page 填报说明."""

    NAME: str  # the word in brackets behind a diagnostic, and the word of a waiver
    SEVERITY: Severity
    WAIVABLE: bool = True  # whether a 说明 may answer it
    # Whether it concerns persons: a waiver must say 已审查, the editors' own 说明 is checked too; and of a place it
    # reports no other check speaks, lest that quote what nobody should read.
    REVIEWED: bool = False
    # Whether readers are told first of what it found and a 说明 answers (需要注意): figures or logic that do not fit.
    # Not so where it is about how a paper prints or words something, or about what it leaves out (照录).
    NOTABLE: bool = True
    # Checks whose errors may be the cause of this one's: a violation is left out where such an error doubts one of the
    # values it was made from. Only these; whatever rests on other values is told in the same run.
    REQUIRES_CLEAN: tuple[str, ...] = ()


class ProjectCheck(CheckModule, Protocol):
    """The ordinary kind: looks at one project, its score, and the book, which holds all but the projects."""

    def check(self, project: Project, score: ProjectScore, book: Book) -> Iterable[Violation]:
        """Yield what is wrong with the project; a value that is absent is not judged."""
        ...


class TextCheck(CheckModule, Protocol):
    """Looks at one piece of text, wherever in a project or an 一览 it stands."""

    # Patterns, one of which is met in every text that has something wrong; sought in all texts at once, which is fast:
    # fastest where a pattern begins with a plain character, or is one of `_signs.py`, which others seek as well.
    TRIGGERS: tuple[re.Pattern[str], ...]

    def check_text(self, text: str) -> Iterable[str]:
        """Yield a message for each thing wrong with the text."""
        ...


class Comparison(CheckModule, Protocol):
    """Compares projects with each other, by the few facts that each gave when it was checked by itself.

    A name that it tells belongs to its facts: where no fact changed, what it found before still holds.
    """

    def extract(self, project: Project, book: Book) -> object | None:
        """Return the facts of one project: small, able to be pickled, with an `Anchor` for each place to report."""
        ...

    def compare(self, book: Book, facts: list[Fact[object]]) -> Iterable[Discrepancy]:
        """Yield what is wrong between the projects that gave facts."""
        ...


class SiteCheck(CheckModule, Protocol):
    """Looks at what is beside the projects: the site, units, schemes, frameworks, overviews, pages."""

    def check_site(self, book: Book) -> Iterable[Violation]:
        """Yield what is wrong there."""
        ...
