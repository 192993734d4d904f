"""历年等级: number of projects by grade, one bar a year."""

from pyecharts.charts import Bar

from generator.charts import INK, PAPER, Chart, Drawing, _style
from generator.views import Portfolio, Totals

PAGE, ORDER = "home", 2
MIN_YEARS, MIN_PROJECTS, HEIGHT = 3, 10, 280


def chart(portfolio: Portfolio) -> Chart | None:
    """Draw the years from left to right, or top down in the narrow layout; None for too few.

    A grade that no project ever got appears in the table only.
    """
    years = [(year, own.totals) for year, own in reversed(portfolio.by_year)]
    totals = portfolio.totals
    if len(years) < MIN_YEARS or totals.count < MIN_PROJECTS:
        return None
    words = _words([grades for _, grades in years])
    newest, latest = years[-1]
    counted = "、".join(f"{word} {latest.by_rank[rank]} 个" for rank, word in words.items() if rank in latest.by_rank)
    return Chart(
        id="grades-over-years",
        title=f"{totals.years_span}各等级的项目数",
        sentence=f"{newest} 年度的 {latest.count} 个项目中，{counted}。",
        header=("年度", *words.values(), "合计"),
        rows=tuple(
            (f"{year} 年", *(str(grades.by_rank.get(rank, 0)) for rank in words), str(grades.count))
            for year, grades in years
        ),
        drawings=_style.draw(lambda layout: _drawing(years, words, layout)),
    )


def _words(years: list[Totals]) -> dict[int, str]:
    """Return the words of each grade rank, joined if schemes differ. Rank 0: projects without a grade."""
    words_by_rank: dict[int, list[str]] = {}
    for grades in years:
        for rank, word in grades.rank_words:
            words_by_rank.setdefault(rank, []).append(word)
    words = {rank: "/".join(dict.fromkeys(words_by_rank[rank])) for rank in sorted(words_by_rank)}
    return words | ({0: _style.UNGRADED} if any(0 in grades.by_rank for grades in years) else {})


def _drawing(years: list[tuple[int, Totals]], words: dict[int, str], layout: _style.Layout) -> Drawing:
    shown = {rank: word for rank, word in words.items() if any(rank in grades.by_rank for _, grades in years)}
    bars, most = Bar(), max(grades.count for _, grades in years)
    for grade_rank, word in shown.items():
        counts = [grades.by_rank.get(grade_rank, 0) for _, grades in years]
        bars.add_yaxis(
            word,
            layout.segments(counts, most, layout.width - 62 if layout.is_narrow else HEIGHT - 76, not layout.is_narrow),
            stack="项目数",
            bar_max_width=56,
            itemstyle_opts=_style.hatched(grade_rank) | {"borderColor": PAPER, "borderWidth": 1},
            label_opts=layout.inside(grade_rank),
        )
    legend, above = layout.legend(list(shown.values()))
    names = {"type": "category", "data": [str(year) for year, _ in years], "splitLine": {"show": False}}
    titles = layout.scale(**names, axisLabel={"color": INK, "fontSize": layout.name_size, "interval": 0})
    counted = layout.scale(minInterval=1)
    if layout.is_narrow:
        grid, height = _style.inset(46, 16, above, _style.FOOT), above + _style.FOOT + 34 * len(years)
        return layout.drawing(bars, height, legend=legend, grid=grid, xAxis=counted, yAxis=titles)
    grid = _style.inset(36, 8, above + 8, 28)
    return layout.drawing(bars, HEIGHT, legend=legend, grid=grid, xAxis=titles, yAxis=counted)
