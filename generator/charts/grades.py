"""各等级项目数: how many projects of a year got which grade."""

from pyecharts.charts import Bar

from generator.charts import INK, Chart, _style
from generator.views import Portfolio, ProjectSummary
from generator.views.totals import GradeCount

PAGE, ORDER = "year", 1
WORDS = 72  # pixels for the words at the left


def chart(portfolio: Portfolio, year: int) -> Chart | None:
    """One bar a grade, also for those nobody got; a project without a grade is counted by itself."""
    totals = portfolio.totals_of(year)
    if not totals.count:
        return None
    counts = list(totals.grades())
    if ungraded := [summary for summary in totals.summaries if not summary.grade_rank]:
        counts.append(GradeCount("未载结论", 0, len(ungraded)))
    counted = "、".join(f"{one.word} {one.count} 个" for one in counts)

    def members(grade_rank: int) -> tuple[ProjectSummary, ...]:
        return tuple(summary for summary in totals.summaries if summary.grade_rank == grade_rank)

    bars = Bar().add_yaxis(
        "项目数",
        [
            {
                "value": one.count,
                "itemStyle": {"color": _style.tone(one.grade_rank), "borderRadius": [0, 2, 2, 0]},
                "label": {"formatter": f"{one.count} 个"},
                "tooltip": _style.tip(
                    f"{one.word}：{one.count} 个", *(summary.title for summary in members(one.grade_rank)[:8])
                ),
            }
            for one in counts
        ],
        bar_width=20,
        cursor="default",
        label_opts={"show": True, "position": "right", "distance": 8, "color": INK, "fontSize": 13},
    )
    return Chart(
        id=f"grades-{year}",
        title="各等级的项目数",
        sentence=f"{year} 年 {totals.count} 个项目中，{counted}。",
        header=("评价等级", "项目数", "项目"),
        rows=tuple((one.word, str(one.count), _listed(members(one.grade_rank))) for one in counts),
        option=_style.option(
            bars,
            grid=_style.inset(WORDS, 56),
            xAxis=_style.scale(min=0, show=False),
            yAxis=_style.names([one.word for one in counts], axisLabel=_style.beside(WORDS), splitLine={"show": False}),
        ),
        height=8 + 40 * len(counts),
    )


def _listed(summaries: tuple[ProjectSummary, ...]) -> str:
    """The names of some projects; of very many only the first."""
    names = "、".join(summary.title for summary in summaries[: _style.MAX_ROWS]) or "—"
    return f"{names}等" if len(summaries) > _style.MAX_ROWS else names
