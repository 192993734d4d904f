"""Series (系列): one project over the years: money, score, indicators, 业务数据, problems, and breaks."""

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

MIN_TREND = 3  # years; two numbers need no chart
MAX_TREND_LEVELS = 4  # lines distinguishable next to the score


class MoneyRow(NamedTuple):
    """A year of a series: results, changes since the previous year (in words), growth of the budget.

    `like`: comparability of the score with the previous year: 是, 否, 不能判定; empty in the first year.
    """

    summary: ProjectSummary
    changes: tuple[str, ...] = ()
    like: str = ""
    more: Decimal | None = None
    more_rate: str = ""


class TrendPoint(NamedTuple):
    """A year of a trend: the rate; `joined` if comparable with the previous point."""

    year: int
    rate: Fraction
    joined: bool


class TrendLine(NamedTuple):
    """Rates over the years, oldest first."""

    name: str
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True)
class Series:
    """A project in several years, oldest first; `years` holds the data beyond the summaries."""

    summaries: tuple[ProjectSummary, ...]
    years: tuple[SeriesYear, ...]

    @property
    def newest(self) -> ProjectSummary:
        """Summary of the newest year, which names the series."""
        return self.summaries[-1]

    @property
    def slug(self) -> str:
        """系列 as declared."""
        return self.newest.series

    @property
    def title(self) -> str:
        """Name of the project without the year."""
        return YEAR.sub("", self.newest.title, count=1) or self.newest.title

    @property
    def unit(self) -> Unit:
        """Unit that carried it out in the newest year."""
        return self.newest.unit

    @property
    def span(self) -> str:
        """Years in words: `2017—2018年`."""
        return span(summary.year for summary in self.summaries)

    @cached_property
    def money(self) -> tuple[MoneyRow, ...]:
        """Budget, spending and score of each year."""
        return tuple(_money(self.summaries, self.years))

    @cached_property
    def levels(self) -> tuple[SeriesLine, ...]:
        """First-level indicators."""
        return series_lines([(year.year, year.levels) for year in self.years])

    @cached_property
    def indicators(self) -> tuple[SeriesLine, ...]:
        """Scored indicators below the first level."""
        return series_lines([(year.year, year.indicators) for year in self.years])

    @property
    def matrix(self) -> Iterator[tuple[SeriesLine, bool]]:
        """Lines with True for the first level, each followed by those below it."""
        places = {point.cell.result.name: n for n, line in enumerate(self.levels) for point in line.points}
        below = grouped_by(self.indicators, lambda line: places.get(line.newest.top, len(self.levels)))
        for number, level in enumerate(self.levels):
            yield level, True
            yield from ((line, False) for line in below.get(number, ()))
        yield from ((line, False) for line in below.get(len(self.levels), ()))

    @property
    def changes(self) -> tuple[tuple[str, LinePoint], ...]:
        """Changes of indicators with their titles, newest first."""
        changed_points = ((line.title, point) for line, _ in self.matrix for point in line.points if point.changes)
        return tuple(sorted(changed_points, key=lambda change: -change[1].cell.year))

    @cached_property
    def trend(self) -> tuple[TrendLine, ...]:
        """Trends of the scores and, if few, of the first-level rates; empty below `MIN_TREND` scores."""
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
        """Problems of each year with their outcomes in the next."""
        return problem_years(self.summaries)

    @property
    def without_indicators(self) -> tuple[int, ...]:
        """Years without indicators, if other years have some."""
        return tuple(year.year for year in self.years if not year.levels) if self.levels else ()

    @property
    def notes(self) -> tuple[tuple[int, str], ...]:
        """Declared reasons for differences from the previous year, each with its year."""
        return tuple((year.year, text) for year in self.years for text in year.notes)


def _trend(name: str, years: Iterable[tuple[int, Fraction | None, bool | None]]) -> TrendLine:
    """Return the years that have a rate; a year without one breaks the line."""
    points, has_previous = [], False
    for year, rate, joined in years:
        if rate is not None:
            points.append(TrendPoint(year, rate, bool(joined) and has_previous))
        has_previous = rate is not None
    return TrendLine(name, tuple(points))


def _rate(summary: ProjectSummary) -> Fraction | None:
    score = summary.comparable_score
    return None if score is None else Fraction(score) / Fraction(summary.full or HUNDRED)


def _goes_on(before: ProjectSummary | None, row: MoneyRow) -> bool:
    """True if the score is comparable with that of the previous year."""
    return before is not None and row.like == "是" and row.summary.year == before.year + 1


def _money(summaries: Sequence[ProjectSummary], years: Sequence[SeriesYear]) -> Iterator[MoneyRow]:
    yield MoneyRow(summaries[0])
    for (before, then), (now, year) in pairwise(zip(summaries, years, strict=True)):
        basis = tuple(_other_basis(before, now))
        changes = (*gaps(before.year, now.year, ()), *_renamed(before, now, then.unit, year.unit), *basis)
        more = None if before.budget is None or now.budget is None else now.budget - before.budget
        rate = "" if more is None or not before.budget else percent(share(more, before.budget))
        like = "否" if basis else "是" if _is_comparable(before) and _is_comparable(now) else "不能判定"
        yield MoneyRow(summary=now, changes=changes, like=like, more=more, more_rate=rate)


def _is_comparable(summary: ProjectSummary) -> bool:
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
    """Yield the reasons why the scores of two years are not comparable."""
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
    """Group the projects that have a series page by its address, oldest year first."""
    projects_by_page: dict[str, list[ProjectSummary]] = defaultdict(list)
    for summary in summaries:
        if summary.series_page:
            projects_by_page[summary.series_page].append(summary)
    groups = projects_by_page.items()
    return {page: tuple(sorted(years, key=lambda year: year.year)) for page, years in groups if len(years) > 1}
