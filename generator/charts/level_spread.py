"""一级指标得分率的分布: in which part of the evaluation many projects of a year are weak."""

from decimal import Decimal

from generator.charts import Chart, _ranges, _style
from generator.charts.level_rates import pattern
from generator.core.number import HALF_UP, percent
from generator.views import Portfolio
from generator.views.distribution import middle
from generator.views.levels import level_rates

PAGE, ORDER = "year", 2
MAX_LEVELS, MIN_PROJECTS = 8, 5
WHOLE = Decimal(100)


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """One row a name of the first level; None where each project has room for a row of its own (`level_rates`)."""
    totals = portfolio.totals
    told = sum(any(level.rate is not None for level in one.levels) for one in totals.summaries)
    if told <= _style.MAX_ROWS:
        return None
    levels = level_rates(totals.summaries)
    common = sorted((one for one in levels if len(one.rates) >= MIN_PROJECTS), key=lambda one: -len(one.rates))
    if not common:
        return None
    drawn = sorted(common[:MAX_LEVELS], key=lambda one: one.mean)
    rows = [(one.name, middle(HALF_UP(rate * 100) for rate in one.rates)) for one in drawn]
    return Chart(
        id=f"level-spread-{year}",
        title=f"{year}年度一级指标得分率的分布（本站核算）",
        sentence=f"{told} 个项目公布了指标得分。{pattern(drawn)}"
        f"{_ranges.HOW}；横轴从 {_ranges.start_of(rows, WHOLE):f}% 起。"
        + (f"另有 {totals.count - told} 个项目未公布，不在图中。" if told < totals.count else "")
        + (f"只画最常用的 {len(drawn)} 个一级指标。" if len(drawn) < len(levels) else ""),
        header=("一级指标", "项目数", "平均", "中位数", "居中的一半"),
        rows=tuple(
            (
                one.name,
                str(found.projects),
                percent(one.mean),
                f"{found.median:f}%",
                f"{found.lower:f}%—{found.upper:f}%",
            )
            for one, (_, found) in zip(drawn, rows, strict=True)
        ),
        option=_ranges.option(rows, WHOLE, "%"),
        height=_ranges.height(rows),
    )
