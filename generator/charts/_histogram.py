"""Histograms: how many projects lie in which step, one column a step, parted by grade where that is told."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from pyecharts.charts import Bar

from generator.charts import ACCENT, INK, PAPER, _style
from generator.views import ProjectSummary
from generator.views.distribution import Step

HEIGHT = 300
Steps = Sequence[Step[ProjectSummary]]


def rows(steps: Steps, sign: str) -> tuple[tuple[str, str, str], ...]:
    """The table of a histogram: the limits of each step, how many projects lie in it, which."""
    return tuple(
        (_limits(step, step is steps[-1], sign), str(len(step.members)), _style.listed(step.members)) for step in steps
    )


def _limits(step: Step[ProjectSummary], last: bool, sign: str) -> str:
    """The limits of a step: the upper one is outside of it, but for the last."""
    return f"{step.lower:f}—{step.upper:f}{sign}" if last else f"{step.lower:f}—{step.upper:f}{sign}（不含）"


def by_grade(steps: Steps, sign: str, axis: str) -> str:
    """The options of a histogram that is stacked by grade."""
    ranks = sorted({one.grade_rank for step in steps for one in step.members})

    def name(rank: int) -> str:
        found = (one.scheme_grade for step in steps for one in step.members if one.grade_rank == rank)
        return next(found) if rank else _style.UNGRADED

    def of(rank: int) -> Callable[[ProjectSummary], bool]:
        return lambda one: one.grade_rank == rank

    return _drawn(steps, sign, axis, [(name(rank), _style.hatched(rank), of(rank)) for rank in ranks])


def plain(steps: Steps, sign: str, axis: str) -> str:
    """The options of a histogram in one colour."""
    return _drawn(steps, sign, axis, [("项目", {"color": ACCENT}, lambda _: True)])


def _drawn(
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
