"""Series (系列): one project through its years: money, score, indicators, stocks, problems, and where years break."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from generator.checks.naming.names import YEAR, without_year
from generator.core.grouping import grouped_by
from generator.core.number import HUNDRED, figure, percent, share
from generator.model.book import Unit
from generator.views.series.lines import LinePoint, SeriesLine, VolumePoint, changed, gaps, series_lines, volume_lines
from generator.views.series.problems import ProblemYears, problem_years
from generator.views.series.year import SeriesYear
from generator.views.summary import ProjectSummary
from generator.views.totals import span

MIN_TREND = 3  # years: two numbers are read faster than a drawing of them
MAX_TREND_LEVELS = 4  # lines that can be told apart beside the score


class MoneyRow(NamedTuple):
    """A year of a series: its results, what changed since the year before (in words), how its budget grew.

    `like` says whether the score can be put beside that of the year before: 是, 否, 不能判定; empty in the first year.
    """

    summary: ProjectSummary
    changes: tuple[str, ...] = ()
    like: str = ""
    more: Decimal | None = None
    more_rate: str = ""


class TrendPoint(NamedTuple):
    """A year of a trend: the rate, and whether it may be put beside that of the point before."""

    year: int
    rate: Fraction
    joined: bool


class TrendLine(NamedTuple):
    """Rates through the years, oldest first."""

    name: str
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True)
class Series:
    """A project in several years, the oldest first; `years` are the facts that lists do not show."""

    summaries: tuple[ProjectSummary, ...]
    years: tuple[SeriesYear, ...]

    @property
    def newest(self) -> ProjectSummary:
        """The last year: the series goes by its names."""
        return self.summaries[-1]

    @property
    def slug(self) -> str:
        """The 系列 as the files write it."""
        return self.newest.series

    @property
    def title(self) -> str:
        """The project's name without a year."""
        return YEAR.sub("", self.newest.title, count=1) or self.newest.title

    @property
    def unit(self) -> Unit:
        """Who carried it out last."""
        return self.newest.unit

    @property
    def span(self) -> str:
        """Its years in words: `2017—2018年`."""
        return span(summary.year for summary in self.summaries)

    @cached_property
    def money(self) -> tuple[MoneyRow, ...]:
        """Budget, spending and score of each year."""
        return tuple(_money(self.summaries, self.years))

    @cached_property
    def levels(self) -> tuple[SeriesLine, ...]:
        """The indicators of the first level."""
        return series_lines([(year.year, year.levels) for year in self.years])

    @cached_property
    def indicators(self) -> tuple[SeriesLine, ...]:
        """The scored indicators below them."""
        return series_lines([(year.year, year.indicators) for year in self.years])

    @property
    def matrix(self) -> Iterator[tuple[SeriesLine, bool]]:
        """Yield every line, one of the first level (then true) before those below it."""
        places = {point.cell.result.name: n for n, line in enumerate(self.levels) for point in line.points}
        below = grouped_by(self.indicators, lambda line: places.get(line.newest.top, len(self.levels)))
        for number, level in enumerate(self.levels):
            yield level, True
            yield from ((line, False) for line in below.get(number, ()))
        yield from ((line, False) for line in below.get(len(self.levels), ()))

    @property
    def changes(self) -> tuple[tuple[str, LinePoint], ...]:
        """The years in which an indicator changed, the newest first, each with its title."""
        changed_points = ((line.title, point) for line, _ in self.matrix for point in line.points if point.changes)
        return tuple(sorted(changed_points, key=lambda change: -change[1].cell.year))

    @cached_property
    def trend(self) -> tuple[TrendLine, ...]:
        """The scores and, where these are few, the first-level rates; none of fewer than three scores."""
        rows = zip((None, *self.summaries), self.money, strict=False)
        years = ((row.summary.year, _rate(row.summary), _goes_on(before, row)) for before, row in rows)
        scores = _trend("评价分值占满分", years)
        if len(scores.points) < MIN_TREND:
            return ()
        levels = self.levels if len(self.levels) <= MAX_TREND_LEVELS else ()
        return scores, *(
            _trend(line.title, ((point.cell.year, point.cell.result.rate, point.joined) for point in line.points))
            for line in levels
        )

    @cached_property
    def volumes(self) -> tuple[tuple[VolumePoint, ...], ...]:
        """业务数据, row by row."""
        return volume_lines([(year.year, year.volumes) for year in self.years])

    @cached_property
    def problems(self) -> tuple[ProblemYears, ...]:
        """The problems of each year beside those of the next."""
        return problem_years(self.summaries)

    @property
    def without_indicators(self) -> tuple[int, ...]:
        """The years whose papers give no indicators, where another gives some."""
        return tuple(year.year for year in self.years if not year.levels) if self.levels else ()

    @property
    def notes(self) -> tuple[tuple[int, str], ...]:
        """Reasons that the files give where a year does not fit the one before, each with its year."""
        return tuple((year.year, text) for year in self.years for text in year.notes)


def _trend(name: str, years: Iterable[tuple[int, Fraction | None, bool | None]]) -> TrendLine:
    """Return the years that have a rate; after one without, the line begins anew."""
    points, known = [], False
    for year, rate, joined in years:
        if rate is not None:
            points.append(TrendPoint(year, rate, bool(joined) and known))
        known = rate is not None
    return TrendLine(name, tuple(points))


def _rate(summary: ProjectSummary) -> Fraction | None:
    score = summary.comparable_score
    return None if score is None else Fraction(score) / Fraction(summary.full or HUNDRED)


def _goes_on(before: ProjectSummary | None, row: MoneyRow) -> bool:
    """True if the score may be put beside that of the year before."""
    return before is not None and row.like == "是" and row.summary.year == before.year + 1


def _money(summaries: Sequence[ProjectSummary], years: Sequence[SeriesYear]) -> Iterator[MoneyRow]:
    yield MoneyRow(summaries[0])
    for (before, then), (now, year) in pairwise(zip(summaries, years, strict=True)):
        basis = tuple(_other_basis(before, now))
        changes = (*gaps(before.year, now.year, ()), *_renamed(before, now, then.unit, year.unit), *basis)
        more = None if before.budget is None or now.budget is None else now.budget - before.budget
        rate = "" if more is None or not before.budget else percent(share(more, before.budget))
        like = "否" if basis else "是" if _told(before) and _told(now) else "不能判定"
        yield MoneyRow(summary=now, changes=changes, like=like, more=more, more_rate=rate)


def _told(summary: ProjectSummary) -> bool:
    """True if scheme, method and first-level weights are published."""
    return bool(summary.scheme and summary.method and summary.weights)


def _renamed(before: ProjectSummary, now: ProjectSummary, body_then: str, body: str) -> Iterator[str]:
    if without_year(before.name) != without_year(now.name):
        yield changed("项目名称", before.name, now.name)
    if before.unit != now.unit:
        yield changed("项目单位", before.unit.name, now.unit.name)
    elif body_then != body and body_then in now.unit.former_names:
        yield f"项目单位改名，{before.year}年度为“{body_then}”"


def _other_basis(before: ProjectSummary, now: ProjectSummary) -> Iterator[str]:
    """Why the scores of two years cannot be put beside each other."""
    if before.scheme and now.scheme and before.scheme.slug != now.scheme.slug:
        yield changed("评级办法", before.scheme.name, now.scheme.name)
    if before.method and now.method and before.method != now.method:
        yield changed("评价方式", before.method, now.method)
    if before.full is not None and now.full is not None and before.full != now.full:
        yield f"满分 {figure(before.full)}→{figure(now.full)}"
    then, weights = dict(before.weights), dict(now.weights)
    if then and weights and then.keys() == weights.keys():
        moved = [f"{name} {figure(then[name])}→{figure(weights[name])}" for name in then if then[name] != weights[name]]
        if moved:
            yield f"一级指标权重变动：{'、'.join(moved)}"
    elif then and weights:
        yield changed("一级指标", "、".join(then), "、".join(weights))


def by_series(summaries: Iterable[ProjectSummary]) -> Mapping[str, tuple[ProjectSummary, ...]]:
    """The projects that have a page on their years, by its address, each the oldest year first."""
    found: dict[str, list[ProjectSummary]] = defaultdict(list)
    for summary in summaries:
        if summary.series_page:
            found[summary.series_page].append(summary)
    return {address: tuple(sorted(some, key=lambda one: one.year)) for address, some in found.items() if len(some) > 1}
