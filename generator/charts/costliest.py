"""扣分最多的指标: the indicators that cost the projects of a year most points, at most ten."""

from pyecharts.charts import Bar

from generator.charts import ACCENT, INK, MUTED, PAPER, Chart, _style
from generator.views import IndicatorResult, Portfolio, ProjectSummary, figure

PAGE, ORDER = "year", 5
ROW, MAX_INDICATORS = 62, 10


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """One row an indicator; projects that publish no more than the first level cannot be compared and are counted."""
    totals = portfolio.totals_of(year)
    detailed = [summary for summary in totals.summaries if summary.has_sublevels]
    lost = sorted(
        ((leaf, summary) for summary in detailed for leaf in summary.losses if leaf.lost and leaf.lost > 0),
        key=lambda found: -(found[0].lost or 0),
    )[:MAX_INDICATORS]
    if not lost:
        return None
    (leaf, summary), left_out = lost[0], totals.count - len(detailed)
    return Chart(
        id=f"costliest-{year}",
        title="扣分较多的指标（扣分为本站核算）",
        sentence=f"{year} 年 {len(detailed)} 个项目公布了各级指标得分，扣分最多的是“{summary.title}”的"
        f"“{leaf.name}”，权重 {figure(leaf.weight)}，扣 {figure(leaf.lost)} 分。"
        + (f"另有 {left_out} 个项目未公布到末级指标，不在图中。" if left_out else ""),
        header=("指标", "项目", "权重", "公布的得分", "扣分"),
        rows=tuple(
            (
                leaf.name,
                summary.title,
                figure(leaf.weight),
                figure(leaf.printed),
                figure(leaf.lost),
            )
            for leaf, summary in lost
        ),
        option=_option(lost),
        height=16 + ROW * len(lost),
    )


def _option(lost: list[tuple[IndicatorResult, ProjectSummary]]) -> str:
    bars = Bar()
    bars.add_yaxis(
        "权重",
        [_bar(leaf, summary, leaf.weight) for leaf, summary in lost],
        bar_width=14,
        itemstyle_opts={"color": PAPER, "borderColor": MUTED, "borderWidth": 1},
        label_opts={"show": True, "position": "right", "color": INK, "fontSize": 12},
    )
    bars.add_yaxis(
        "扣分",
        [_bar(leaf, summary, leaf.lost) for leaf, summary in lost],
        bar_width=14,
        gap="-100%",
        itemstyle_opts={"color": ACCENT},
        label_opts={"show": False},
    )
    return _style.option(
        bars,
        xAxis=_style.scale(min=0, show=False),
        yAxis=_style.names(
            [f"{_style.cut(leaf.name, 32)}\n{_style.cut(summary.title, 32)}" for leaf, summary in lost],
            triggerEvent=True,
            splitLine={"show": False},
        ),
        media=_style.media({"grid": _style.inset(_style.ROOM, 132, 0, 16)}, {"grid": _style.inset(2, 124, 16, 0)}),
    )


def _bar(leaf: IndicatorResult, summary: ProjectSummary, value: object) -> _style.Options:
    return {
        "value": value,
        "label": {"formatter": f"扣 {figure(leaf.lost)}，权重 {figure(leaf.weight)}"},
        "tooltip": _style.tip(
            leaf.name,
            summary.title,
            f"权重 {figure(leaf.weight)}，扣 {figure(leaf.lost)} 分",
        ),
        "url": _style.address(summary),
    }
