"""The plain facts of one project that lists, tables and charts show: small, so that ten thousand stay in memory."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.number import percent, share
from generator.model.book import RatingScheme, Unit
from generator.model.project import Project
from generator.model.scores import ProjectScore, Score

ABSENT = "—"
STATES = ("已完成", "推进中", "计划中", "未说明进度", "未载明")
MOST_LOSSES = 10  # of one project: what a chart of a year shows of all projects together


def figure(value: Decimal | None) -> str:
    """Print a decimal with the digits it has; an absent one as a dash."""
    return ABSENT if value is None else f"{value:f}"


class IndicatorResult(NamedTuple):
    """An indicator as lists show it: what it weighs, what was earned, the rate as the paper printed it (else empty)."""

    code: str
    name: str
    level: int
    weight: Decimal
    points: Decimal | None
    printed_rate: str = ""

    @classmethod
    def of(cls, score: Score) -> "IndicatorResult":
        """The facts of a score."""
        indicator = score.indicator
        rate = indicator.printed.rate.text if indicator.printed and indicator.printed.rate else ""
        return cls(indicator.code, indicator.name, score.level, score.weight, score.points, rate)

    @property
    def lost(self) -> Decimal | None:
        """What was not earned, in points."""
        return None if self.points is None else self.weight - self.points

    @property
    def rate(self) -> Fraction | None:
        """得分率 = points ÷ weight, exact; None where either is missing."""
        return None if self.points is None else share(self.points, self.weight)

    @property
    def rate_words(self) -> str:
        """得分率 as printed, else to two places."""
        return self.printed_rate or percent(self.rate)


class Brief(NamedTuple):
    """One project in one year. Unit and scheme are named by their slugs; `step` is the grade from the top, 0 for none.

    Amounts are 万元; `levels` are the indicators of the first level, `losses` the leaves that lost most, most first,
    `deep` whether any indicator has others below it.
    """

    year: int
    slug: str
    name: str
    title: str
    series: str
    unit: str
    scheme: str
    agency: str
    method: str | None
    budget: Decimal
    spent: Decimal | None
    execution_rate: str
    total: Decimal | None
    own_full: Decimal | None
    grade: str
    step: int
    states: tuple[tuple[str, int], ...]
    entered: PartialDate | None
    newest: PartialDate | None
    levels: tuple[IndicatorResult, ...]
    losses: tuple[IndicatorResult, ...]
    deep: bool


def brief(project: Project, score: ProjectScore, scheme: RatingScheme, unit: Unit) -> Brief:
    """The facts of a project that was read, scored and found free of errors."""
    budget, printed = project.budget, project.printed
    word = printed.grade if printed else ""
    # Where a paper prints a grade and no score, the grade is the one its word belongs to.
    band = score.grade or (scheme.named(word) if word and score.total is None else None)
    rank = band.word if band else ABSENT
    found = [finding.rectification.state if finding.rectification else "未载明" for finding in project.findings]
    return Brief(
        year=int(project.year),
        slug=project.slug,
        name=project.name,
        title=project.title,
        series=project.series or project.slug,
        unit=unit.slug,
        scheme=project.evaluation.scheme,
        agency=project.evaluation.agency,
        method=project.evaluation.method,
        budget=budget.amount.value,
        spent=budget.spent.value if budget.spent else None,
        execution_rate=budget.rate.text if budget.rate else percent(budget.ratio),
        total=score.total,
        own_full=project.own_full,
        grade=word or (rank if project.filled == "已填报" else project.filled),
        step=scheme.grades.index(band) + 1 if band else 0,
        states=tuple((state, found.count(state)) for state in STATES if state in found),
        entered=project.entered,
        newest=project.newest,
        levels=tuple(IndicatorResult.of(top) for top in score.levels),
        losses=tuple(IndicatorResult.of(leaf) for leaf in score.losses[:MOST_LOSSES]),
        deep=any(top.children for top in score.levels),
    )
