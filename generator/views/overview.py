"""一览 as published: the printed figures, and a computed sum if the paper prints none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.overview import GroupTally, Overview, Tallies, Tally, counted


@dataclass(frozen=True)
class TallyTable:
    """One breakdown of the projects of an 一览: rows and printed cells."""

    kind: str
    rows: Tallies

    @property
    def words(self) -> tuple[str, ...]:
        """Grades that subdivide the rows, in order of first appearance."""
        below = (grade.name for row in self.rows if isinstance(row, GroupTally) for grade in row.grades)
        return tuple(dict.fromkeys(below))

    @property
    def columns(self) -> tuple[str, ...]:
        """Column headers; columns without printed values are left out."""
        return (self.kind or "名称", *(name for name, cells in self._printed.items() if any(cells)), *self.words)

    @property
    def lines(self) -> Iterator[tuple[Tally, tuple[str, ...]]]:
        """Yield each row with its cells after the name, as printed, blanks and dashes included."""
        printed = [cells for cells in self._printed.values() if any(cells)]
        for number, row in enumerate(self.rows):
            counts = {grade.name: grade.written("count") for grade in row.grades} if isinstance(row, GroupTally) else {}
            yield row, (*(cells[number] for cells in printed), *(counts.get(word, "") for word in self.words))

    @property
    def _printed(self) -> Mapping[str, tuple[str, ...]]:
        """Cells of each column that counts all grades together, by header."""
        return {
            "项目数": tuple(row.written("count") for row in self.rows),
            "占比": tuple(row.written("share") for row in self.rows),
            "预算金额": tuple(row.written("budget") for row in self.rows),
        }


@dataclass(frozen=True)
class OverviewDetail:
    """An 一览 with computed figures."""

    overview: Overview

    @property
    def year(self) -> int:
        """Year of the page it is shown on."""
        return int(self.overview.year)

    @property
    def tables(self) -> tuple[TallyTable, ...]:
        """Breakdowns: by grade, then others."""
        return tuple(TallyTable(kind, rows) for kind, rows in self.overview.breakdowns)

    @property
    def computed_count(self) -> int | None:
        """本站核算: sum of its rows; None if the paper prints a 项目数, or leaves rows blank."""
        if self.overview.count is not None:
            return None
        sums = (counted(rows) for _, rows in self.overview.breakdowns)
        return next((total for total in sums if total is not None), None)


def overviews_of(overviews: Iterable[Overview]) -> tuple[OverviewDetail, ...]:
    """Return every 一览, newest year first, by file within a year."""
    return tuple(map(OverviewDetail, sorted(overviews, key=lambda overview: (-overview.year, overview.slug))))
