"""Ranges: a row for each of several groups of figures, with its median and where the middle half of them lies.

Places, not lengths, show the figures, so the axis may begin above nothing, which the chart's sentence declares.
"""

from collections.abc import Sequence
from decimal import Decimal

from pyecharts.charts import Scatter

from generator.charts import ACCENT, INK, MUTED, PAPER, _style
from generator.views.distribution import Middle

ROW, FOOT = 50, 26
HOW = "圆点是中位数，线段是居中的一半"


def start_of(rows: Sequence[tuple[str, Middle]], end: Decimal) -> Decimal:
    """Where the axis begins that ends there: the ten below the lowest row."""
    return _style.start_before(min(found.lower for _, found in rows) // _style.TEN * _style.TEN, end)


def height(rows: Sequence[tuple[str, Middle]]) -> int:
    """How tall the picture is."""
    return FOOT + ROW * len(rows)


def option(rows: Sequence[tuple[str, Middle]], end: Decimal, sign: str) -> str:
    """The options of the chart."""
    marks = (
        Scatter()
        .add_xaxis([])
        .add_yaxis(
            "中位数",
            [_mark(place, *row, sign) for place, row in enumerate(rows)],
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
        xAxis=_style.scale(min=start_of(rows, end), max=end, axisLabel={"color": MUTED, "fontSize": 12}),
        yAxis=_style.names([_style.cut(name, 62) for name, _ in rows]),
        media=_style.media({"grid": _style.inset(_style.ROOM, 44, 0, FOOT)}, {"grid": _style.inset(14, 40, 14, FOOT)}),
    )


def _mark(place: int, name: str, found: Middle, sign: str) -> _style.Options:
    half = f"居中的一半：{found.lower:f}{sign}—{found.upper:f}{sign}"
    return {
        "value": [found.median, place],
        "label": {"formatter": f"{found.median:f}{sign}"},
        "tooltip": _style.tip(name, f"{found.projects} 个项目", f"中位数 {found.median:f}{sign}", half),
    }
