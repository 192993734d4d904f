"""同类对照: score ranges of comparable projects, one row a group."""

from generator.charts import Chart, _spread, _style
from generator.views import Portfolio, figure

PAGE, ORDER, MAX_GROUPS = "analysis", 3, 6


def chart(portfolio: Portfolio) -> Chart | None:
    """Draw the newest groups; None where no projects are comparable."""
    groups = portfolio.totals.peer_groups[:MAX_GROUPS]
    if not groups:
        return None
    end = _style.ceiling([summary for group in groups for _, summary in group.members])
    named = [(group.title, group.middle) for group in groups]
    start = _spread.ranges_start(named, end)
    return Chart(
        id="peers",
        title="各组评价分值的中位数和居中的一半（本站核算）",
        sentence=f"最近的 {len(groups)} 组，每行是一组口径相同的项目，{_spread.HOW}。"
        + (f"图从 {figure(start)} 分起。" if start else ""),
        header=("组", "项目数", "下四分位", "中位数", "上四分位"),
        rows=tuple(
            (title, str(spread.projects), figure(spread.lower), figure(spread.median), figure(spread.upper))
            for title, spread in named
        ),
        drawings=_spread.ranges(named, end, " 分"),
    )
