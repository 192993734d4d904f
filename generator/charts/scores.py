"""评价分值: few projects of a year by score, with the limits of their grades; many as a distribution.

The position of a mark, not the length of a bar, shows the score, so the axis may begin where the lowest grade begins.
"""

from decimal import Decimal

from pyecharts.charts import Scatter

from generator.charts import FAINT, INK, MUTED, Chart, _spread, _style
from generator.views import Portfolio, ProjectSummary, Totals, figure
from generator.views.statistics import even_limits, steps

PAGE, ORDER = "year", 1
TOP, ROW, MIN_PROJECTS = 60, 46, 3


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """Draw the scores of a year; None for fewer than three."""
    totals = portfolio.totals
    if len(totals.with_score) < MIN_PROJECTS:
        return None
    return _ranking(totals, year) if len(totals.with_score) <= _style.MAX_ROWS else _spread_of(totals, year)


# ---- many ----


def _spread_of(totals: Totals, year: int) -> Chart:
    """Draw one column a step of points."""
    scored = [(one.comparable_score, one) for one in totals.with_score if one.comparable_score is not None]
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
        rows=_spread.histogram_rows(found, " 分"),
        option=_spread.histogram_by_grade(found, "", "评价分值（分）"),
        height=_spread.HISTOGRAM_HEIGHT,
    )


# ---- few ----


def _ranking(totals: Totals, year: int) -> Chart:
    """Draw one row a project, highest on top."""
    summaries = list(totals.with_score)
    first, last = summaries[0].total, summaries[-1].total
    end, left_out = _style.ceiling(summaries), totals.count - len(summaries)
    start = _style.start_before(min(_style.floor(summary) for summary in summaries), end)
    highest, lowest = (_style.listing(one for one in summaries if one.total == score) for score in (first, last))
    told = f"中，最高 {figure(first)} 分（{highest}），最低 {figure(last)} 分（{lowest}）"
    return Chart(
        id=f"ranking-{year}",
        title=f"{year}年度评价分值从高到低",
        sentence=f"{len(summaries)} 个项目{told if first != last else f'的分值都是 {figure(first)}'}。"
        + (f"图中横轴从 {figure(start)} 分起。" if start else "")
        + _style.caution(totals)
        + (f"另有 {left_out} 个项目{totals.why_incomparable}。" if left_out else ""),
        header=("项目", "评价分值", "评价结论"),
        rows=tuple((summary.title, figure(summary.total), summary.grade) for summary in totals.summaries),
        option=_option(summaries, start, end),
        height=TOP + ROW * len(summaries),
    )


def _option(summaries: list[ProjectSummary], start: Decimal, end: Decimal) -> str:
    marks = (
        Scatter()
        .add_xaxis([])
        .add_yaxis(  # the words stand beside the plot, where they cross no limit of a grade
            "分值与结论",
            [_words(row, summary, end) for row, summary in enumerate(summaries)],
            symbol_size=0,
            itemstyle_opts={"color": INK},
            label_opts={"show": True, "position": "right", "distance": 8, "color": INK, "fontSize": 13},
        )
        .add_yaxis(
            "评价分值",
            [_mark(row, summary) for row, summary in enumerate(summaries)],
            symbol_size=13,
            label_opts={"show": False},
            **_bands(summaries, start),
        )
    )
    return _style.option(
        marks,
        xAxis=_style.scale(min=start, max=end, show=False),
        yAxis=_style.names([_style.cut(summary.title, 62) for summary in summaries], triggerEvent=True, z=2),
        media=_style.media({"grid": _style.inset(_style.ROOM, 104, 26)}, {"grid": _style.inset(10, 96, 54)}),
    )


def _words(row: int, summary: ProjectSummary, end: Decimal) -> _style.Options:
    words = _style.literal(f"{figure(summary.total)} {summary.grade}")
    return {"value": [end, row], "label": {"formatter": words}, "url": _style.address(summary)}


def _mark(row: int, summary: ProjectSummary) -> _style.Options:
    return {
        "value": [summary.total, row],
        "symbol": _style.shape(summary.grade_rank),
        "itemStyle": {"color": _style.tone(summary.grade_rank), "opacity": 1},
        "tooltip": _style.tip(summary.title, f"评价分值 {figure(summary.total)}，{summary.grade}"),
        "url": _style.address(summary),
    }


def _bands(summaries: list[ProjectSummary], start: Decimal) -> _style.Options:
    """The grades as fields and their limits as lines, where all were judged by the same ones."""
    schemes = {_limits(summary) for summary in summaries}
    if len(schemes) > 1:
        return {}
    shown = [(word, lower, upper) for word, lower, upper in schemes.pop() if upper > start]
    limits = sorted({limit for _, lower, upper in shown for limit in (lower, upper)})
    word = {"show": True, "position": "top", "color": MUTED, "fontSize": 12}
    return {
        "markarea_opts": {
            "silent": True,
            "itemStyle": {"color": FAINT, "opacity": 0},
            "label": word,
            "data": [[{"name": word, "xAxis": lower}, {"xAxis": upper}] for word, lower, upper in shown],
        },
        "markline_opts": {
            "silent": True,
            "z": 1,  # under the words beside the marks
            "symbol": "none",
            "lineStyle": {"color": MUTED, "type": "dashed", "width": 1},
            "label": {"position": "start", "color": MUTED, "fontSize": 12},
            "data": [{"xAxis": limit, "label": {"formatter": figure(limit)}} for limit in limits],
        },
    }


def _limits(summary: ProjectSummary) -> tuple[tuple[str, Decimal, Decimal], ...]:
    """The bands of the scheme a project was judged by, as far as their limits are known."""
    grades = summary.scheme.grades if summary.scheme else ()
    return tuple(
        (grade.word, grade.lower, grade.upper)
        for grade in grades
        if grade.lower is not None and grade.upper is not None
    )
