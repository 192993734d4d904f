"""预算与评价分值: each project of a year by its budget and its score, a mark for each grade."""

from decimal import Decimal

from pyecharts.charts import Scatter

from generator.charts import INK, MUTED, Chart, _style
from generator.charts._label_layout import Point, free_sides
from generator.charts._style import cut, literal
from generator.views import Portfolio, ProjectSummary, Totals, figure

PAGE, ORDER = "year", 4
APART = 50  # times: where budgets lie further apart than this, the axis is logarithmic
HEIGHT, RIGHT = 296, 28  # of the plot, and beside it, in pixels
WIDE, NARROW = (656, 22), (250, 12)  # the width of the plot, and how much of a title stands beside a mark


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """One mark a project; None where fewer than two have a score."""
    totals = portfolio.totals_of(year)
    summaries = [one for one in totals.with_score if one.budget is not None]
    if len(summaries) < 2:
        return None
    big, small = max(summaries, key=_budget), min(summaries, key=_budget)
    log = _budget(small) > 0 and _budget(big) > APART * _budget(small)
    start, left_out = min(_style.floor(summary) for summary in summaries), totals.count - len(summaries)
    shown = totals.summaries if len(summaries) <= _style.MAX_ROWS else (big, small)
    return Chart(
        id=f"budget-score-{year}",
        title="预算与评价分值",
        sentence=f"{year} 年 {len(summaries)} 个项目中，预算最多的是{_in_words(big)}，最少的是{_in_words(small)}。"
        + (f"图中纵轴从 {figure(start)} 分起" if start else "")
        + ("，横轴为对数刻度。" if start and log else "图中横轴为对数刻度。" if log else "。" if start else "")
        + (f"另有 {left_out} 个项目{_why(totals)}，不在图中。" if left_out else "")
        + ("" if shown is totals.summaries else "各项目的数见汇总表。"),
        header=("项目", "预算（万元）", "评价分值", "评价结论"),
        rows=tuple((summary.title, figure(summary.budget), figure(summary.total), summary.grade) for summary in shown),
        option=_option(summaries, start, log),
        height=380,
    )


def _budget(summary: ProjectSummary) -> Decimal:
    return summary.budget if summary.budget is not None else Decimal(0)  # none of those drawn is without one


def _why(totals: Totals) -> str:
    unknown = any(one.budget is None for one in totals.with_score)
    return f"{totals.why_incomparable}或未公布预算" if unknown else totals.why_incomparable


def _in_words(summary: ProjectSummary) -> str:
    return f"“{summary.title}”（{figure(summary.budget)} 万元，{figure(summary.total)} 分）"


def _option(summaries: list[ProjectSummary], start: Decimal, log: bool) -> str:
    axis = (start, _style.ceiling(summaries))
    steps = sorted({summary.grade_rank for summary in summaries})

    def data(size: tuple[int, int]) -> list[_style.Options]:
        if len(summaries) > _style.MAX_ROWS:  # names would lie on each other; they stand in the tooltips
            return [
                {"data": [_mark(summary, None, size[1]) for summary in summaries if summary.grade_rank == grade_rank]}
                for grade_rank in steps
            ]
        sides = free_sides(
            _spots(summaries, axis, log, size[0]), [cut(c.title, size[1]) for c in summaries], size[0] + RIGHT
        )
        sided = list(zip(summaries, sides, strict=True))
        return [
            {"data": [_mark(c, side, size[1]) for c, side in sided if c.grade_rank == grade_rank]}
            for grade_rank in steps
        ]

    marks = Scatter().add_xaxis([])
    for grade_rank in steps:
        marks.add_yaxis(
            next(summary.scheme_grade for summary in summaries if summary.grade_rank == grade_rank)
            if grade_rank
            else "未载结论",
            [],
            symbol=_style.shape(grade_rank),
            symbol_size=12,
            itemstyle_opts={"color": _style.tone(grade_rank), "opacity": 1},
            label_opts={"color": INK, "fontSize": 12},
        )
        marks.options["series"][-1]["labelLayout"] = {"hideOverlap": True}
    name = {"color": MUTED, "fontSize": 12}
    return _style.option(
        marks,
        legend=_style.legend(right=0),
        grid=_style.inset(36, RIGHT, 40, 44),
        xAxis=_style.scale(name="预算（万元）", nameLocation="middle", nameGap=28, nameTextStyle=name)
        | ({"type": "log", **dict(zip(("min", "max"), _decades(summaries), strict=True))} if log else {"min": 0}),
        yAxis=_style.scale(
            min=axis[0], max=axis[1], name="评价分值", nameGap=14, nameTextStyle=name | {"align": "left"}
        ),
        media=[
            *(
                []
                if len(summaries) > _style.MAX_ROWS
                else [{"query": {"maxWidth": 560}, "option": {"series": data(NARROW)}}]
            ),
            {"option": {"series": data(WIDE)}},
        ],
    )


def _mark(summary: ProjectSummary, side: str | None, most: int) -> _style.Options:
    title = {"show": True, "formatter": literal(cut(summary.title, most)), "position": side}
    lines = (f"预算 {figure(summary.budget)} 万元", f"评价分值 {figure(summary.total)}，{summary.grade}")
    return {
        "value": [summary.budget, summary.total],
        "label": title if side else {"show": False},
        "tooltip": _style.tip(summary.title, *lines),
        "url": _style.address(summary),
    }


def _decades(summaries: list[ProjectSummary]) -> tuple[Decimal, Decimal]:
    """The powers of ten that enclose all budgets."""
    ends = [_budget(summary).adjusted() for summary in summaries]
    return Decimal(1).scaleb(min(ends)), Decimal(1).scaleb(max(ends) + 1)


def _spots(summaries: list[ProjectSummary], axis: tuple[Decimal, Decimal], log: bool, width: int) -> list[Point]:
    """About where the marks will lie, in pixels."""
    (start, end), (least, most) = axis, _decades(summaries)
    wide = most.log10() - least.log10() if log else max(map(_budget, summaries)) * Decimal("1.2")
    return [
        (
            int(width * (_budget(summary).log10() - least.log10() if log else _budget(summary)) / (wide or 1)),
            int(HEIGHT * (end - (summary.total or 0)) / (end - start)),
        )
        for summary in summaries
    ]
