"""评价分值的分布: how the scores of a year with many projects are spread, and which grades lie where."""

from generator.charts import Chart, _histogram, _style
from generator.views import Portfolio, figure
from generator.views.distribution import even_limits, steps

PAGE, ORDER = "year", 1


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """One column a step of points; None where each project has room for a mark of its own (`ranking`)."""
    totals = portfolio.totals
    scored = [(one.comparable_score, one) for one in totals.with_score if one.comparable_score is not None]
    if len(scored) <= _style.MAX_ROWS:
        return None
    scores = [score for score, _ in scored]
    found = steps(scored, even_limits(scores, _style.ceiling(totals.with_score)))
    lowest, highest = min(scores), max(scores)
    fullest = max(found, key=lambda step: len(step.members))
    between = f"都是 {figure(lowest)}"
    if lowest < highest:
        between = f"在 {figure(lowest)}—{figure(highest)} 之间，最多的是 {fullest.lower:f}—{fullest.upper:f} 分，"
        between += f"有 {len(fullest.members)} 个"
    grades = "、".join(f"{one.word} {one.count} 个" for one in totals.grades() if one.count)
    left_out = totals.count - len(scored)
    return Chart(
        id=f"score-spread-{year}",
        title=f"{year}年度评价分值的分布",
        sentence=f"{len(scored)} 个项目的分值{between}。"
        + (f"全部 {totals.count} 个项目中{grades}。" if grades else "")
        + (f"图中横轴从 {found[0].lower:f} 分起。" if found[0].lower else "")
        + _style.caution(totals)
        + (f"另有 {left_out} 个项目{totals.why_incomparable}，不在图中。" if left_out else ""),
        header=("评价分值", "项目数", "项目"),
        rows=_histogram.rows(found, " 分"),
        option=_histogram.by_grade(found, "", "评价分值（分）"),
        height=_histogram.HEIGHT,
    )
