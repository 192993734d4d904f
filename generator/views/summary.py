"""Summary of one project in one year, as lists, tables and charts show it."""

import pickle
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.number import ABSENT, HUNDRED, figure, percent, total
from generator.model.book import Book, Grade, RatingScheme, Unit, grade_rank
from generator.model.category import Classification
from generator.model.project import NOT_STATED, RECTIFICATION_STATES, Project
from generator.model.scores import ProjectScore, Score, WeightedPoints
from generator.views.corrections import CorrectionLine, of_project
from generator.views.ledger import TrackedItem, tracked_items
from generator.views.results import DeclaredResultUse, declared_result_use
from generator.views.review import ScorePair, score_pair


class _Result(NamedTuple):
    code: str
    name: str
    level: int
    weight: Decimal | None
    printed: Decimal | None
    computed: Decimal | None
    printed_rate: str = ""


class IndicatorResult(_Result, WeightedPoints):
    """An indicator as lists show it: what it weighs, points and rate as the paper prints them, points as computed."""

    __slots__ = ()

    @property
    def points(self) -> Decimal | None:
        """The printed points, else the computed ones: what rates and losses are worked out from."""
        return self.computed if self.printed is None else self.printed

    @classmethod
    def of(cls, score: Score) -> "IndicatorResult":
        """The result that a score is."""
        indicator = score.indicator
        return cls(
            indicator.code, indicator.name, score.level, score.weight, score.printed, score.computed, score.printed_rate
        )


@dataclass(frozen=True)
class Computed:
    """本站核算: what we work out of what a paper prints; it stands beside the printed figure, never in its place.

    `execution_rate` is spending ÷ budget, `total` the sum of the points by the rules of the total; `grade` is the band
    that the total lies in, of the scheme that the paper names.
    """

    execution_rate: str = ABSENT
    total: Decimal | None = None
    grade: str = ABSENT


@dataclass(frozen=True)
class ProjectSummary:
    """One project in one year as lists show it: printed figures, and apart from them what is `computed`.

    Amounts are 万元. A figure that the paper does not print is None, a text ABSENT.
    """

    year: int
    slug: str  # name of the data file
    name: str  # full name as printed
    title: str  # name for lists, shorter if the file gives a short one
    series: str  # 系列, else the name of the file
    in_series: bool  # True if the file declares the 系列
    unit: Unit
    scheme: RatingScheme | None  # 评级办法, None if the paper names none
    agency: str  # 评价机构
    method: str | None  # 评价方式
    budget: Decimal | None
    spent: Decimal | None
    execution_rate: str
    total: Decimal | None  # 评价分值
    own_full: Decimal | None  # 满分 of the total, if the paper gives its own
    grade: str
    grade_rank: int  # rank of the printed grade, 1 being the best; 0 without a grade
    computed: Computed
    states: tuple[tuple[str, int], ...]  # number of problems by 整改状态
    problems: tuple[tuple[str, str], ...]  # problems with their states
    categories: tuple[Classification, ...]  # 问题类别 of each problem
    items: tuple[TrackedItem, ...]  # 整改台账
    entered: PartialDate | None  # 收录日期
    newest: PartialDate | None  # day on which the page last changed
    levels: tuple[IndicatorResult, ...]  # first-level indicators
    losses: tuple[IndicatorResult, ...]  # leaves that lost points, largest loss first
    costliest: tuple[IndicatorResult, ...]  # leaves with the largest loss
    lowest: tuple[IndicatorResult, ...]  # leaves with the lowest rate
    has_sublevels: bool  # True if more than the first level is published
    rules: tuple[str, ...]  # scoring rules in use, by name
    corrections: tuple[CorrectionLine, ...]  # oldest first
    has_pair: bool  # True if both 自评 and 复核 have a score
    pair: ScorePair | None  # 自评 and 复核
    use: DeclaredResultUse | None  # 结果应用 as declared

    @property
    def id(self) -> str:
        """Year and slug, also the address without its ending."""
        return f"{self.year}/{self.slug}"

    @property
    def series_key(self) -> tuple[str, str]:
        """Key of the project over the years: 系列, else file name and unit."""
        return self.series, "" if self.in_series else self.unit.slug

    @property
    def series_page(self) -> str:
        """The address of the page on its years, where there are several; empty without 系列."""
        return f"series/{self.series}.html" if self.in_series else ""

    @property
    def full(self) -> Decimal | None:
        """Full marks: as declared or printed, else the scheme's, else the weights added up; None if none states it."""
        if self.own_full is not None or self.scheme:
            return self.own_full if self.own_full is not None or not self.scheme else self.scheme.full
        return total([weight for _, weight in self.weights]) if self.weights else None

    @cached_property
    def comparable_score(self) -> Decimal | None:
        """The printed total where it is out of the scheme's 满分 or a hundred: 29 of 30 is not put beside 87 of 100.

        Where nobody says what it is out of it counts as out of a hundred, which lists then tell.
        """
        usual = self.scheme.full if self.scheme else HUNDRED
        return self.total if self.full in (None, usual) else None

    @property
    def weights(self) -> tuple[tuple[str, Decimal], ...]:
        """The indicators of the first level with their weights; empty where any is not published."""
        known = tuple((one.name, one.weight) for one in self.levels if one.weight is not None)
        return known if len(known) == len(self.levels) else ()

    @property
    def band(self) -> Grade | None:
        """The band of the scheme that the printed grade means."""
        grades = self.scheme.grades if self.scheme else ()
        return next((grade for grade in grades if self.grade in grade.words), None)

    @property
    def scheme_grade(self) -> str:
        """The scheme's own word for the printed grade, the same for 良 and 良好; without a scheme the printed one."""
        return self.band.word if self.band else self.grade if self.grade_rank else ABSENT

    @property
    def result(self) -> str:
        """The printed score and grade in words, as far as there are any: `，评价分值 87.12，评价结论良好`."""
        score = "" if self.total is None else f"，评价分值 {figure(self.total)}"
        return score + ("" if self.grade == ABSENT else f"，评价结论{self.grade}")

    @property
    def rectification(self) -> str:
        """The states of rectification in words: 已完成 1 项，推进中 1 项."""
        return "，".join(f"{state} {count} 项" for state, count in self.states) or ABSENT

    def pack(self) -> bytes:
        """Serialize the summary; unit and scheme are written as slugs."""
        values = {name: getattr(self, name) for name in FIELDS}
        values["unit"], values["scheme"] = self.unit.slug, self.scheme.slug if self.scheme else None
        return pickle.dumps(values, pickle.HIGHEST_PROTOCOL)

    @classmethod
    def unpack(cls, packed: bytes, book: Book) -> "ProjectSummary":
        """Read a packed summary, with the unit and the scheme of the book."""
        values = pickle.loads(packed)
        values["unit"] = book.units_by_slug[values["unit"]]
        values["scheme"] = book.schemes[values["scheme"]] if values["scheme"] else None
        return ProjectSummary(**values)


FIELDS = tuple(field.name for field in fields(ProjectSummary))


def newest_day(summaries: Iterable[ProjectSummary]) -> str:
    """The day the newest of these results was entered or changed (ISO 8601), empty where none is known.

    It is what pages and downloads say they are as of: a clock would change every build.
    """
    return max((summary.newest.iso for summary in summaries if summary.newest), default="")


# ---- summarizing a project ----


def summarize(project: Project, score: ProjectScore, book: Book) -> ProjectSummary:
    """Summarize a scored project; a unit that is not in the book is known by its name alone."""
    unit = book.unit(project.unit) or Unit(slug="", name=project.unit)
    scheme = book.schemes.get(project.evaluation.scheme)
    budget, printed = project.budget, project.printed
    word = printed.grade if printed else ""
    categories = tuple(map(book.classifier.classify, project.findings))
    pair = score_pair(project, score, scheme)
    levels = tuple(IndicatorResult.of(top) for top in score.levels)
    losses = tuple(IndicatorResult.of(leaf) for leaf in score.losses)
    deep = any(top.children for top in score.levels)
    found = [finding.rectification.state if finding.rectification else NOT_STATED for finding in project.findings]
    return ProjectSummary(
        year=project.year,
        slug=project.slug,
        name=project.name,
        title=project.title,
        series=project.series or project.slug,
        in_series=bool(project.series),
        unit=unit,
        scheme=scheme,
        agency=project.evaluation.agency,
        method=project.evaluation.method,
        budget=budget.amount.value if budget.amount else None,
        spent=budget.spent.value if budget.spent else None,
        execution_rate=_printed_rate(project),
        total=score.printed,
        own_full=project.own_full,
        grade=word or (ABSENT if project.filled == "已填报" else project.filled),
        grade_rank=grade_rank(scheme, word),
        computed=Computed(percent(budget.ratio), score.computed, score.grade.word if score.grade else ABSENT),
        problems=tuple(zip((finding.problem for finding in project.findings), found, strict=True)),
        states=tuple((state, found.count(state)) for state in RECTIFICATION_STATES if state in found),
        categories=categories,
        items=tuple(tracked_items(project, categories)),
        entered=project.entered,
        newest=project.newest,
        levels=levels,
        losses=losses,
        costliest=_costliest(losses) if deep else (),  # of levels the heaviest loses most by itself
        lowest=_lowest(losses if deep else [one for one in levels if one.lost]),
        has_sublevels=deep,
        rules=tuple(sorted({leaf.rule.method for leaf in project.leaves() if leaf.rule})),
        corrections=tuple(of_project(project.id, project.title, one) for one in project.corrections),
        has_pair=pair is not None and pair.gap is not None,
        pair=pair,
        use=declared_result_use(project),
    )


def _costliest(losses: Sequence[IndicatorResult]) -> tuple[IndicatorResult, ...]:
    return tuple(one for one in losses if one.lost == losses[0].lost)


def _lowest(among: Iterable[IndicatorResult]) -> tuple[IndicatorResult, ...]:
    rated = [(one, rate) for one in among if (rate := one.rate) is not None]
    least = min((rate for _, rate in rated), default=None)
    return tuple(one for one, rate in rated if rate == least)


def _printed_rate(project: Project) -> str:
    """执行率 as the paper prints it, beside the budget or in the total row of a form's funds with these amounts."""
    if project.budget.rate:
        return project.budget.rate.text
    funds = project.sheet.funds[:1] if project.sheet else ()
    return next((row.rate for row in funds if project.budget.may_have(row.planned, row.spent)), "") or ABSENT
