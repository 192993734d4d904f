"""Chart style: colours, text, axes, tooltips, grades, and the narrow layout of rows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pyecharts.charts import Bar, Scatter

from generator.core.display import columns
from generator.core.number import HUNDRED
from generator.views import ABSENT, ProjectSummary, Totals

# Charts hold no real colours. Each of these is replaced by a CSS variable in the SVG (_svg.py) and by the variable's
# value in the browser (charts.js), so that light, dark and print need no second chart.
INK = "#010101"  # text
MUTED = "#010102"  # text of less weight, outlines
FAINT = "#020202"  # lines that only guide the eye
PAPER = "#030303"  # the background behind labels
STEPS = ("#0a0a01", "#0a0a02", "#0a0a03", "#0a0a04", "#0a0a05")  # grades from the top
ACCENT = "#0b0b01"

VARIABLES = {
    INK: "--chart-ink",
    MUTED: "--chart-muted",
    FAINT: "--chart-faint",
    PAPER: "--chart-paper",
    **{colour: f"--chart-step-{step}" for step, colour in enumerate(STEPS, 1)},
    ACCENT: "--chart-accent",
}


@dataclass(frozen=True)
class Chart:
    """A figure: its title, a sentence on what it shows, its data as a table, and its options as JSON.

    `id` is unique in the site. Title, sentence and cells are plain text; `option` is safe inside a script element.
    """

    id: str
    title: str
    sentence: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    option: str
    height: int = 320


Options = dict[str, Any]

ROOM = 232  # pixels for the names at the left of the rows, where the page is wide enough
NARROW = (
    (290, 250),
    (330, 282),
    (400, 318),
    (560, 390),
)  # up to this width of the chart, this much of a name fits above its row
TEN = Decimal(10)
NAME_SIZE = 13  # font size of names
MAX_ROWS = (
    30  # rows of a chart; of more projects a part is drawn, which the sentence says; the table of the year holds all
)

MAX_NAMES = 8  # in a cell of a table
UNGRADED = "未载结论"  # of projects without a grade

SHAPES = ("circle", "diamond", "triangle", "rect", "pin")  # of the grades from the top
SLANT = Decimal("0.7854")  # half a right angle
HATCHES: tuple[Options | None, ...] = (
    None,
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [1, 8], "rotation": SLANT},
    {"symbol": "circle", "symbolSize": Decimal("0.4"), "dashArrayX": [[8, 8], [0, 8, 8, 0]], "dashArrayY": [6, 0]},
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [1, 5], "rotation": -SLANT},
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [1, 6], "rotation": 0},
)


def option(chart: Bar | Scatter, **parts: Any) -> str:
    """The options as JSON: pyecharts' series with our axes, and none of its defaults; fit for a script element."""
    chart.options = {
        "animation": False,
        "textStyle": {"fontFamily": "sans-serif", "fontSize": 12, "color": INK},  # the page puts its own family in
        "tooltip": {
            "renderMode": "richText",  # what the data says is drawn as text, it never becomes HTML
            "confine": True,
            "backgroundColor": PAPER,
            "borderColor": MUTED,
            "borderWidth": 1,
            "padding": 10,
            "transitionDuration": 0,
            "textStyle": {"color": INK, "fontSize": 13, "lineHeight": 20, "fontFamily": "sans-serif"},
        },
        "legend": {"show": False},
        "series": chart.options["series"],
        **parts,
    }
    # With quotes: without, pyecharts would take a mark in the data for one of its own and break the text open.
    text: str = chart.dump_options_with_quotes()
    return re.sub(r"\n *", "", text).replace("<", "\\u003c")


def cut(text: str, most: int) -> str:
    """A text of at most so many columns, with an ellipsis where it was longer."""
    if columns(text) <= most:
        return text
    while text and columns(text) > most - 2:
        text = text[:-1]
    return f"{text}…"


def literal(text: str) -> str:
    """A text for a label or tooltip: ECharts would read `{b}` as a place to fill in."""
    return text.replace("{", "｛").replace("}", "｝")


def tip(*lines: str) -> Options:
    """A tooltip of these lines; a long one goes on in the next."""
    broken: list[str] = []
    for line in lines:
        broken.append("")
        for character in line:
            if columns(broken[-1]) + 2 > 38:
                broken.append("")
            broken[-1] += character
    return {"formatter": literal("\n".join(broken))}


def tone(grade_rank: int) -> str:
    """The colour of a grade; projects without one are muted."""
    return STEPS[(grade_rank - 1) % len(STEPS)] if grade_rank else MUTED


def shape(grade_rank: int) -> str:
    """The mark of a grade, so that it is told without colour too."""
    return SHAPES[(grade_rank - 1) % len(SHAPES)] if grade_rank else "roundRect"


def inside(grade_rank: int, size: int, above: int) -> Options:
    """The label in a hatched bar: on a ground of the bar's colour, or the hatch would run through its digits."""
    return {
        "show": True,
        "position": "inside",
        "color": PAPER,
        "fontSize": size,
        "backgroundColor": tone(grade_rank),
        "padding": [above, 4],
        "borderRadius": 2,
    }


def hatched(grade_rank: int) -> Options:
    """The filling of a grade's bars: colour and pattern."""
    hatch = HATCHES[(grade_rank - 1) % len(HATCHES)] if grade_rank else None
    return {"color": tone(grade_rank)} | ({"decal": {**hatch, "color": PAPER}} if hatch else {})


def legend(**place: Any) -> Options:
    """The key to the series, at the top; it says what is what and switches nothing."""
    words = {"textStyle": {"color": INK, "fontSize": 13}, "itemWidth": 14, "itemHeight": 14, "itemGap": 16}
    return {"top": 0, "padding": [5, 0], "selectedMode": False, **words, **place}


def scale(**more: Any) -> Options:
    """An axis of numbers: faint lines, no ticks."""
    quiet = {"axisLine": {"show": False}, "axisTick": {"show": False}}
    label = {"color": MUTED, "fontSize": 12}
    return {"type": "value", **quiet, "axisLabel": label, "splitLine": {"lineStyle": {"color": FAINT}}, **more}


def names(texts: Sequence[str], **more: Any) -> Options:
    """An axis of rows, from the top down, with a faint line between them."""
    quiet = {"axisLine": {"show": False}, "axisTick": {"show": False}}
    line = {"show": True, "lineStyle": {"color": FAINT}}
    return {"type": "category", "data": list(texts), "inverse": True, **quiet, "splitLine": line, **more}


def beside(width: int) -> Options:
    """Names at the left of their rows, in a column so wide."""
    label = {"color": INK, "fontSize": NAME_SIZE, "lineHeight": 17, "interval": 0, "align": "left"}
    place = {"inside": False, "margin": width - 2, "verticalAlign": "middle", "padding": 0}
    return label | place | {"width": width - 22, "overflow": "break"}


def above(width: int, lift: int) -> Options:
    """Names over their rows, cut after so many pixels."""
    place = {"inside": True, "margin": 0, "verticalAlign": "bottom", "padding": [0, 0, lift, 0]}
    return beside(width) | place | {"width": width, "overflow": "truncate", "ellipsis": "…", "backgroundColor": PAPER}


def media(wide: Options, narrow: Options, lift: int = 9) -> list[Options]:
    """Two layouts of a chart of rows: names beside the rows where the page is wide, above each row where not."""
    starts = (0, *(most + 1 for most, _ in NARROW))
    return [
        *(
            {
                "query": {"minWidth": start, "maxWidth": most},
                "option": narrow | {"yAxis": {"axisLabel": above(width, lift)}},
            }
            for start, (most, width) in zip(starts, NARROW, strict=False)
        ),
        {"option": wide | {"yAxis": {"axisLabel": beside(ROOM)}}},
    ]


def inset(left: int, right: int, top: int = 6, bottom: int = 6) -> Options:
    """Return the exact position of the plot; without it, ECharts makes room for labels."""
    return {"left": left, "right": right, "top": top, "bottom": bottom, "outerBoundsMode": "none"}


def address(summary: ProjectSummary) -> str:
    """Return the target of a click, relative to the page of the year."""
    return f"{summary.slug}.html"


def floor(summary: ProjectSummary) -> Decimal:
    """Return the lower limit of a project's grade, else the multiple of ten below its score."""
    begins = summary.band.lower if summary.band else None
    return (summary.total or Decimal(0)) // TEN * TEN if begins is None else begins


def start_before(start: Decimal, end: Decimal) -> Decimal:
    """Return the start of an axis: `start`, or ten before its end if they coincide."""
    return start if start < end else end - TEN


def ceiling(summaries: Sequence[ProjectSummary]) -> Decimal:
    """The full score that projects whose scores compare are out of, or the highest score where one lies above it."""
    full = [summary.full for summary in summaries if summary.full is not None] or [HUNDRED]
    return max([*full, *(one.comparable_score for one in summaries if one.comparable_score is not None)])


def listing(summaries: Iterable[ProjectSummary]) -> str:
    """The first of some projects by name, and how many they are."""
    found = list(summaries)
    return f"“{found[0].title}”" + (f"等 {len(found)} 个项目" if len(found) > 1 else "")


def listed(summaries: Sequence[ProjectSummary]) -> str:
    """The names of some projects; of very many only the first."""
    names = "、".join(summary.title for summary in summaries[:MAX_NAMES]) or ABSENT
    return f"{names}等" if len(summaries) > MAX_NAMES else names


def caution(totals: Totals) -> str:
    """Return the caution for scores that are not comparable; empty if they are."""
    return f"各项目口径不一（{totals.unlike}），不宜直接比较高低。" if totals.unlike else ""
