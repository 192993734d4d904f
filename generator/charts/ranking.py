"""评价分值排列: the projects of a year by their score, with the limits of the grades they were judged by.

A mark's place, not a bar's length, shows the score, so the axis may begin where the lowest grade that occurs begins.
"""

from decimal import Decimal

from pyecharts.charts import Scatter

from generator.charts import FAINT, INK, MUTED, PAPER, Chart, _style
from generator.views import Card, Portfolio, figure

PAGE, ORDER = "year", 2
TOP, ROW = 60, 46


def chart(views: Portfolio, year: int) -> Chart | None:
    """One row a project, highest on top; None where fewer than two have a score."""
    sums = views.year(year)
    cards = [card for card in sums.cards if card.mark is not None]
    if len(cards) < 2:
        return None
    first, last = cards[0].total, cards[-1].total
    start, untold = min(_style.floor(card) for card in cards), sums.count - len(cards)
    crowd, half = len(cards) > _style.MOST, _style.MOST // 2
    drawn = cards[:half] + cards[-half:] if crowd else cards
    return Chart(
        id=f"ranking-{year}",
        title="评价分值从高到低",
        sentence=f"{year} 年 {len(cards)} 个项目中，最高 {figure(first)} 分（"
        f"{_style.listing(card for card in cards if card.total == first)}），最低 {figure(last)} 分（"
        f"{_style.listing(card for card in cards if card.total == last)}）。"
        + (f"图中横轴从 {figure(start)} 分起。" if start else "")
        + (f"另有 {untold} 个项目{sums.unmarked}。" if untold else "")
        + (f"这里只列最高和最低的各 {half} 个，其余见汇总表。" if crowd else ""),
        header=("项目", "评价分值", "评价结论"),
        rows=tuple((card.title, figure(card.total), card.grade) for card in (drawn if crowd else sums.cards)),
        option=_option(drawn, start),
        height=TOP + ROW * len(drawn),
    )


def _option(cards: list[Card], start: Decimal) -> str:
    end = max(card.scheme.full for card in cards)
    marks = (
        Scatter()
        .add_xaxis([])
        .add_yaxis(
            "评价分值",
            [_mark(row, card) for row, card in enumerate(cards)],
            symbol_size=13,
            label_opts={"show": True, "position": "right", "distance": 6, "color": INK, "fontSize": 13}
            | {"backgroundColor": PAPER, "padding": [2, 4]},
            **_bands(cards, start),
        )
    )
    return _style.option(
        marks,
        xAxis=_style.scale(min=start, max=end, show=False),
        yAxis=_style.names([_style.cut(card.title, 62) for card in cards], triggerEvent=True, z=2),
        media=_style.media({"grid": _style.inset(_style.ROOM, 104, 26)}, {"grid": _style.inset(10, 96, 54)}),
    )


def _mark(row: int, card: Card) -> _style.Options:
    return {
        "value": [card.total, row],
        "symbol": _style.shape(card.step),
        "itemStyle": {"color": _style.tone(card.step), "opacity": 1},
        "label": {"formatter": _style.literal(f"{figure(card.total)} {card.grade}")},
        "tooltip": _style.tip(card.title, f"评价分值 {figure(card.total)}，{card.grade}"),
        "url": _style.address(card),
    }


def _bands(cards: list[Card], start: Decimal) -> _style.Options:
    """The grades as fields and their limits as lines, where all were judged by the same ones."""
    schemes = {tuple((grade.word, grade.lower, grade.upper) for grade in card.scheme.grades) for card in cards}
    if len(schemes) > 1:
        return {}
    shown = [grade for grade in cards[0].scheme.grades if grade.upper > start]
    limits = sorted({limit for grade in shown for limit in (grade.lower, grade.upper)})
    word = {"show": True, "position": "top", "color": MUTED, "fontSize": 12}
    return {
        "markarea_opts": {
            "silent": True,
            "itemStyle": {"color": FAINT, "opacity": 0},
            "label": word,
            "data": [[{"name": grade.word, "xAxis": grade.lower}, {"xAxis": grade.upper}] for grade in shown],
        },
        "markline_opts": {
            "silent": True,
            "z": 1,  # under the words beside the marks
            "symbol": "none",
            "lineStyle": {"color": MUTED, "type": "dashed", "width": 1},
            "label": {"position": "start", "color": MUTED, "fontSize": 12},
            "data": [{"xAxis": limit, "label": {"formatter": figure(limit)}} for limit in limits],
        },
    }
