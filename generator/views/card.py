"""One project as readers see it: a card in lists, a case on its own page, where everything of it is at hand."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from generator.core.date import PartialDate
from generator.model.book import Book, Grade, RatingScheme, Unit
from generator.model.project import Project
from generator.model.scores import ProjectScore
from generator.views.receipt import Receipt, receipt
from generator.views.summary import ABSENT, Brief, IndicatorResult, brief


@dataclass(frozen=True)
class Card:
    """One project in one year as lists show it: its facts, its unit and the scheme it was judged by."""

    brief: Brief
    scheme: RatingScheme
    unit: Unit

    @classmethod
    def found(cls, book: Book, facts: Brief) -> "Card":
        """The card of these facts."""
        return cls(facts, book.schemes[facts.scheme], book.units_by_slug[facts.unit])

    @property
    def id(self) -> str:
        """Year and slug, also the address without its ending."""
        return f"{self.brief.year}/{self.brief.slug}"

    @property
    def year(self) -> int:
        """The year the money was for."""
        return self.brief.year

    @property
    def slug(self) -> str:
        """The last part of the address."""
        return self.brief.slug

    @property
    def name(self) -> str:
        """The whole name, as published."""
        return self.brief.name

    @property
    def title(self) -> str:
        """The name in lists."""
        return self.brief.title

    @property
    def series(self) -> str:
        """What joins the years of one project; the slug where nothing is declared."""
        return self.brief.series

    @property
    def agency(self) -> str:
        """评价机构, empty where the papers do not say."""
        return self.brief.agency

    @property
    def method(self) -> str | None:
        """评价方式."""
        return self.brief.method

    @property
    def budget(self) -> Decimal:
        """预算金额, 万元."""
        return self.brief.budget

    @property
    def spent(self) -> Decimal | None:
        """支出, 万元."""
        return self.brief.spent

    @property
    def execution_rate(self) -> str:
        """预算执行率 as printed by the paper, else to two places."""
        return self.brief.execution_rate

    @property
    def total(self) -> Decimal | None:
        """评价分值."""
        return self.brief.total

    @property
    def full(self) -> Decimal:
        """What the total is out of: the scheme's 满分, or the one a project declares and does not convert."""
        return self.scheme.full if self.brief.own_full is None else self.brief.own_full

    @property
    def mark(self) -> Decimal | None:
        """The total where it is out of the scheme's 满分: 29 of 30 is not put beside 87 of 100."""
        return self.total if self.full == self.scheme.full else None

    @property
    def grade(self) -> str:
        """评价结论 as printed, else the computed word."""
        return self.brief.grade

    @property
    def step(self) -> int:
        """The grade as a number from the top (1), 0 where there is none: what colour and shape go by."""
        return self.brief.step

    @property
    def band(self) -> Grade | None:
        """The computed grade; where a paper prints a grade and no score, the one its word belongs to."""
        return self.scheme.grades[self.step - 1] if self.step else None

    @property
    def rank(self) -> str:
        """The scheme's own word for the grade, the same for 良 and 良好."""
        return self.band.word if self.band else ABSENT

    @property
    def levels(self) -> tuple[IndicatorResult, ...]:
        """The indicators of the first level."""
        return self.brief.levels

    @property
    def losses(self) -> tuple[IndicatorResult, ...]:
        """The leaves that lost most points, most first."""
        return self.brief.losses

    @property
    def deep(self) -> bool:
        """Whether more than the first level is published."""
        return self.brief.deep

    @property
    def states(self) -> tuple[tuple[str, int], ...]:
        """How many problems stand in which state of rectification (整改状态), in a fixed order."""
        return self.brief.states

    @property
    def rectification(self) -> str:
        """The same in words: 已完成 1 项，推进中 1 项."""
        return "，".join(f"{state} {count} 项" for state, count in self.states) or ABSENT

    @property
    def entered(self) -> PartialDate | None:
        """收录日期."""
        return self.brief.entered

    @property
    def newest(self) -> PartialDate | None:
        """The day its page last changed."""
        return self.brief.newest


@dataclass(frozen=True)
class ProjectDetail(Card):
    """A card with everything behind it."""

    project: Project
    score: ProjectScore

    @cached_property
    def receipt(self) -> Receipt:
        """The score as one can retrace it: one for the page, the JSON and `explain`, so that they cannot disagree."""
        return receipt(self.scheme, self.score)

    @classmethod
    def of(cls, project: Project, score: ProjectScore, scheme: RatingScheme, unit: Unit) -> "ProjectDetail":
        """A project that was read, scored and found free of errors."""
        return cls(brief(project, score, scheme, unit), scheme, unit, project, score)

    @classmethod
    def opened(cls, book: Book, project: Project, score: ProjectScore) -> "ProjectDetail":
        """The case of a project of this book, which must be free of errors."""
        unit = book.unit(project.unit)
        assert unit, "the check 未登记 keeps unknown units out"
        return cls.of(project, score, book.schemes[project.evaluation.scheme], unit)
