"""多个项目都扣分的指标: indicators on which several projects of a year lost points, by name."""

from decimal import Decimal

from pyecharts.charts import Bar

from generator.charts import ACCENT, MUTED, PAPER, Chart, Drawing, _style
from generator.core.display import MIN_FOR_PERCENT, own
from generator.core.number import percent
from generator.views import Portfolio
from generator.views.problems import RecurringLoss, recurring_losses

PAGE, ORDER = "year", 4
MAX_NAMES = 15
WHOLE = Decimal(100)


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """Draw one row an indicator; None if no indicator cost two projects points."""
    totals = portfolio.totals
    detailed = sum(summary.has_sublevels for summary in totals.summaries)
    losses = recurring_losses(totals.summaries)
    if not losses:
        return None
    drawn, left_out = losses[:MAX_NAMES], totals.count - detailed
    most = losses[0].count
    first = [loss.name for loss in losses if loss.count == most]
    everyone = f"{most} 个项目都扣分" if most == detailed else f"{most} 个项目扣分"
    named = "、".join(first[:5]) + (f"等 {len(first)} 项" if len(first) > 5 else "")
    return Chart(
        id=f"recurring-{year}",
        title=f"{year}年度多个项目都扣分的指标（扣分为本站核算）",
        sentence=f"{detailed} 个项目公布了各级指标得分，{named}：{everyone}。同名的指标算作一项，"
        f"横条是{'扣分占权重的多少' if detailed < MIN_FOR_PERCENT else '扣分的项目数'}。"
        + (f"另有 {left_out} 个项目未公布到末级指标，不在图中。" if left_out else "")
        + (f"共 {len(losses)} 项，图中只画前 {MAX_NAMES} 项。" if len(losses) > MAX_NAMES else ""),
        header=("指标", "扣分的项目数", "合计扣分", "合计权重", "扣分占权重"),
        rows=tuple(
            (loss.name, str(loss.count), own(loss.lost), own(loss.weight), loss.lost_share)
            for loss in losses[: _style.MAX_ROWS]
        ),
        drawings=_style.draw(lambda layout: _drawing(drawn, detailed, layout)),
    )


def _drawing(drawn: tuple[RecurringLoss, ...], detailed: int, layout: _style.Layout) -> Drawing:
    # Of few projects nearly all lost points at each: how much tells more than how many.
    few = detailed < MIN_FOR_PERCENT
    whole = WHOLE if few else Decimal(detailed)
    bars = Bar()
    bars.add_yaxis(
        "权重" if few else "公布到末级指标的项目",
        [{"value": whole, "label": {"formatter": _words(loss, few, layout.is_narrow)}} for loss in drawn],
        bar_width=14,
        itemstyle_opts={"color": PAPER, "borderColor": MUTED, "borderWidth": 1},
        label_opts=layout.label(),
    )
    bars.add_yaxis(
        "扣分" if few else "扣分的项目",
        [{"value": Decimal(loss.lost_share.removesuffix("%")) if few else loss.count} for loss in drawn],
        bar_width=14,
        gap="-100%",
        itemstyle_opts={"color": ACCENT},
        label_opts={"show": False},
    )
    laid = layout.rows([loss.name for loss in drawn], right=52 if layout.is_narrow else 176)
    scale = layout.scale(min=0, max=whole, minInterval=1, axisLabel={"formatter": "{value}%"} if few else {})
    return layout.drawing(bars, laid.height, grid=laid.grid, xAxis=scale, yAxis=laid.axis)


def _words(loss: RecurringLoss, few: bool, short: bool) -> str:
    share = percent(loss.lost_rate, 0)
    if short:
        return share if few else f"{loss.count} 个"
    return f"{loss.count} 个项目，扣分占权重 {share}"
