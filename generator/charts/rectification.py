"""各年度问题整改: how many problems of each year are put right, under way, or not answered."""

from decimal import Decimal

from pyecharts.charts import Bar

from generator.charts import INK, PAPER, Chart, _style
from generator.model.project import RECTIFICATION_STATES
from generator.views import Portfolio, Totals

PAGE, ORDER = "home", 1
MIN_YEARS, MIN_PROBLEMS, ROW = 2, 5, 44


def chart(portfolio: Portfolio) -> Chart | None:
    """One row a year, the newest first; None for one year alone or a handful of problems."""
    years = [(year, own.totals) for year, own in portfolio.by_year if own.totals.problems]
    everything = portfolio.totals
    if len(years) < MIN_YEARS or everything.problems < MIN_PROBLEMS:
        return None
    states = dict(everything.states)
    counted = "、".join(f"{state} {count} 个" for state, count in everything.states)
    return Chart(
        id="rectification",
        title=f"{everything.years_span}评价发现的问题整改到哪一步（本站归类）",
        sentence=f"共发现问题 {everything.problems} 个：{counted}。",
        header=("年度", *states, "合计"),
        rows=tuple(
            (f"{year}年度", *(str(found.by_state.get(state, 0)) for state in states), str(found.problems))
            for year, found in years
        ),
        option=_option(years, tuple(states)),
        height=40 + ROW * len(years),
    )


def _option(years: list[tuple[int, Totals]], states: tuple[str, ...]) -> str:
    bars = Bar()
    for state in states:
        rank = RECTIFICATION_STATES.index(state) + 1
        bars.add_yaxis(
            state,
            [_segment(year, found, state) for year, found in years],
            stack="问题",
            bar_width=24,
            itemstyle_opts=_style.hatched(rank) | {"borderColor": PAPER, "borderWidth": 1},
            label_opts=_style.inside(rank, size=12, above=1),
        )
        bars.options["series"][-1]["labelLayout"] = {"hideOverlap": True}
    return _style.option(
        bars,
        legend=_style.legend(left=0),
        grid=_style.inset(64, 12, 40, 4),
        xAxis=_style.scale(min=Decimal(0), show=False),
        yAxis=_style.names(
            [f"{year}年度" for year, _ in years],
            splitLine={"show": False},
            axisLabel={"color": INK, "fontSize": 13, "interval": 0},
        ),
    )


def _segment(year: int, found: Totals, state: str) -> _style.Options:
    count = found.by_state.get(state, 0)
    return {
        "value": count or "-",
        "label": {"formatter": f"{count}"},
        "tooltip": _style.tip(f"{year}年度", f"{state} {count} 个，共 {found.problems} 个"),
        "url": f"{year}/index.html",
    }
