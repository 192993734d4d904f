"""预算与评价分值: scores by budget quartile of a year, with their rank correlation."""

from collections.abc import Sequence
from decimal import Decimal

from generator.charts import Chart, _spread, _style
from generator.core.display import grouped
from generator.core.number import HALF_UP
from generator.views import Portfolio, ProjectSummary, Totals, figure
from generator.views.statistics import Middle, is_related, middle, quarters, rank_correlation

PAGE, ORDER = "year", 6
NAMES = ("预算最小的四分之一", "较小的四分之一", "较大的四分之一", "预算最大的四分之一")
Facts = tuple[Decimal, Decimal, ProjectSummary]


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """Draw four rows, smallest budgets first; None for too few projects to see a relation."""
    totals = portfolio.totals
    projects = [
        (summary.budget, summary.comparable_score, summary)
        for summary in totals.with_score
        if summary.budget is not None and summary.comparable_score is not None
    ]
    coefficient = rank_correlation([(budget, score) for budget, score, _ in projects])
    if coefficient is None:
        return None
    groups = quarters(sorted(projects, key=lambda facts: (facts[0], facts[2].id)))
    rows = [(_name(*group), middle(score for _, score, _ in group[1])) for group in zip(NAMES, groups, strict=True)]
    left_out, end = totals.count - len(projects), _style.ceiling(totals.with_score)
    return Chart(
        id=f"budget-score-{year}",
        title=f"{year}年度预算与评价分值",
        sentence=f"{len(projects)} 个项目：{_relation(coefficient, len(projects))}（"
        f"等级相关系数 {grouped(HALF_UP(coefficient))}，本站核算）。"
        f"{_spread.HOW}；横轴从 {figure(_spread.ranges_start(rows, end))} 分起。"
        + _style.caution(totals)
        + (f"另有 {left_out} 个项目{_why(totals)}，不在图中。" if left_out else ""),
        header=("预算", "项目数", "中位数", "居中的一半"),
        rows=tuple((name, str(spread.projects), figure(spread.median), _half(spread)) for name, spread in rows),
        drawings=_spread.ranges([(name.replace("（", "\n").rstrip("）"), spread) for name, spread in rows], end, ""),
    )


def _name(name: str, group: Sequence[Facts]) -> str:
    return f"{name}（{grouped(group[0][0])}—{grouped(group[-1][0])} 万元）"


def _relation(coefficient: Decimal, count: int) -> str:
    if not is_related(coefficient, count):
        return "预算多少与分值高低看不出关系"
    return f"预算大的项目，分值大多较{'高' if coefficient > 0 else '低'}"


def _half(spread: Middle) -> str:
    return f"{figure(spread.lower)}—{figure(spread.upper)}"


def _why(totals: Totals) -> str:
    unknown = any(summary.budget is None for summary in totals.with_score)
    return f"{totals.why_incomparable}或未公布预算" if unknown else totals.why_incomparable
