"""Distributions: histograms, and ranges that show the median and the middle half of groups of figures."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from pyecharts.charts import Bar, Scatter

from generator.charts import ACCENT, INK, MUTED, PAPER, Drawing, _style
from generator.core.display import columns
from generator.views import ProjectSummary
from generator.views.statistics import Middle, Step

HISTOGRAM_HEIGHT, STEP = 300, 32
HOW = "圆点是中位数，线段是居中的一半"
Steps = Sequence[Step[ProjectSummary]]

# ---- histograms ----


def histogram_rows(steps: Steps, sign: str) -> tuple[tuple[str, str, str], ...]:
    """Return the table of a histogram: limits of each step, number of projects, their names."""
    return tuple(
        (_limits(step, step is steps[-1], sign), str(len(step.members)), _style.listed(step.members)) for step in steps
    )


def _limits(step: Step[ProjectSummary], last: bool, sign: str) -> str:
    """Return the limits of a step as text; the upper limit is exclusive except for the last step."""
    return f"{step.lower:f}—{step.upper:f}{sign}" if last else f"{step.lower:f}—{step.upper:f}{sign}（不含）"


def histogram_by_grade(steps: Steps, sign: str, axis: str) -> tuple[Drawing, Drawing]:
    """Draw a histogram that is stacked by grade."""
    ranks = sorted({project.grade_rank for step in steps for project in step.members})

    def name(rank: int) -> str:
        words = (project.scheme_grade for step in steps for project in step.members if project.grade_rank == rank)
        return next(words) if rank else _style.UNGRADED

    def of(rank: int) -> Callable[[ProjectSummary], bool]:
        return lambda project: project.grade_rank == rank

    return _histogram(steps, sign, axis, [(name(rank), _style.hatched(rank), of(rank)) for rank in ranks])


def histogram(steps: Steps, sign: str, axis: str) -> tuple[Drawing, Drawing]:
    """Draw a histogram in one colour."""
    return _histogram(steps, sign, axis, [("项目", {"color": ACCENT}, lambda _: True)])


def _histogram(
    steps: Steps, sign: str, axis: str, parts: list[tuple[str, _style.Options, Callable[[ProjectSummary], bool]]]
) -> tuple[Drawing, Drawing]:
    """Draw vertical bars, or horizontal ones in the narrow layout."""
    titles = [f"{step.lower:f}—{step.upper:f}{sign}" for step in steps]
    tops = [len(step.members) for step in steps]

    def drawing(layout: _style.Layout) -> Drawing:
        bars = Bar()
        for word, look, belongs in parts:
            bars.add_yaxis(
                word,
                [{"value": sum(map(belongs, step.members)) or "-"} for step in steps],
                stack="项目数",
                category_gap="12%",
                itemstyle_opts=look | {"borderColor": PAPER, "borderWidth": 1},
                label_opts={"show": False},
            )
        bars.add_yaxis(  # nothing is drawn but the sum beyond each bar
            "合计",
            [{"value": Decimal(0), "label": {"formatter": f"{top}" if top else ""}} for top in tops],
            stack="项目数",
            itemstyle_opts={"color": PAPER},
            label_opts=layout.label("right" if layout.is_narrow else "top"),
        )
        legend, above = layout.legend([word for word, _, _ in parts]) if len(parts) > 1 else ({"show": False}, 24)
        names: _style.Options = {"type": "category", "data": titles, "splitLine": {"show": False}}
        counts = layout.scale(minInterval=1)
        words = {"color": INK, "interval": 0}
        if layout.is_narrow:
            room = max(map(columns, titles)) * layout.text_size // 2 + 12
            grid = _style.inset(room, 36, above, _style.FOOT)
            axes = {"xAxis": counts, "yAxis": layout.scale(**names, axisLabel=words, inverse=True)}
            return layout.drawing(bars, above + STEP * len(steps) + _style.FOOT, legend=legend, grid=grid, **axes)
        name = {"name": axis, "nameLocation": "middle", "nameGap": 30}
        name |= {"nameTextStyle": {"color": INK, "fontSize": layout.text_size}}
        axes = {"xAxis": layout.scale(**names, **name, axisLabel=words), "yAxis": counts}
        return layout.drawing(bars, HISTOGRAM_HEIGHT, legend=legend, grid=_style.inset(36, 12, above + 12, 46), **axes)

    return _style.draw(drawing)


# ---- ranges ----
# Positions, not lengths, show the figures, so the axis may begin above zero, which the chart's sentence says.


def ranges_start(rows: Sequence[tuple[str, Middle]], end: Decimal) -> Decimal:
    """Return the start of an axis with this end: the multiple of ten below the lowest row."""
    return _style.start_before(min(row.lower for _, row in rows) // _style.TEN * _style.TEN, end)


def ranges(rows: Sequence[tuple[str, Middle]], end: Decimal, sign: str) -> tuple[Drawing, Drawing]:
    """Draw one row per range: a dot for the median, a line for the middle half."""
    halves = [[{"coord": [row.lower, place]}, {"coord": [row.upper, place]}] for place, (_, row) in enumerate(rows)]

    def drawing(layout: _style.Layout) -> Drawing:
        marks = Scatter().add_xaxis([])
        marks.add_yaxis(
            "中位数",
            [
                {"value": [row.median, place], "label": {"formatter": f"{row.median:f}{sign}"}}
                for place, (_, row) in enumerate(rows)
            ],
            symbol="circle",
            symbol_size=13,
            itemstyle_opts={"color": ACCENT, "opacity": 1},
            label_opts=layout.label("bottom", distance=4, backgroundColor=PAPER, padding=[0, 3]),
            markline_opts={
                "silent": True,
                "symbol": "none",
                "lineStyle": {"color": MUTED, "type": "solid", "width": 4},
                "label": {"show": False},
                "data": halves,
            },
        )
        laid = layout.rows([name for name, _ in rows], right=40, edge=24)
        scale = layout.scale(min=ranges_start(rows, end), max=end)
        return layout.drawing(marks, laid.height, grid=laid.grid, xAxis=scale, yAxis=laid.axis)

    return _style.draw(drawing)
