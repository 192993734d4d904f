"""Stacked bars: one row a group, one segment a count, distinguished by colour and pattern."""

from collections.abc import Sequence
from typing import NamedTuple

from pyecharts.charts import Bar

from generator.charts import INK, PAPER, Drawing, _style

ROW, LEFT, RIGHT = 44, 46, 16


class StackPart(NamedTuple):
    """A segment of every row: label, grade rank that decides its colour, count in each row."""

    word: str
    rank: int
    counts: Sequence[int]


def stack(names: Sequence[str], parts: Sequence[StackPart]) -> tuple[Drawing, Drawing]:
    """Draw the rows from the top down, their parts from left to right."""
    most = max(map(sum, zip(*(part.counts for part in parts), strict=True)))

    def drawing(layout: _style.Layout) -> Drawing:
        bars = Bar()
        for part in parts:
            bars.add_yaxis(
                part.word,
                layout.segments(part.counts, most, layout.width - LEFT - RIGHT),
                stack="合计",
                bar_width=24,
                itemstyle_opts=_style.hatched(part.rank) | {"borderColor": PAPER, "borderWidth": 1},
                label_opts=layout.inside(part.rank),
            )
        legend, above = layout.legend([part.word for part in parts])
        words = {"color": INK, "fontSize": layout.name_size, "interval": 0}
        titles = {"type": "category", "data": list(names), "splitLine": {"show": False}}
        return layout.drawing(
            bars,
            above + ROW * len(names) + _style.FOOT,
            legend=legend,
            grid=_style.inset(LEFT, RIGHT, above, _style.FOOT),
            xAxis=layout.scale(min=0, minInterval=1),
            yAxis=layout.scale(**titles, inverse=True, axisLabel=words),
        )

    return _style.draw(drawing)
