"""Distributions: histograms, and ranges that show the median and the middle half of groups of figures."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from pyecharts.charts import Bar, Scatter

from generator.charts import ACCENT, INK, MUTED, PAPER, _style
from generator.views import ProjectSummary
from generator.views.statistics import Middle, Step

HISTOGRAM_HEIGHT = 300
RANGE_ROW, FOOT = 50, 26
HOW = "圆点是中位数，线段是居中的一半"
Steps = Sequence[Step[ProjectSummary]]

# ---- histograms ----


def histogram_rows(steps: Steps, sign: str) -> tuple[tuple[str, str, str], ...]:
    """The table of a histogram: the limits of each step, how many projects lie in it, which."""
    return tuple(
        (_limits(step, step is steps[-1], sign), str(len(step.members)), _style.listed(step.members)) for step in steps
    )


def _limits(step: Step[ProjectSummary], last: bool, sign: str) -> str:
    """The limits of a step: the upper one is outside of it, but for the last."""
    return f"{step.lower:f}—{step.upper:f}{sign}" if last else f"{step.lower:f}—{step.upper:f}{sign}（不含）"


def histogram_by_grade(steps: Steps, sign: str, axis: str) -> str:
    """The options of a histogram that is stacked by grade."""
    ranks = sorted({one.grade_rank for step in steps for one in step.members})

    def name(rank: int) -> str:
        found = (one.scheme_grade for step in steps for one in step.members if one.grade_rank == rank)
        return next(found) if rank else _style.UNGRADED

    def of(rank: int) -> Callable[[ProjectSummary], bool]:
        return lambda one: one.grade_rank == rank

    return _histogram(steps, sign, axis, [(name(rank), _style.hatched(rank), of(rank)) for rank in ranks])


def histogram(steps: Steps, sign: str, axis: str) -> str:
    """The options of a histogram in one colour."""
    return _histogram(steps, sign, axis, [("项目", {"color": ACCENT}, lambda _: True)])


def _histogram(
    steps: Steps, sign: str, axis: str, parts: list[tuple[str, _style.Options, Callable[[ProjectSummary], bool]]]
) -> str:
    bars = Bar()
    for word, look, belongs in parts:
        counts = [sum(map(belongs, step.members)) for step in steps]
        bars.add_yaxis(
            word,
            [
                {
                    "value": count or "-",
                    "tooltip": _style.tip(_limits(step, step is steps[-1], sign), f"{word}：{count} 个"),
                }
                for step, count in zip(steps, counts, strict=True)
            ],
            stack="项目数",
            category_gap="12%",
            itemstyle_opts=look | {"borderColor": PAPER, "borderWidth": 1},
            label_opts={"show": False},
        )
    tops = [len(step.members) for step in steps]
    bars.add_yaxis(  # nothing is drawn but the sum over each column
        "合计",
        [{"value": Decimal(0), "label": {"formatter": f"{top}" if top else ""}} for top in tops],
        stack="项目数",
        itemstyle_opts={"color": PAPER},
        label_opts={"show": True, "position": "top", "color": INK, "fontSize": 12},
    )
    titles = [f"{step.lower:f}—{step.upper:f}{sign}" for step in steps]
    name = {"nameLocation": "middle", "nameGap": 30, "nameTextStyle": {"color": INK, "fontSize": 12}}
    return _style.option(
        bars,
        **({"legend": _style.legend(left=0, data=[word for word, _, _ in parts])} if len(parts) > 1 else {}),
        grid=_style.inset(36, 12, 48 if len(parts) > 1 else 24, 46),
        xAxis=_style.scale(
            type="category",
            data=titles,
            name=axis,
            **name,
            splitLine={"show": False},
            axisLabel={"color": INK, "fontSize": 11, "interval": 0, "hideOverlap": True},
        ),
        yAxis=_style.scale(minInterval=1),
    )


# ---- ranges ----
# Positions, not lengths, show the figures, so the axis may begin above zero, which the chart's sentence says.


def ranges_start(rows: Sequence[tuple[str, Middle]], end: Decimal) -> Decimal:
    """Return the start of an axis with this end: the multiple of ten below the lowest row."""
    return _style.start_before(min(found.lower for _, found in rows) // _style.TEN * _style.TEN, end)


def ranges_height(rows: Sequence[tuple[str, Middle]]) -> int:
    """Return the height of the picture in pixels."""
    return FOOT + RANGE_ROW * len(rows)


def ranges(rows: Sequence[tuple[str, Middle]], end: Decimal, sign: str) -> str:
    """The options of the chart."""
    marks = (
        Scatter()
        .add_xaxis([])
        .add_yaxis(
            "中位数",
            [_range_mark(place, *row, sign) for place, row in enumerate(rows)],
            symbol="circle",
            symbol_size=13,
            itemstyle_opts={"color": ACCENT, "opacity": 1},
            label_opts={"show": True, "position": "top", "distance": 5, "color": INK, "fontSize": 12}
            | {"backgroundColor": PAPER, "padding": [1, 3]},
            markline_opts={
                "silent": True,
                "symbol": "none",
                "lineStyle": {"color": MUTED, "type": "solid", "width": 4},
                "label": {"show": False},
                "data": [
                    [{"coord": [found.lower, place]}, {"coord": [found.upper, place]}]
                    for place, (_, found) in enumerate(rows)
                ],
            },
        )
    )
    return _style.option(
        marks,
        xAxis=_style.scale(min=ranges_start(rows, end), max=end, axisLabel={"color": MUTED, "fontSize": 12}),
        yAxis=_style.names([_style.cut(name, 62) for name, _ in rows]),
        media=_style.media({"grid": _style.inset(_style.ROOM, 44, 0, FOOT)}, {"grid": _style.inset(14, 40, 14, FOOT)}),
    )


def _range_mark(place: int, name: str, found: Middle, sign: str) -> _style.Options:
    half = f"居中的一半：{found.lower:f}{sign}—{found.upper:f}{sign}"
    return {
        "value": [found.median, place],
        "label": {"formatter": f"{found.median:f}{sign}"},
        "tooltip": _style.tip(name, f"{found.projects} 个项目", f"中位数 {found.median:f}{sign}", half),
    }
