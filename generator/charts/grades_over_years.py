"""历年等级: how many projects got which grade, one bar a year."""

from pyecharts.charts import Bar

from generator.charts import INK, PAPER, Chart, _style
from generator.views import Portfolio, Totals

PAGE, ORDER = "home", 2
MIN_YEARS, MIN_PROJECTS = 3, 10


def chart(portfolio: Portfolio) -> Chart | None:
    """The years from left to right, None for too few; a grade that no project ever got is in the table only."""
    years = [(year, own.totals) for year, own in reversed(portfolio.by_year)]
    found = portfolio.totals
    if len(years) < MIN_YEARS or found.count < MIN_PROJECTS:
        return None
    words = _words([totals for _, totals in years])
    newest, latest = years[-1]
    counted = "、".join(f"{word} {latest.by_rank[rank]} 个" for rank, word in words.items() if rank in latest.by_rank)
    return Chart(
        id="grades-over-years",
        title=f"{found.years_span}各等级的项目数",
        sentence=f"{found.years_span}共 {found.count} 个项目；{newest} 年 {latest.count} 个项目中，{counted}。",
        header=("年度", *words.values(), "合计"),
        rows=tuple(
            (f"{year} 年", *(str(grades.by_rank.get(rank, 0)) for rank in words), str(grades.count))
            for year, grades in years
        ),
        option=_option(years, words),
        height=280,
    )


def _words(years: list[Totals]) -> dict[int, str]:
    """The word of each step; where schemes differ, every word used. Step 0 is for projects without a grade."""
    found: dict[int, list[str]] = {}
    for grades in years:
        for rank, word in grades.rank_words:
            found.setdefault(rank, []).append(word)
    words = {rank: "/".join(dict.fromkeys(found[rank])) for rank in sorted(found)}
    return words | ({0: _style.UNGRADED} if any(0 in grades.by_rank for grades in years) else {})


def _option(years: list[tuple[int, Totals]], words: dict[int, str]) -> str:
    bars = Bar()
    for grade_rank, word in words.items():
        if not any(grade_rank in grades.by_rank for _, grades in years):
            continue
        bars.add_yaxis(
            word,
            [_segment(year, grades, grade_rank, word) for year, grades in years],
            stack="项目数",
            bar_max_width=56,
            itemstyle_opts=_style.hatched(grade_rank) | {"borderColor": PAPER, "borderWidth": 1},
            label_opts=_style.inside(grade_rank, size=13, above=2),
        )
        bars.options["series"][-1]["labelLayout"] = {"hideOverlap": True}
    return _style.option(
        bars,
        legend=_style.legend(left=0),
        grid=_style.inset(36, 8, 40, 28),
        xAxis=_style.scale(
            type="category",
            data=[str(year) for year, _ in years],
            splitLine={"show": False},
            axisLabel={"color": INK, "fontSize": 13},
        ),
        yAxis=_style.scale(minInterval=1),
    )


def _segment(year: int, grades: Totals, grade_rank: int, word: str) -> _style.Options:
    count = grades.by_rank.get(grade_rank, 0)
    return {
        "value": count or "-",
        "label": {"formatter": str(count)},
        "tooltip": _style.tip(f"{year} 年", f"{word}：{count} 个，共 {grades.count} 个"),
        "url": f"{year}/index.html",
    }
