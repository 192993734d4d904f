"""历年等级: how many projects got which grade, one bar a year."""

from pyecharts.charts import Bar

from generator.charts import INK, PAPER, Chart, _style
from generator.views import Portfolio, Totals

PAGE, ORDER = "home", 1
UNGRADED = "未定等级"


def chart(views: Portfolio, year: int | None = None) -> Chart | None:
    """The years from left to right; a grade that no project ever got is in the table only."""
    years = list(views.years())[::-1]
    if not years:
        return None
    words = _words([sums for _, sums in years])
    (oldest, _), (newest, latest) = years[0], years[-1]
    span = f"{newest} 年" if len(years) == 1 else f"{oldest} 年至 {newest} 年共 {len(views.cards)} 个项目；{newest} 年"
    told = "、".join(f"{word} {_count(latest, step)} 个" for step, word in words.items())
    return Chart(
        id="grades-over-years",
        title="历年各等级的项目数",
        sentence=f"{span} {latest.count} 个项目中，{told}。",
        header=("年度", *words.values(), "合计"),
        rows=tuple(
            (f"{year} 年", *(str(_count(sums, step)) for step in words), str(sums.count)) for year, sums in years
        ),
        option=_option(years, words),
        height=280,
    )


def _words(years: list[Totals]) -> dict[int, str]:
    """The word of each step; where schemes differ, every word used. Step 0 is for projects without a grade."""
    found: dict[int, list[str]] = {}
    for sums in years:
        for card in sums.cards:
            for step, grade in enumerate(card.scheme.grades, 1):
                found.setdefault(step, []).append(grade.word)
    words = {step: "/".join(dict.fromkeys(found[step])) for step in sorted(found)}
    return words | ({0: UNGRADED} if any(_count(sums, 0) for sums in years) else {})


def _count(sums: Totals, step: int) -> int:
    return sum(card.step == step for card in sums.cards)


def _option(years: list[tuple[int, Totals]], words: dict[int, str]) -> str:
    bars = Bar()
    for step, word in words.items():
        if not any(_count(sums, step) for _, sums in years):
            continue
        bars.add_yaxis(
            word,
            [_segment(year, sums, step, word) for year, sums in years],
            stack="项目数",
            bar_max_width=56,
            itemstyle_opts=_style.hatched(step) | {"borderColor": PAPER, "borderWidth": 1},
            label_opts={
                "show": True,
                "position": "inside",
                "color": PAPER,
                "fontSize": 13,
                "backgroundColor": _style.tone(step),
                "padding": [2, 4],
                "borderRadius": 2,
            },
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


def _segment(year: int, sums: Totals, step: int, word: str) -> _style.Options:
    count = _count(sums, step)
    return {
        "value": count or "-",
        "label": {"formatter": str(count)},
        "tooltip": _style.tip(f"{year} 年", f"{word}：{count} 个，共 {sums.count} 个"),
        "url": f"{year}/index.html",
    }
