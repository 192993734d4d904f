"""预算与评价分值: each project of a year by its budget and its score, a mark for each grade."""

from decimal import Decimal

from pyecharts.charts import Scatter

from generator.charts import INK, MUTED, Chart, _style
from generator.charts._label_layout import Point, free_sides
from generator.charts._style import cut, literal
from generator.views import Card, Portfolio, figure

PAGE, ORDER = "year", 4
APART = 50  # times: where budgets lie further apart than this, the axis is logarithmic
HEIGHT, RIGHT = 296, 28  # of the plot, and beside it, in pixels
WIDE, NARROW = (656, 22), (250, 12)  # the width of the plot, and how much of a title stands beside a mark


def chart(views: Portfolio, year: int) -> Chart | None:
    """One mark a project; None where fewer than two have a score."""
    sums = views.year(year)
    cards = [card for card in sums.cards if card.mark is not None]
    if len(cards) < 2:
        return None
    big, small = max(cards, key=lambda card: card.budget), min(cards, key=lambda card: card.budget)
    log = small.budget > 0 and big.budget > APART * small.budget
    start, untold = min(_style.floor(card) for card in cards), sums.count - len(cards)
    shown = sums.cards if len(cards) <= _style.MOST else (big, small)
    return Chart(
        id=f"budget-score-{year}",
        title="预算与评价分值",
        sentence=f"{year} 年 {len(cards)} 个项目中，预算最多的是{_told(big)}，最少的是{_told(small)}。"
        + (f"图中纵轴从 {figure(start)} 分起" if start else "")
        + ("，横轴为对数刻度。" if start and log else "图中横轴为对数刻度。" if log else "。" if start else "")
        + (f"另有 {untold} 个项目{sums.unmarked}，不在图中。" if untold else "")
        + ("" if shown is sums.cards else "各项目的数见汇总表。"),
        header=("项目", "预算（万元）", "评价分值", "评价结论"),
        rows=tuple((card.title, figure(card.budget), figure(card.total), card.grade) for card in shown),
        option=_option(cards, start, log),
        height=380,
    )


def _told(card: Card) -> str:
    return f"“{card.title}”（{figure(card.budget)} 万元，{figure(card.total)} 分）"


def _option(cards: list[Card], start: Decimal, log: bool) -> str:
    axis = (start, max(card.scheme.full for card in cards))
    steps = sorted({card.step for card in cards})

    def data(room: tuple[int, int]) -> list[_style.Options]:
        if len(cards) > _style.MOST:  # names would lie on each other; they stand in the tooltips
            return [{"data": [_mark(card, None, room[1]) for card in cards if card.step == step]} for step in steps]
        sides = free_sides(_spots(cards, axis, log, room[0]), [cut(c.title, room[1]) for c in cards], room[0] + RIGHT)
        told = list(zip(cards, sides, strict=True))
        return [{"data": [_mark(c, side, room[1]) for c, side in told if c.step == step]} for step in steps]

    marks = Scatter().add_xaxis([])
    for step in steps:
        marks.add_yaxis(
            next(card.rank for card in cards if card.step == step) if step else "未定等级",
            [],
            symbol=_style.shape(step),
            symbol_size=12,
            itemstyle_opts={"color": _style.tone(step), "opacity": 1},
            label_opts={"color": INK, "fontSize": 12},
        )
        marks.options["series"][-1]["labelLayout"] = {"hideOverlap": True}
    name = {"color": MUTED, "fontSize": 12}
    return _style.option(
        marks,
        legend=_style.legend(right=0),
        grid=_style.inset(36, RIGHT, 40, 44),
        xAxis=_style.scale(name="预算（万元）", nameLocation="middle", nameGap=28, nameTextStyle=name)
        | ({"type": "log", **dict(zip(("min", "max"), _decades(cards), strict=True))} if log else {"min": 0}),
        yAxis=_style.scale(
            min=axis[0], max=axis[1], name="评价分值", nameGap=14, nameTextStyle=name | {"align": "left"}
        ),
        media=[
            *([] if len(cards) > _style.MOST else [{"query": {"maxWidth": 560}, "option": {"series": data(NARROW)}}]),
            {"option": {"series": data(WIDE)}},
        ],
    )


def _mark(card: Card, side: str | None, most: int) -> _style.Options:
    title = {"show": True, "formatter": literal(cut(card.title, most)), "position": side}
    told = (f"预算 {figure(card.budget)} 万元", f"评价分值 {figure(card.total)}，{card.grade}")
    return {
        "value": [card.budget, card.total],
        "label": title if side else {"show": False},
        "tooltip": _style.tip(card.title, *told),
        "url": _style.address(card),
    }


def _decades(cards: list[Card]) -> tuple[Decimal, Decimal]:
    """The powers of ten that enclose all budgets."""
    ends = [card.budget.adjusted() for card in cards]
    return Decimal(1).scaleb(min(ends)), Decimal(1).scaleb(max(ends) + 1)


def _spots(cards: list[Card], axis: tuple[Decimal, Decimal], log: bool, width: int) -> list[Point]:
    """About where the marks will lie, in pixels."""
    (start, end), (least, most) = axis, _decades(cards)
    wide = most.log10() - least.log10() if log else max(card.budget for card in cards) * Decimal("1.2")
    return [
        (
            int(width * (card.budget.log10() - least.log10() if log else card.budget) / (wide or 1)),
            int(HEIGHT * (end - (card.total or 0)) / (end - start)),
        )
        for card in cards
    ]
