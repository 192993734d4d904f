"""各等级项目数: how many projects of a year got which grade."""

from pyecharts.charts import Bar

from generator.charts import INK, Chart, _style
from generator.views import Card, Portfolio

PAGE, ORDER = "year", 1
WORDS = 72  # pixels for the words at the left


def chart(views: Portfolio, year: int) -> Chart | None:
    """One bar a grade, also for those nobody got; a project without a grade is counted by itself."""
    sums = views.year(year)
    if not sums.count:
        return None
    counts = list(sums.grades())
    if ungraded := [card for card in sums.cards if not card.step]:
        counts.append(("未定等级", 0, len(ungraded)))
    told = "、".join(f"{word} {count} 个" for word, _, count in counts)

    def members(step: int) -> tuple[Card, ...]:
        return tuple(card for card in sums.cards if card.step == step)

    bars = Bar().add_yaxis(
        "项目数",
        [
            {
                "value": count,
                "itemStyle": {"color": _style.tone(step), "borderRadius": [0, 2, 2, 0]},
                "label": {"formatter": f"{count} 个"},
                "tooltip": _style.tip(f"{word}：{count} 个", *(card.title for card in members(step)[:8])),
            }
            for word, step, count in counts
        ],
        bar_width=20,
        cursor="default",
        label_opts={"show": True, "position": "right", "distance": 8, "color": INK, "fontSize": 13},
    )
    return Chart(
        id=f"grades-{year}",
        title="各等级的项目数",
        sentence=f"{year} 年 {sums.count} 个项目中，{told}。",
        header=("评价等级", "项目数", "项目"),
        rows=tuple((word, str(count), _listed(members(step))) for word, step, count in counts),
        option=_style.option(
            bars,
            grid=_style.inset(WORDS, 56),
            xAxis=_style.scale(min=0, show=False),
            yAxis=_style.names(
                [word for word, _, _ in counts], axisLabel=_style.beside(WORDS), splitLine={"show": False}
            ),
        ),
        height=8 + 40 * len(counts),
    )


def _listed(cards: tuple[Card, ...]) -> str:
    """The names of some projects; of very many only the first."""
    names = "、".join(card.title for card in cards[: _style.MOST]) or "—"
    return f"{names}等" if len(cards) > _style.MOST else names
