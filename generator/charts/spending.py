"""预算花了多少: spending as a share of the budget, by project; a distribution if there are many."""

from decimal import Decimal

from pyecharts.charts import Bar

from generator.charts import ACCENT, MUTED, PAPER, Chart, Drawing, _spread, _style
from generator.core.display import grouped
from generator.views import Portfolio, ProjectSummary, Totals
from generator.views.statistics import steps

PAGE, ORDER = "year", 5
MIN_PROJECTS = 3
ALL = Decimal(100)
LIMITS = tuple(map(Decimal, (0, 50, 60, 70, 80, 90, 95, 100)))


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """Draw the spending of a year; None for fewer than three projects."""
    totals = portfolio.totals
    if len(totals.with_rate) < MIN_PROJECTS:
        return None
    return _rows(totals, year) if len(totals.with_rate) <= _style.MAX_ROWS else _spread_of(totals, year)


# ---- many ----


def _spread_of(totals: Totals, year: int) -> Chart:
    """Draw one column a step of the execution rate."""
    projects = totals.with_rate
    rates = [(Decimal(project.computed.execution_rate.removesuffix("%")), project) for project in projects]
    highest = max(rate for rate, _ in rates)
    rate_steps = steps(rates, (*LIMITS, *([highest] if highest > ALL else [])))
    low, left_out = sum(rate < LIMITS[4] for rate, _ in rates), totals.count - len(projects)
    return Chart(
        id=f"spending-spread-{year}",
        title=f"{year}年度预算执行率的分布（本站核算）",
        sentence=f"{len(projects)} 个项目公布了预算和支出，合在一起执行 {totals.execution_rate}；"
        f"{f'执行率不到 80% 的有 {low} 个' if low else '没有执行率不到 80% 的项目'}。各段宽窄不同。"
        + (f"另有 {left_out} 个项目未公布预算或支出，不在图中。" if left_out else ""),
        header=("预算执行率", "项目数", "项目"),
        rows=_spread.histogram_rows(rate_steps, "%"),
        drawings=_spread.histogram(rate_steps, "%", "预算执行率（支出 ÷ 预算）"),
    )


# ---- few ----


def _rows(totals: Totals, year: int) -> Chart:
    """Draw one row a project, lowest execution rate first."""
    projects = totals.with_rate
    left_out, least = totals.count - len(projects), projects[0].computed.execution_rate
    lowest = [project for project in projects if project.computed.execution_rate == least]
    is_even = len(lowest) == len(projects)
    lowest_text = f"各项目都是 {least}" if is_even else f"执行率最低的是{_style.listing(lowest)}（{least}）"
    return Chart(
        id=f"spending-{year}",
        title=f"{year}年度各项目预算花了多少（执行率为本站核算）",
        sentence=f"{len(projects)} 个项目公布了预算和支出，合在一起执行 {totals.execution_rate}；{lowest_text}。"
        + (f"另有 {left_out} 个项目未公布预算或支出，不在图中。" if left_out else ""),
        header=("项目", "预算（万元）", "支出（万元）", "预算执行率"),
        rows=tuple(
            (project.title, grouped(project.budget), grouped(project.spent), project.computed.execution_rate)
            for project in projects
        ),
        drawings=_style.draw(lambda layout: _drawing(projects, layout)),
    )


def _drawing(projects: tuple[ProjectSummary, ...], layout: _style.Layout) -> Drawing:
    bars = Bar()
    bars.add_yaxis(
        "预算",
        [{"value": ALL, "label": {"formatter": _words(project, layout.is_narrow)}} for project in projects],
        bar_width=14,
        itemstyle_opts={"color": PAPER, "borderColor": MUTED, "borderWidth": 1},
        label_opts=layout.label(),
    )
    bars.add_yaxis(
        "支出",
        [{"value": Decimal(project.computed.execution_rate.removesuffix("%"))} for project in projects],
        bar_width=14,
        gap="-100%",
        itemstyle_opts={"color": ACCENT},
        label_opts={"show": False},
    )
    laid = layout.rows([project.title for project in projects], right=72 if layout.is_narrow else 206)
    scale = layout.scale(min=0, axisLabel={"formatter": "{value}%"})
    return layout.drawing(bars, laid.height, grid=laid.grid, xAxis=scale, yAxis=laid.axis)


def _words(project: ProjectSummary, short: bool) -> str:
    rate = project.computed.execution_rate
    return rate if short else f"{rate}，{grouped(project.spent)} / {grouped(project.budget)} 万元"
