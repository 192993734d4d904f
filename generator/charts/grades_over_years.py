"""历年等级: how many projects got which grade, one bar a year."""

from pyecharts.charts import Bar

from generator.charts import INK, PAPER, Chart, _style
from generator.views import Portfolio, Totals, YearTotals

PAGE, ORDER = "home", 2
MIN_YEARS, MIN_PROJECTS = 3, 10


def chart(portfolio: Portfolio) -> Chart | None:
    """The years from left to right, None for too few; a grade that no project ever got is in the table only."""
    years = list(portfolio.totals_by_year())[::-1]
    if len(years) < MIN_YEARS or len(portfolio.summaries) < MIN_PROJECTS:
        return None
    words = _words([totals for _, totals in years])
    newest, latest = years[-1]
    span = portfolio.everything.years_span
    found = [(word, _count(latest, grade_rank)) for grade_rank, word in words.items()]
    counted = "、".join(f"{word} {count} 个" for word, count in found if count)
    return Chart(
        id="grades-over-years",
        title=f"{span}各等级的项目数",
        sentence=f"{span}共 {len(portfolio.summaries)} 个项目；{newest} 年 {latest.count} 个项目中，{counted}。",
        header=("年度", *words.values(), "合计"),
        rows=tuple(
            (f"{year} 年", *(str(_count(totals, grade_rank)) for grade_rank in words), str(totals.count))
            for year, totals in years
        ),
        option=_option(years, words),
        height=280,
    )


def _words(years: list[Totals]) -> dict[int, str]:
    """The word of each step; where schemes differ, every word used. Step 0 is for projects without a grade."""
    found: dict[int, list[str]] = {}
    for totals in years:
        for summary in totals.summaries:
            for grade_rank, grade in enumerate(summary.scheme.grades if summary.scheme else (), 1):
                found.setdefault(grade_rank, []).append(grade.word)
            if summary.grade_rank:
                found.setdefault(summary.grade_rank, []).append(summary.scheme_grade)
    words = {grade_rank: "/".join(dict.fromkeys(found[grade_rank])) for grade_rank in sorted(found)}
    return words | ({0: _style.UNGRADED} if any(_count(totals, 0) for totals in years) else {})


def _count(totals: Totals, grade_rank: int) -> int:
    return sum(summary.grade_rank == grade_rank for summary in totals.summaries)


def _option(years: list[YearTotals], words: dict[int, str]) -> str:
    bars = Bar()
    for grade_rank, word in words.items():
        if not any(_count(totals, grade_rank) for _, totals in years):
            continue
        bars.add_yaxis(
            word,
            [_segment(year, totals, grade_rank, word) for year, totals in years],
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


def _segment(year: int, totals: Totals, grade_rank: int, word: str) -> _style.Options:
    count = _count(totals, grade_rank)
    return {
        "value": count or "-",
        "label": {"formatter": str(count)},
        "tooltip": _style.tip(f"{year} 年", f"{word}：{count} 个，共 {totals.count} 个"),
        "url": f"{year}/index.html",
    }
