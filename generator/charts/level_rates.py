"""一级指标得分率: where the few projects of a year earned their points, one column an indicator of the first level.

Places, not lengths, show the rates, so the axes begin where differences are seen; the sentence says where.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from pyecharts.charts import Scatter

from generator.charts import ACCENT, INK, MUTED, PAPER, Chart, _style
from generator.core.display import tenth
from generator.views import ABSENT, IndicatorResult, Portfolio, ProjectSummary
from generator.views.levels import LevelRates, level_rates, weakest

PAGE, ORDER = "year", 2
TOP, ROW, COLUMNS, MIN_PROJECTS = 54, 60, 6, 2  # more columns than these stand in the table only
ALL = Decimal(100)


def pattern(levels: Sequence[LevelRates]) -> str:
    """The weakest part or parts against the others, in words; of one project alone nothing is said."""
    low = weakest(levels)
    if not low:
        return ""
    means = {one.name: tenth(one.mean) for one in levels if len(one.rates) > 1}
    least = means[low.name]
    lowest = "".join(f"“{name}”" for name, mean in means.items() if mean == least)
    others = "、".join(f"{name} {mean}" for name, mean in means.items() if mean != least)
    return f"{lowest}最弱，平均得分率 {least}，低于{others}。" if others else f"{lowest}的平均得分率都是 {least}。"


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """One row a project, the weakest part's lowest rate first; None for one alone, and for more than have room."""
    totals = portfolio.totals
    told = [summary for summary in totals.summaries if any(score.rate is not None for score in summary.levels)]
    if not MIN_PROJECTS <= len(told) <= _style.MAX_ROWS or not weakest(levels := level_rates(told)):
        return None
    low = weakest(levels)
    summaries = sorted(told, key=lambda one: _rate(one, low.name) if low else Fraction(0))
    drawn = sorted(sorted(levels, key=lambda one: -len(one.rates))[:COLUMNS], key=levels.index)
    start = _style.start_before(Decimal(int(min(min(one.rates) for one in drawn) * 10) * 10), ALL)
    left_out = totals.count - len(told)
    return Chart(
        id=f"level-rates-{year}",
        title=f"{year}年度各项目一级指标的得分率（本站核算）",
        sentence=f"{len(told)} 个项目公布了指标得分。{pattern(levels)}"
        + (f"各列横轴从 {start:f}% 到 100%。" if start else "")
        + (f"另有 {left_out} 个项目未公布，不在图中。" if left_out else "")
        + (f"图中只画最常用的 {COLUMNS} 个一级指标，其余见数据表。" if len(levels) > COLUMNS else ""),
        header=("项目", *(one.name for one in levels)),
        rows=tuple((summary.title, *(_printed(summary, one.name) for one in levels)) for summary in summaries),
        option=_option(summaries, [one.name for one in drawn], start),
        height=TOP + ROW * len(summaries),
    )


def _find(summary: ProjectSummary, name: str) -> IndicatorResult | None:
    return next((score for score in summary.levels if score.name == name), None)


def _rate(summary: ProjectSummary, name: str) -> Fraction:
    """The rate by which rows are sorted; a project without this part comes last."""
    score = _find(summary, name)
    return Fraction(2) if score is None or score.rate is None else score.rate


def _printed(summary: ProjectSummary, name: str) -> str:
    score = _find(summary, name)
    return score.rate_text if score else ABSENT


def _option(summaries: list[ProjectSummary], levels: list[str], start: Decimal) -> str:
    marks = Scatter().add_xaxis([])
    for place, name in enumerate(levels, 1):  # the first axes carry the names alone, so that these begin at the edge
        marks.add_yaxis(
            name,
            [_mark(row, summary, name) for row, summary in enumerate(summaries)],
            xaxis_index=place,
            yaxis_index=place,
            symbol="circle",
            symbol_size=12,
            itemstyle_opts={"color": ACCENT, "opacity": 1},
            label_opts={"show": True, "position": "top", "distance": 4, "color": INK, "fontSize": 12}
            | {"backgroundColor": PAPER, "padding": [0, 2]},
        )
    names = [_style.cut(summary.title, 62) for summary in summaries]
    plain = {"splitLine": {"show": False}, "nameLocation": "start", "nameGap": 22}
    title = {"nameTextStyle": {"color": MUTED, "fontSize": 12, "align": "left"}, "axisLabel": {"show": False}}
    columns = [_style.names(names, gridIndex=i, name=name, **plain, **title) for i, name in enumerate(levels, 1)]
    inside = {"inside": True, "margin": 0, "width": 250, "padding": [0, 0, 14, 0]}
    media = _style.media({"grid": _columns(len(levels), 38, 6)}, {"grid": _columns(len(levels), 0, 10)}, lift=25)
    media[-1]["option"]["yAxis"]["axisLabel"] |= inside
    axis = [_style.scale(min=start, max=ALL, interval=ALL - start, gridIndex=i) for i in range(1, len(levels) + 1)]
    quiet = {"axisLabel": {"show": False}}
    return _style.option(
        marks,
        xAxis=[_style.scale(min=start, max=ALL, gridIndex=0, show=False), *(one | quiet for one in axis)],
        yAxis=[_style.names(names, gridIndex=0, triggerEvent=True, **plain), *columns],
        media=media,
    )


def _mark(row: int, summary: ProjectSummary, name: str) -> _style.Options:
    score = _find(summary, name)
    if score is None or score.rate is None:
        return {"value": ["-", row]}
    return {
        "value": [Decimal(score.rate_text.removesuffix("%")), row],
        "label": {"formatter": score.rate_text},
        "tooltip": _style.tip(summary.title, f"{name}：得分率 {score.rate_text}"),
        "url": _style.address(summary),
    }


def _columns(count: int, left: int, gap: int) -> list[_style.Options]:
    """Places side by side, in percent of the width: all of it for the names, then one for each indicator."""
    step = Decimal(100 - left) / count
    spans = [(Decimal(0), Decimal(100)), *((left + step * i, step - gap) for i in range(count))]
    return [
        {"left": f"{start:.2f}%", "width": f"{width:.2f}%", "top": TOP, "bottom": 0, "outerBoundsMode": "none"}
        for start, width in spans
    ]
