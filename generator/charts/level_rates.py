"""一级指标得分率: rates of the first-level indicators of a year; ranges if there are many projects.

Positions, not lengths, show the rates, so the axis begins where differences are visible; the sentence says where.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from pyecharts.charts import Scatter

from generator.charts import ACCENT, Chart, Drawing, _spread, _style
from generator.core.number import HALF_UP, percent
from generator.views import ABSENT, IndicatorResult, Portfolio, ProjectSummary, Totals
from generator.views.statistics import mean, middle

PAGE, ORDER = "year", 2
MAX_FEW, MIN_PROJECTS = 6, 2  # more names than these stand in the table only
ALL = Decimal(100)
MAX_LEVELS, MIN_COMMON = 8, 5  # of many projects


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """Draw the rates of a year; None for one project alone."""
    totals = portfolio.totals
    summaries = [summary for summary in totals.summaries if any(score.rate is not None for score in summary.levels)]
    if len(summaries) < MIN_PROJECTS:
        return None
    return _dots(totals, summaries, year) if len(summaries) <= _style.MAX_ROWS else _spread_of(totals, summaries, year)


@dataclass(frozen=True)
class LevelRates:
    """A first-level indicator with the rates of the projects that have it."""

    name: str
    rates: tuple[Fraction, ...]

    @cached_property
    def mean(self) -> Fraction:
        """The mean of the rates, each project counted alike."""
        return mean(self.rates)


def level_rates(summaries: Iterable[ProjectSummary]) -> tuple[LevelRates, ...]:
    """Return the rates by indicator, in order of first appearance."""
    rates_by_name: dict[str, list[Fraction]] = defaultdict(list)
    for summary in summaries:
        for level in summary.levels:
            if (rate := level.rate) is not None:
                rates_by_name[level.name].append(rate)
    return tuple(LevelRates(name, tuple(rates)) for name, rates in rates_by_name.items())


def weakest(levels: Iterable[LevelRates]) -> LevelRates | None:
    """Return the indicator with the lowest mean; None unless two projects or more share at least two."""
    shared = [level for level in levels if len(level.rates) > 1]
    return min(shared, key=lambda level: level.mean) if len(shared) > 1 else None


def pattern(levels: Sequence[LevelRates]) -> str:
    """Describe the weakest indicators against the others; empty if there is nothing to compare."""
    low = weakest(levels)
    if not low:
        return ""
    means = {level.name: percent(level.mean) for level in levels if len(level.rates) > 1}
    least = means[low.name]
    lowest = "".join(f"“{name}”" for name, mean in means.items() if mean == least)
    others = "、".join(f"{name} {mean}" for name, mean in means.items() if mean != least)
    return f"{lowest}最弱，平均得分率 {least}，低于{others}。" if others else f"{lowest}的平均得分率都是 {least}。"


# ---- many ----


def _spread_of(totals: Totals, summaries: Sequence[ProjectSummary], year: int) -> Chart | None:
    """Draw one row an indicator; None if no indicator is common."""
    levels = level_rates(totals.summaries)
    common = sorted((level for level in levels if len(level.rates) >= MIN_COMMON), key=lambda level: -len(level.rates))
    if not common:
        return None
    drawn = sorted(common[:MAX_LEVELS], key=lambda level: level.mean)
    rows = [(level.name, middle(HALF_UP(rate * 100) for rate in level.rates)) for level in drawn]
    return Chart(
        id=f"level-spread-{year}",
        title=f"{year}年度一级指标得分率的分布（本站核算）",
        sentence=f"{len(summaries)} 个项目公布了指标得分。{pattern(drawn)}"
        f"{_spread.HOW}；横轴从 {_spread.ranges_start(rows, ALL):f}% 起。"
        + (f"另有 {totals.count - len(summaries)} 个项目未公布，不在图中。" if len(summaries) < totals.count else "")
        + (f"只画最常用的 {len(drawn)} 个一级指标。" if len(drawn) < len(levels) else ""),
        header=("一级指标", "项目数", "平均", "中位数", "居中的一半"),
        rows=tuple(
            (
                level.name,
                str(spread.projects),
                percent(level.mean),
                f"{spread.median:f}%",
                f"{spread.lower:f}%—{spread.upper:f}%",
            )
            for level, (_, spread) in zip(drawn, rows, strict=True)
        ),
        drawings=_spread.ranges(rows, ALL, "%"),
    )


# ---- few ----


def _dots(totals: Totals, with_rates: Sequence[ProjectSummary], year: int) -> Chart | None:
    """Draw one row an indicator and one dot a project; None if no indicator is the weakest."""
    levels = level_rates(with_rates)
    low = weakest(levels)
    if not low:
        return None
    summaries = sorted(with_rates, key=lambda summary: _rate(summary, low.name))
    drawn = sorted(sorted(levels, key=lambda level: -len(level.rates))[:MAX_FEW], key=levels.index)
    start = _style.start_before(Decimal(int(min(min(level.rates) for level in drawn) * 10) * 10), ALL)
    left_out = totals.count - len(with_rates)

    def drawing(layout: _style.Layout) -> Drawing:
        marks = Scatter().add_xaxis([])
        marks.add_yaxis(
            "得分率",
            [{"value": [HALF_UP(rate * 100), place]} for place, level in enumerate(drawn) for rate in level.rates],
            symbol="circle",
            symbol_size=12,
            itemstyle_opts={"color": ACCENT, "opacity": Decimal("0.7")},
            label_opts={"show": False},
        )
        laid = layout.rows([f"{level.name}（平均 {percent(level.mean)}）" for level in drawn], right=20, edge=20)
        scale = layout.scale(min=start, max=ALL, axisLabel={"formatter": "{value}%"})
        return layout.drawing(marks, laid.height, grid=laid.grid, xAxis=scale, yAxis=laid.axis)

    return Chart(
        id=f"level-rates-{year}",
        title=f"{year}年度各项目一级指标的得分率（本站核算）",
        sentence=f"{len(with_rates)} 个项目公布了指标得分。{pattern(levels)}每个圆点是一个项目。"
        + (f"横轴从 {start:f}% 起。" if start else "")
        + (f"另有 {left_out} 个项目未公布，不在图中。" if left_out else "")
        + (f"图中只画最常用的 {MAX_FEW} 个一级指标，其余见数据表。" if len(levels) > MAX_FEW else ""),
        header=("项目", *(level.name for level in levels)),
        rows=tuple((summary.title, *(_printed(summary, level.name) for level in levels)) for summary in summaries),
        drawings=_style.draw(drawing),
    )


def _find(summary: ProjectSummary, name: str) -> IndicatorResult | None:
    return next((score for score in summary.levels if score.name == name), None)


def _rate(summary: ProjectSummary, name: str) -> Fraction:
    """Return the sort key of a row; projects without the indicator come last."""
    score = _find(summary, name)
    return Fraction(2) if score is None or score.rate is None else score.rate


def _printed(summary: ProjectSummary, name: str) -> str:
    score = _find(summary, name)
    return score.rate_text if score else ABSENT
