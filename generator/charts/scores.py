"""评价分值: distribution of the scores of a year.

For fewer projects the table of the year, sorted by score, is as clear.
"""

from generator.charts import Chart, _spread, _style
from generator.views import Portfolio, figure
from generator.views.statistics import even_limits, steps

PAGE, ORDER, MIN_PROJECTS = "year", 1, 20


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """Draw one column a step of points; None for fewer than `MIN_PROJECTS` projects."""
    totals = portfolio.totals
    if len(totals.with_score) < MIN_PROJECTS:
        return None
    scored = [
        (summary.comparable_score, summary) for summary in totals.with_score if summary.comparable_score is not None
    ]
    scores = [score for score, _ in scored]
    score_steps = steps(scored, even_limits(scores, _style.ceiling(totals.with_score)))
    lowest, highest = min(scores), max(scores)
    fullest = max(score_steps, key=lambda step: len(step.members))
    between = f"都是 {figure(lowest)}"
    if lowest < highest:
        between = f"在 {figure(lowest)}—{figure(highest)} 之间，最多的是 {fullest.lower:f}—{fullest.upper:f} 分，"
        between += f"有 {len(fullest.members)} 个"
    grades = "、".join(f"{grade.word} {grade.count} 个" for grade in totals.grades() if grade.count)
    left_out = totals.count - len(scored)
    return Chart(
        id=f"score-spread-{year}",
        title=f"{year}年度评价分值的分布",
        sentence=f"{len(scored)} 个项目的分值{between}。"
        + (f"全部 {totals.count} 个项目中{grades}。" if grades else "")
        + (f"图从 {score_steps[0].lower:f} 分起。" if score_steps[0].lower else "")
        + _style.caution(totals)
        + (f"另有 {left_out} 个项目{totals.why_incomparable}，不在图中。" if left_out else ""),
        header=("评价分值", "项目数", "项目"),
        rows=_spread.histogram_rows(score_steps, " 分"),
        drawings=_spread.histogram_by_grade(score_steps, "", "评价分值（分）"),
    )
