"""一览 as readers see it: the figures of the paper, and a sum of ours where the paper prints none."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.model.overview import GroupTally, Overview, Tallies, Tally, counted


@dataclass(frozen=True)
class TallyTable:
    """One way in which an 一览 divides the projects: its rows, and what stands in their cells."""

    kind: str
    rows: Tallies

    @property
    def words(self) -> tuple[str, ...]:
        """The grades that the rows are divided by in their turn, in the order they first stand in the paper."""
        below = (grade.name for row in self.rows if isinstance(row, GroupTally) for grade in row.grades)
        return tuple(dict.fromkeys(below))

    @property
    def columns(self) -> tuple[str, ...]:
        """The heads of its columns; one in which the paper prints nothing is left out."""
        return (self.kind or "名称", *(name for name, cells in self._printed.items() if any(cells)), *self.words)

    @property
    def lines(self) -> Iterator[tuple[Tally, tuple[str, ...]]]:
        """Each row with the cells behind its name, as printed; a blank one stays blank, a dash a dash."""
        printed = [cells for cells in self._printed.values() if any(cells)]
        for number, row in enumerate(self.rows):
            counts = {one.name: one.written("count") for one in row.grades} if isinstance(row, GroupTally) else {}
            yield row, (*(cells[number] for cells in printed), *(counts.get(word, "") for word in self.words))

    @property
    def _printed(self) -> Mapping[str, tuple[str, ...]]:
        """The cells of each column that counts all grades together, by its head."""
        return {
            "项目数": tuple(row.written("count") for row in self.rows),
            "占比": tuple(row.written("share") for row in self.rows),
            "预算金额": tuple(row.written("budget") for row in self.rows),
        }


@dataclass(frozen=True)
class OverviewDetail:
    """An 一览 with what is worked out from it."""

    overview: Overview

    @property
    def year(self) -> int:
        """The year on whose page it stands."""
        return int(self.overview.year)

    @property
    def tables(self) -> tuple[TallyTable, ...]:
        """By grade, then by whatever else it counts."""
        return tuple(TallyTable(kind, rows) for kind, rows in self.overview.breakdowns)

    @property
    def computed_count(self) -> int | None:
        """本站核算: the sum of its rows, only where the paper prints no 项目数 and leaves none of these blank."""
        if self.overview.count is not None:
            return None
        sums = (counted(rows) for _, rows in self.overview.breakdowns)
        return next((found for found in sums if found is not None), None)


def overviews_of(overviews: Iterable[Overview]) -> tuple[OverviewDetail, ...]:
    """Each as readers see it, newest year first, those of a year in the order of their files."""
    return tuple(OverviewDetail(one) for one in sorted(overviews, key=lambda one: (-one.year, one.slug)))
