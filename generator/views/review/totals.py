"""Figures of 自评与复核: of the projects with both scores how far these differ, how many are full or 优, what moved.

Means are only of scores out of the same 满分; projects out of another one are told apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from generator.core.number import ABSENT, HALF_UP, HUNDRED, percent, total
from generator.model.sample import Sample
from generator.views.review import ScorePair
from generator.views.summary import ProjectSummary

BEST = 1
Z = Decimal("1.96")  # of a normal distribution 95 % lie so many deviations around its middle
ROOTS = Context(prec=40)  # far more digits than any share shows


class PairRow(NamedTuple):
    """A project with both of its scores, and the 抽样记录 it was drawn by."""

    summary: ProjectSummary
    pair: ScorePair
    sample: str = ""

    @property
    def gap(self) -> Decimal:
        """偏差: the unit's own score − the one that was found."""
        assert self.pair.gap is not None, "both are there"
        return self.pair.gap

    @property
    def full(self) -> Decimal:
        """Full marks of both scores; 100 if not stated, which lists then say."""
        return HUNDRED if self.pair.full is None else self.pair.full


class CountedShare(NamedTuple):
    """A share with its count and its 95 % interval."""

    part: int
    whole: int

    @property
    def shown(self) -> str:
        """The count in which nothing is hidden: 12/18."""
        return f"{self.part}/{self.whole}"

    @property
    def rate(self) -> str:
        """The share; a dash of nothing."""
        return percent(Fraction(self.part, self.whole)) if self.whole else ABSENT

    @property
    def interval(self) -> str:
        """Its Wilson interval at 95 %."""
        return "—".join(wilson(self.part, self.whole)) if self.whole else ABSENT


class MovedName(NamedTuple):
    """Indicators of one name: at how many projects they moved, and by how many points together."""

    name: str
    rows: tuple[PairRow, ...]
    lowered: Decimal
    raised: Decimal

    @property
    def projects(self) -> int:
        """At how many projects."""
        return len(self.rows)


@dataclass(frozen=True)
class ReexaminationTotals:
    """Figures of some projects with both scores."""

    rows: tuple[PairRow, ...]

    @property
    def count(self) -> int:
        """Number of projects."""
        return len(self.rows)

    @cached_property
    def compared(self) -> tuple[PairRow, ...]:
        """Projects scored out of 100, on which means are based."""
        return tuple(row for row in self.rows if row.full == HUNDRED)

    @property
    def apart(self) -> int:
        """Number of projects with other full marks."""
        return len(self.rows) - len(self.compared)

    @property
    def of_unknown_full(self) -> int:
        """Number of projects whose full marks are not stated."""
        return sum(row.pair.full is None for row in self.rows)

    @property
    def lowered(self) -> CountedShare:
        """Projects whose second score is lower than their own."""
        return CountedShare(sum(row.gap > 0 for row in self.rows), self.count)

    @property
    def raised(self) -> CountedShare:
        """Projects whose second score is higher than their own."""
        return CountedShare(sum(row.gap < 0 for row in self.rows), self.count)

    @property
    def mean(self) -> str:
        """平均偏差: the mean of 自评 − 复核."""
        return _mean([row.gap for row in self.compared])

    @property
    def mean_distance(self) -> str:
        """平均绝对偏差."""
        return _mean([abs(row.gap) for row in self.compared])

    @property
    def full_own(self) -> CountedShare:
        """满分率 of the self-evaluations."""
        return CountedShare(sum(row.pair.own.score == row.full for row in self.rows), self.count)

    @property
    def full_found(self) -> CountedShare:
        """满分率 of what was found."""
        return CountedShare(sum(row.pair.found.score == row.full for row in self.rows), self.count)

    @cached_property
    def graded(self) -> tuple[PairRow, ...]:
        """Projects that have both grades."""
        return tuple(row for row in self.rows if row.pair.own.grade_rank and row.pair.found.grade_rank)

    @property
    def best_own(self) -> CountedShare:
        """优率 of the self-evaluations."""
        return CountedShare(sum(row.pair.own.grade_rank == BEST for row in self.graded), len(self.graded))

    @property
    def best_found(self) -> CountedShare:
        """优率 of what was found."""
        return CountedShare(sum(row.pair.found.grade_rank == BEST for row in self.graded), len(self.graded))

    @property
    def net_fall(self) -> str:
        """净落差: 优率 of the self-evaluations − 优率 of what was found, in percentage points."""
        if not self.graded:
            return ABSENT
        return f"{HALF_UP(Fraction((self.best_own.part - self.best_found.part) * 100, len(self.graded)))}"

    @property
    def our_grades(self) -> int:
        """Number of these with a grade that no paper prints and that follows from score and scheme."""
        return sum(not (row.pair.own.grade_printed and row.pair.found.grade_printed) for row in self.graded)

    @cached_property
    def grades(self) -> tuple[tuple[int, str], ...]:
        """The ranks that occur from the top, each with its words, the commonest first."""
        words: dict[int, Counter[str]] = defaultdict(Counter)
        for row in self.graded:
            for one in (row.pair.own, row.pair.found):
                words[one.grade_rank][one.grade] += 1
        return tuple((rank, "／".join(_by_count(words[rank]))) for rank in sorted(words))

    @property
    def matrix(self) -> tuple[tuple[int, str, tuple[int, ...]], ...]:
        """等级变动: of each grade that units gave themselves how many were found in which."""
        found = Counter((row.pair.own.grade_rank, row.pair.found.grade_rank) for row in self.graded)
        ranks = [rank for rank, _ in self.grades]
        return tuple((rank, word, tuple(found[rank, other] for other in ranks)) for rank, word in self.grades)

    @cached_property
    def moved(self) -> tuple[MovedName, ...]:
        """The indicators whose points differ, by name: those that moved most together first."""
        rows: dict[str, list[PairRow]] = defaultdict(list)
        gaps: dict[str, list[Decimal]] = defaultdict(list)
        for row in self.compared:
            for one in row.pair.indicators:
                if one.gap:
                    gaps[one.name].append(one.gap)
                    if not (named := rows[one.name]) or named[-1] is not row:
                        named.append(row)
        made = (MovedName(name, tuple(rows[name]), _down(some), _up(some)) for name, some in gaps.items())
        return tuple(sorted(made, key=lambda one: (-(one.lowered + one.raised), -one.projects, one.name)))

    @property
    def methods(self) -> tuple[tuple[str, int], ...]:
        """Origins of the second scores with their numbers, commonest first."""
        found = Counter(row.pair.by for row in self.rows)
        return tuple((word, found[word]) for word in _by_count(found))


def pairs_of(summaries: Iterable[ProjectSummary], samples: Sequence[Sample]) -> ReexaminationTotals:
    """The projects that have both scores, in their order."""
    drawn = {project: sample.slug for sample in samples for project in sample.drawn}
    found = ((one, one.pair) for one in summaries if one.has_pair)
    return ReexaminationTotals(tuple(PairRow(one, pair, drawn.get(one.id, "")) for one, pair in found if pair))


def _by_count(words: Counter[str]) -> list[str]:
    return sorted(words, key=lambda word: (-words[word], word))


def _mean(values: list[Decimal]) -> str:
    return f"{HALF_UP(Fraction(total(values)) / len(values))}" if values else ABSENT


def _down(gaps: list[Decimal]) -> Decimal:
    return total([gap for gap in gaps if gap > 0])


def _up(gaps: list[Decimal]) -> Decimal:
    return total([-gap for gap in gaps if gap < 0])


def wilson(part: int, whole: int) -> tuple[str, str]:
    """Return the confidence interval (Wilson, 95 %) of a share as percentages; it holds for few cases too."""
    square = Fraction(Z) ** 2
    under = Fraction(part * (whole - part), whole) + square / 4
    root = ROOTS.sqrt(ROOTS.divide(Decimal(under.numerator), Decimal(under.denominator)))
    middle, half = part + square / 2, Fraction(Z) * Fraction(root)
    return percent((middle - half) / (whole + square)), percent((middle + half) / (whole + square))
