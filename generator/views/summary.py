"""Summary of one project in one year: what lists, tables and charts show; small, so that ten thousand stay in memory.

Between processes a summary travels packed: its unit and its scheme are written as their slugs and found again in the
book of whoever unpacks it.
"""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from io import BytesIO
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.number import ABSENT, percent
from generator.model.book import Book, Grade, RatingScheme, Unit
from generator.model.project import NOT_STATED, RECTIFICATION_STATES, Project
from generator.model.scores import ProjectScore, Score, WeightedPoints

MAX_LOSSES = 10  # of one project: what a chart of a year shows of all projects together


class _Result(NamedTuple):
    code: str
    name: str
    level: int
    weight: Decimal
    points: Decimal | None
    printed_rate: str = ""


class IndicatorResult(_Result, WeightedPoints):
    """An indicator as lists show it: what it weighs, what was earned, the rate as the paper printed it (else empty)."""

    __slots__ = ()

    @classmethod
    def of(cls, score: Score) -> "IndicatorResult":
        """The result that a score is."""
        indicator = score.indicator
        return cls(indicator.code, indicator.name, score.level, score.weight, score.points, score.printed_rate)


@dataclass(frozen=True)
class ProjectSummary:
    """One project in one year as lists show it.

    Amounts are 万元. `execution_rate` and `grade` are as the paper prints them, else computed; `total` is 评价分值, and
    `own_full` the 满分 it is out of where a project declares another than the scheme's. `grade_rank` is the grade as a
    number from the top, 1, or 0 where there is none: what colour and shape go by. `states` tell how many problems stand
    in which state of rectification (整改状态); `entered` is 收录日期, `newest` the day its page last changed; `levels`
    are the indicators of the first level, `losses` the leaves that lost most, most first; `has_sublevels` says whether
    more than the first level is published.
    """

    year: int
    slug: str
    name: str
    title: str
    series: str
    unit: Unit
    scheme: RatingScheme
    agency: str
    method: str | None
    budget: Decimal
    spent: Decimal | None
    execution_rate: str
    total: Decimal | None
    own_full: Decimal | None
    grade: str
    grade_rank: int
    states: tuple[tuple[str, int], ...]
    entered: PartialDate | None
    newest: PartialDate | None
    levels: tuple[IndicatorResult, ...]
    losses: tuple[IndicatorResult, ...]
    has_sublevels: bool

    @property
    def id(self) -> str:
        """Year and slug, also the address without its ending."""
        return f"{self.year}/{self.slug}"

    @property
    def full(self) -> Decimal:
        """What the total is out of: the scheme's 满分, or the one a project declares and does not convert."""
        return self.scheme.full if self.own_full is None else self.own_full

    @property
    def comparable_score(self) -> Decimal | None:
        """The total where it is out of the scheme's 满分: 29 of 30 is not put beside 87 of 100."""
        return self.total if self.full == self.scheme.full else None

    @property
    def band(self) -> Grade | None:
        """The computed grade; where a paper prints a grade and no score, the one its word belongs to."""
        return self.scheme.grades[self.grade_rank - 1] if self.grade_rank else None

    @property
    def scheme_grade(self) -> str:
        """The scheme's own word for the grade, the same for 良 and 良好."""
        return self.band.word if self.band else ABSENT

    @property
    def rectification(self) -> str:
        """The states of rectification in words: 已完成 1 项，推进中 1 项."""
        return "，".join(f"{state} {count} 项" for state, count in self.states) or ABSENT

    def pack(self) -> bytes:
        """The summary as bytes, which `unpack` reads beside the same book."""
        packed = BytesIO()
        _Pickler(packed, pickle.HIGHEST_PROTOCOL).dump(tuple(getattr(self, name) for name in FIELDS))
        return packed.getvalue()

    @classmethod
    def unpack(cls, packed: bytes, book: Book) -> "ProjectSummary":
        """The summary again, with the unit and the scheme of this book."""
        return ProjectSummary(*_Unpickler(BytesIO(packed), book).load())


FIELDS = tuple(field.name for field in fields(ProjectSummary))


class _Pickler(pickle.Pickler):
    """Writes units and schemes as their slugs."""

    def persistent_id(self, thing: object) -> tuple[str, str] | None:
        if isinstance(thing, Unit | RatingScheme):
            return type(thing).__name__, thing.slug
        return None


class _Unpickler(pickle.Unpickler):
    """Finds units and schemes in a book."""

    def __init__(self, packed: BytesIO, book: Book) -> None:
        super().__init__(packed)
        self.known: Mapping[str, Mapping[str, Unit | RatingScheme]] = {
            Unit.__name__: book.units_by_slug,
            RatingScheme.__name__: book.schemes,
        }

    def persistent_load(self, reference: tuple[str, str]) -> Unit | RatingScheme:
        kind, slug = reference
        return self.known[kind][slug]


def summarize(project: Project, score: ProjectScore, scheme: RatingScheme, unit: Unit) -> ProjectSummary:
    """The summary of a project that was read, scored and found free of errors."""
    budget, printed = project.budget, project.printed
    word = printed.grade if printed else ""
    # Where a paper prints a grade and no score, the grade is the one its word belongs to.
    band = score.grade or (scheme.named(word) if word and score.total is None else None)
    grade = band.word if band else ABSENT
    found = [finding.rectification.state if finding.rectification else NOT_STATED for finding in project.findings]
    return ProjectSummary(
        year=int(project.year),
        slug=project.slug,
        name=project.name,
        title=project.title,
        series=project.series or project.slug,
        unit=unit,
        scheme=scheme,
        agency=project.evaluation.agency,
        method=project.evaluation.method,
        budget=budget.amount.value,
        spent=budget.spent.value if budget.spent else None,
        execution_rate=budget.rate.text if budget.rate else percent(budget.ratio),
        total=score.total,
        own_full=project.own_full,
        grade=word or (grade if project.filled == "已填报" else project.filled),
        grade_rank=scheme.grades.index(band) + 1 if band else 0,
        states=tuple((state, found.count(state)) for state in RECTIFICATION_STATES if state in found),
        entered=project.entered,
        newest=project.newest,
        levels=tuple(IndicatorResult.of(top) for top in score.levels),
        losses=tuple(IndicatorResult.of(leaf) for leaf in score.losses[:MAX_LOSSES]),
        has_sublevels=any(top.children for top in score.levels),
    )
