"""Site contents: of which years the projects of a site are, which bodies they are of, which kinds of lists they make.

No project is told of by its name, so that a new name changes nothing here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.model.book import Book, RatingScheme, Unit
from generator.views.corrections import CorrectionLine, in_order
from generator.views.overall import OverallFigures
from generator.views.site_figures import BodyFigures, CorrectionFigures

ENDING = ".html"


class UnitEntry(NamedTuple):
    """A unit with the projects it carried out and those it evaluated (ids), newest year first."""

    unit: Unit
    projects: Sequence[str]
    evaluated: Sequence[str]


@dataclass(frozen=True)
class SiteContents:
    """What there is on a site.

    `newest` is the day of the newest result (ISO 8601), empty where none is known; `lists` are the names of the tables
    of many projects that are worth having.
    """

    book: Book
    overall: OverallFigures
    bodies: BodyFigures
    made_corrections: CorrectionFigures
    newest: str
    lists: frozenset[str]

    @property
    def count(self) -> int:
        """How many projects."""
        return self.overall.all.count

    @property
    def years(self) -> tuple[int, ...]:
        """The years there are results for, newest first."""
        return tuple(sorted(self.overall.years, reverse=True))

    @property
    def units(self) -> Sequence[UnitEntry]:
        """Every unit."""
        carried_out, evaluated = self.bodies.carried_out, self.bodies.evaluated
        return [UnitEntry(one, carried_out.get(one.slug, ()), evaluated.get(one.slug, ())) for one in self.book.units]

    @property
    def schemes(self) -> Sequence[RatingScheme]:
        """Every scheme."""
        return list(self.book.schemes.values())

    @cached_property
    def corrections(self) -> tuple[CorrectionLine, ...]:
        """Every correction and withdrawal, newest first."""
        return in_order(self.made_corrections.lines, self.book.withdrawn)

    @property
    def series(self) -> Sequence[str]:
        """The 系列 that have a page on their years."""
        several = (page for page, years in self.overall.by_series.items() if years > 1)
        return sorted(page.rpartition("/")[2].removesuffix(ENDING) for page in several)
