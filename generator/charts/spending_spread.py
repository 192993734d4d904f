"""预算执行率的分布: how much of its budget each of many projects of a year spent."""

from decimal import Decimal

from generator.charts import Chart, _histogram, _style
from generator.views import Portfolio
from generator.views.distribution import steps

PAGE, ORDER = "year", 5
LIMITS = tuple(map(Decimal, (0, 50, 60, 70, 80, 90, 95, 100)))
WHOLE = Decimal(100)


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """One column a step of the rate; None where each project has room for a row of its own (`spending`)."""
    totals = portfolio.totals
    known = totals.with_rate
    if len(known) <= _style.MAX_ROWS:
        return None
    rates = [(Decimal(one.computed.execution_rate.removesuffix("%")), one) for one in known]
    highest = max(rate for rate, _ in rates)
    found = steps(rates, (*LIMITS, *([highest] if highest > WHOLE else [])))
    low, left_out = sum(rate < LIMITS[4] for rate, _ in rates), totals.count - len(known)
    return Chart(
        id=f"spending-spread-{year}",
        title=f"{year}年度预算执行率的分布（本站核算）",
        sentence=f"{len(known)} 个项目公布了预算和支出，合在一起执行 {totals.execution_rate}；"
        f"{f'执行率不到 80% 的有 {low} 个' if low else '没有执行率不到 80% 的项目'}。各段宽窄不同。"
        + (f"另有 {left_out} 个项目未公布预算或支出，不在图中。" if left_out else ""),
        header=("预算执行率", "项目数", "项目"),
        rows=_histogram.rows(found, "%"),
        option=_histogram.plain(found, "%", "预算执行率（支出 ÷ 预算）"),
        height=_histogram.HEIGHT,
    )
