"""Summary of one project in one year, for lists, tables and charts."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from generator.core.date import PartialDate
from generator.core.number import ABSENT, HUNDRED, Amount, figure, percent, total
from generator.core.packing import pack, unpack
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
    """An indicator in lists: weight, printed points and rate, computed points."""

    __slots__ = ()

    @property
    def points(self) -> Decimal | None:
        """Printed points, else computed ones; the basis of rates and losses."""
        return self.computed if self.printed is None else self.printed

    @classmethod
    def of(cls, score: Score) -> "IndicatorResult":
        """Build from a score."""
        indicator = score.indicator
        return cls(
            indicator.code, indicator.name, score.level, score.weight, score.printed, score.computed, score.printed_rate
        )


@dataclass(frozen=True)
class Computed:
    """本站核算: figures computed from printed ones, shown beside and never in place of printed figures.

    `execution_rate` is spending ÷ budget, `total` the sum of the points by the rules of the total, `grade` its band in
    the scheme that the paper names.
    """

    execution_rate: str = ABSENT
    total: Decimal | None = None
    grade: str = ABSENT


@dataclass(frozen=True)
class ProjectSummary:
    """One project in one year: printed figures, and separately the `computed` ones.

    Amounts are 万元. A figure that the paper does not print is None, a text is ABSENT.
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
    budget_converted: bool  # printed in another unit than 万元
    spent_converted: bool
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
        """Year and slug; also the address without extension."""
        return f"{self.year}/{self.slug}"

    @property
    def series_key(self) -> tuple[str, str]:
        """Key of the project over the years: 系列, else file name and unit."""
        return self.series, "" if self.in_series else self.unit.slug

    @property
    def series_page(self) -> str:
        """Address of the series page, if there are several years; empty without 系列."""
        return f"series/{self.series}.html" if self.in_series else ""

    @property
    def full(self) -> Decimal | None:
        """Full marks: as declared or printed, else the scheme's, else the weights added up; None if none states it."""
        if self.own_full is not None or self.scheme:
            return self.own_full if self.own_full is not None or not self.scheme else self.scheme.full
        return total([weight for _, weight in self.weights]) if self.weights else None

    @cached_property
    def comparable_score(self) -> Decimal | None:
        """Printed total if its full marks are the scheme's or 100, else None: 29 of 30 does not compare with 87 of 100.

        Unstated full marks count as 100, as lists then note.
        """
        usual = self.scheme.full if self.scheme else HUNDRED
        return self.total if self.full in (None, usual) else None

    @property
    def weights(self) -> tuple[tuple[str, Decimal], ...]:
        """First-level indicators with their weights; empty unless all are published."""
        weights = tuple((level.name, level.weight) for level in self.levels if level.weight is not None)
        return weights if len(weights) == len(self.levels) else ()

    @property
    def band(self) -> Grade | None:
        """Band of the scheme for the printed grade; None if there is none."""
        grades = self.scheme.grades if self.scheme else ()
        return next((grade for grade in grades if self.grade in grade.words), None)

    @property
    def scheme_grade(self) -> str:
        """Printed grade in the scheme's word, the same for 良 and 良好; without a scheme as printed."""
        return self.band.word if self.band else self.grade if self.grade_rank else ABSENT

    @property
    def result(self) -> str:
        """Printed score and grade in words, if any: `，评价分值 87.12，评价结论良好`."""
        score = "" if self.total is None else f"，评价分值 {figure(self.total)}"
        return score + ("" if self.grade == ABSENT else f"，评价结论{self.grade}")

    @property
    def rectification(self) -> str:
        """States of rectification in words: 已完成 1 项，推进中 1 项."""
        return "，".join(f"{state} {count} 项" for state, count in self.states) or ABSENT

    def pack(self) -> bytes:
        """Serialize the summary; unit and scheme are written as slugs."""
        values = {name: getattr(self, name) for name in FIELDS}
        values["unit"], values["scheme"] = self.unit.slug, self.scheme.slug if self.scheme else None
        return pack(values)

    @classmethod
    def unpack(cls, packed: bytes, book: Book) -> "ProjectSummary":
        """Read a packed summary, with the unit and the scheme of the book."""
        values = unpack(packed)
        values["unit"] = book.units_by_slug[values["unit"]]
        values["scheme"] = book.schemes[values["scheme"]] if values["scheme"] else None
        return ProjectSummary(**values)


FIELDS = tuple(field.name for field in fields(ProjectSummary))


def newest_day(summaries: Iterable[ProjectSummary]) -> str:
    """Return the day the newest of these results was entered or changed (ISO 8601); empty if unknown.

    Used as the date of pages and downloads: the current time would change every build.
    """
    return max((summary.newest.iso for summary in summaries if summary.newest), default="")


# ---- summarizing a project ----


def summarize(project: Project, score: ProjectScore, book: Book) -> ProjectSummary:
    """Summarize a scored project; an unregistered unit has its name only."""
    unit = book.unit(project.body) or Unit(slug="", name=project.body)
    scheme = book.schemes.get(project.evaluation.scheme)
    budget, printed = project.money, project.printed
    word = printed.grade if printed else ""
    categories = tuple(map(book.classifier.classify, project.findings))
    pair = score_pair(project, score, scheme)
    levels = tuple(IndicatorResult.of(top) for top in score.levels)
    losses = tuple(IndicatorResult.of(leaf) for leaf in score.losses)
    deep = any(top.children for top in score.levels)
    states = [finding.rectification.state if finding.rectification else NOT_STATED for finding in project.findings]
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
        budget_converted=_converted(budget.amount),
        spent_converted=_converted(budget.spent),
        execution_rate=_printed_rate(project),
        total=score.printed,
        own_full=project.own_full,
        grade=word or (ABSENT if project.filled == "已填报" else project.filled),
        grade_rank=grade_rank(scheme, word),
        computed=Computed(percent(budget.ratio), score.computed, score.grade.word if score.grade else ABSENT),
        problems=tuple(zip((finding.problem for finding in project.findings), states, strict=True)),
        states=tuple((state, states.count(state)) for state in RECTIFICATION_STATES if state in states),
        categories=categories,
        items=tuple(tracked_items(project, categories)),
        entered=project.entered,
        newest=project.newest,
        levels=levels,
        losses=losses,
        # Among levels alone, the heaviest naturally loses most.
        costliest=tuple(loss for loss in losses if loss.lost == losses[0].lost) if deep else (),
        lowest=_lowest(losses if deep else [level for level in levels if level.lost]),
        has_sublevels=deep,
        rules=tuple(sorted({leaf.rule.method for leaf in project.leaves() if leaf.rule})),
        corrections=tuple(of_project(project.id, project.title, correction) for correction in project.corrections),
        has_pair=pair is not None and pair.gap is not None,
        pair=pair,
        use=declared_result_use(project),
    )


def _converted(amount: Amount | None) -> bool:
    return amount is not None and not amount.text.endswith(("万元", "万"))


def _lowest(among: Iterable[IndicatorResult]) -> tuple[IndicatorResult, ...]:
    rated = [(result, rate) for result in among if (rate := result.rate) is not None]
    least = min((rate for _, rate in rated), default=None)
    return tuple(result for result, rate in rated if rate == least)


def _printed_rate(project: Project) -> str:
    """Return the 执行率 printed with the budget, else in the total row of the form's funds with equal amounts."""
    if project.budget.rate:
        return project.budget.rate.text
    row = project.total_row
    return (row.rate if row and project.budget.may_have(row.planned, row.spent) else "") or ABSENT
