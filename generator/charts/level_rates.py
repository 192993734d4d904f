"""一级指标得分率: where the projects of a year earned their points, one column an indicator of the first level."""

from decimal import Decimal

from pyecharts.charts import Bar

from generator.charts import ACCENT, INK, MUTED, PAPER, Chart, _style
from generator.views import ABSENT, IndicatorResult, Portfolio, ProjectSummary

PAGE, ORDER = "year", 3
TOP, ROW, COLUMNS = 54, 60, 6  # more columns than these stand in the table only


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """One row a project that publishes indicators; those that publish none are counted in the sentence."""
    totals = portfolio.totals_of(year)
    summaries = [summary for summary in totals.summaries if any(score.rate is not None for score in summary.levels)]
    if not summaries:
        return None
    levels = list(dict.fromkeys(score.name for summary in summaries for score in summary.levels))
    drawn = sorted(sorted(levels, key=lambda name: -_uses(summaries, name))[:COLUMNS], key=levels.index)
    lowest = min(
        ((score, summary) for summary in summaries for score in summary.levels if score.rate is not None),
        key=lambda found: found[0].rate or 0,
    )
    left_out, too_many = totals.count - len(summaries), len(summaries) > _style.MAX_ROWS
    if too_many:
        summaries = sorted(
            summaries, key=lambda summary: min(one.rate for one in summary.levels if one.rate is not None)
        )[: _style.MAX_ROWS]
    return Chart(
        id=f"level-rates-{year}",
        title="各项目一级指标的得分率（本站核算）",
        sentence=f"{year} 年 {totals.count - left_out} 个项目公布了指标得分，一级指标中得分率最低的是"
        f"“{lowest[1].title}”的“{lowest[0].name}”（{lowest[0].rate_text}）。"
        + (f"另有 {left_out} 个项目未公布，不在图中。" if left_out else "")
        + (f"这里只列有一级指标得分率最低的 {_style.MAX_ROWS} 个。" if too_many else "")
        + (f"图中只画最常用的 {COLUMNS} 个一级指标，其余见数据表。" if len(levels) > COLUMNS else ""),
        header=("项目", *levels),
        rows=tuple((summary.title, *(_printed(summary, name) for name in levels)) for summary in summaries),
        option=_option(summaries, drawn),
        height=TOP + ROW * len(summaries),
    )


def _uses(summaries: list[ProjectSummary], name: str) -> int:
    return sum(_find(summary, name) is not None for summary in summaries)


def _find(summary: ProjectSummary, name: str) -> IndicatorResult | None:
    return next((score for score in summary.levels if score.name == name), None)


def _printed(summary: ProjectSummary, name: str) -> str:
    score = _find(summary, name)
    return score.rate_text if score else ABSENT


def _option(summaries: list[ProjectSummary], levels: list[str]) -> str:
    bars = Bar()
    for place, name in enumerate(levels, 1):  # the first axes carry the names alone, so that these begin at the edge
        bars.add_yaxis(
            name,
            [_bar(summary, name) for summary in summaries],
            xaxis_index=place,
            yaxis_index=place,
            bar_width=9,
            is_show_background=True,
            background_style={"color": PAPER, "borderColor": MUTED, "borderWidth": 1},
            itemstyle_opts={"color": ACCENT},
            label_opts={"show": True, "position": [0, -16], "color": INK, "fontSize": 12},
        )
    names = [_style.cut(summary.title, 62) for summary in summaries]
    plain = {"splitLine": {"show": False}, "nameLocation": "start", "nameGap": 22}
    title = {"nameTextStyle": {"color": MUTED, "fontSize": 12, "align": "left"}, "axisLabel": {"show": False}}
    columns = [_style.names(names, gridIndex=i, name=name, **plain, **title) for i, name in enumerate(levels, 1)]
    inside = {"inside": True, "margin": 0, "width": 250, "padding": [0, 0, 14, 0]}
    media = _style.media({"grid": _columns(len(levels), 38, 3)}, {"grid": _columns(len(levels), 0, 4)}, lift=25)
    media[-1]["option"]["yAxis"]["axisLabel"] |= inside
    return _style.option(
        bars,
        xAxis=[_style.scale(min=0, max=100, gridIndex=i, show=False) for i in range(len(levels) + 1)],
        yAxis=[_style.names(names, gridIndex=0, triggerEvent=True, **plain), *columns],
        media=media,
    )


def _bar(summary: ProjectSummary, name: str) -> _style.Options:
    score = _find(summary, name)
    if score is None or score.rate is None:
        return {"value": "-"}
    return {
        "value": Decimal(score.rate_text.removesuffix("%")),
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
