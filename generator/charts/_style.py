"""Chart style: colours, text, axes, grades, and the two layouts that every chart is drawn in."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from generator.core.display import columns
from generator.core.number import HUNDRED
from generator.views import ABSENT, ProjectSummary, Totals

if TYPE_CHECKING:  # pages that draw no chart need not load it: a twentieth of a build after one change
    from pyecharts.charts import Bar, Scatter

# Charts hold no real colours. Each of these is replaced by a CSS variable in the SVG (_svg.py), so that light, dark and
# print need no further drawing.
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


KEY = 14  # of a square in the key
LINE = 18  # of a name
ROW, ROOM = 46, 232  # of a row, and for the names at the left of the rows, where the page is wide enough
FOOT = 26  # for the figures of an axis
MOST_COLUMNS = 62  # of a name

Options = dict[str, Any]


@dataclass(frozen=True)
class Drawing:
    """ECharts options as JSON, with the size of the picture in pixels."""

    width: int
    height: int
    option: str


@dataclass(frozen=True)
class Chart:
    """A figure: title, one-sentence summary, data table, and the drawings for wide and narrow screens (`draw`).

    `id` is unique in the site; `page` is the kind of page it belongs to. Title, sentence and cells are plain text.
    """

    id: str
    title: str
    sentence: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    drawings: tuple[Drawing, Drawing]
    page: str = ""


@dataclass(frozen=True)
class Layout:
    """Width of a drawing, and the font sizes of names and of figures; `is_narrow` puts names above their rows."""

    width: int
    name_size: int
    text_size: int
    is_narrow: bool = False

    def drawing(self, chart: "Bar | Scatter", height: int, **parts: Any) -> Drawing:
        """Return a drawing of the chart's series with our axes, without the defaults of pyecharts."""
        chart.options = {
            "animation": False,
            "textStyle": {"fontFamily": "sans-serif", "fontSize": self.text_size, "color": INK},  # the page has its own
            "tooltip": {"show": False},
            "legend": {"show": False},
            "series": chart.options["series"],
            **parts,
        }
        # With quotes: without, pyecharts would take a mark in the data for one of its own and break the text open.
        return Drawing(self.width, height, str(chart.dump_options_with_quotes()).replace("\n", ""))

    def legend(self, words: Sequence[str]) -> tuple[Options, int]:
        """Return the legend, at the top, and its height in pixels."""
        room, lines = 0, 1
        for word in words:
            wide = 2 * KEY + columns(word) * self.name_size // 2 + 12
            room, lines = (room + wide, lines) if room + wide <= self.width else (wide, lines + 1)
        text = {"color": INK, "fontSize": self.name_size, "lineHeight": KEY}
        size = {"itemWidth": KEY, "itemHeight": KEY, "itemGap": 12, "padding": [5, 0]}
        return {
            "top": 0,
            "left": 0,
            "data": list(words),
            "selectedMode": False,
            "textStyle": text,
            **size,
        }, 26 * lines + 8

    def scale(self, **more: Any) -> Options:
        """Return a value axis: faint grid lines, no ticks."""
        quiet = {"axisLine": {"show": False}, "axisTick": {"show": False}}
        label = {"color": MUTED, "fontSize": self.text_size, "hideOverlap": True, **more.pop("axisLabel", {})}
        if "data" not in more:
            label["alignMinLabel"] = "left"  # the first figure stays within the drawing
        return {"type": "value", **quiet, "axisLabel": label,
                "splitLine": {"lineStyle": {"color": FAINT}}, **more}  # fmt: skip

    def label(self, position: str = "right", **more: object) -> Options:
        """Return the style of the labels of marks."""
        return {"show": True, "position": position, "color": INK, "fontSize": self.text_size, **more}

    def inside(self, grade_rank: int) -> Options:
        """Return the label in a hatched bar, on a plain background to keep digits legible."""
        ground = {"backgroundColor": tone(grade_rank), "padding": [1, 4], "borderRadius": 2}
        return self.label("inside") | ground | {"color": PAPER}

    def segments(self, counts: Sequence[int], most: int, room: int, upright: bool = False) -> list[Options]:
        """Return the segments of stacked bars; the longest counts `most` in `room` pixels. Labels show if they fit."""

        def fits(count: int) -> bool:
            return count * room > most * (self.text_size + 6 if upright else len(str(count)) * self.text_size // 2 + 10)

        return [{"value": n or "-", "label": {"show": fits(n)}} for n in counts]

    def rows(self, texts: Sequence[str], right: int, top: int = 0, bottom: int = FOOT, edge: int = 2) -> "Rows":
        """Lay out rows from the top: names on the left, or above each row in the narrow layout."""
        names = [cut(text, MOST_COLUMNS) for text in texts]
        label = {"color": INK, "fontSize": self.name_size, "lineHeight": LINE, "interval": 0, "align": "left"}
        if self.is_narrow:
            lines = max(map(self._lines, names), default=1)
            row, left = LINE * lines + 30, edge
            over = LINE * lines + 12  # from the top of a name to the middle of its row
            place = {"inside": True, "margin": 2 - edge, "verticalAlign": "bottom", "padding": [0, 0, 12, 0]}
            place |= {"width": self.width, "overflow": "break"}
            top = top + max(0, over - row // 2)
        else:
            row, left = ROW, ROOM
            place = {"margin": ROOM - 2, "verticalAlign": "middle", "width": ROOM - 22, "overflow": "break"}
        quiet = {"axisLine": {"show": False}, "axisTick": {"show": False}, "splitLine": {"show": False}}
        axis = {"type": "category", "data": names, "inverse": True, **quiet, "axisLabel": label | place}
        return Rows(axis, inset(left, right, top, bottom), top + row * len(names) + bottom)

    def _lines(self, name: str) -> int:
        return sum(-(-columns(part) * self.name_size // 2 // self.width) for part in name.split("\n"))


@dataclass(frozen=True)
class Rows:
    """Layout of rows: category axis, plot position, total height in pixels."""

    axis: Options
    grid: Options
    height: int


WIDE = Layout(720, 13, 12)
NARROW = Layout(252, 14, 14, is_narrow=True)  # so large that elder mode need not enlarge it on a phone
TEN = Decimal(10)
MAX_ROWS = 20  # of a chart and its table; of more projects the distribution is drawn
MAX_NAMES = 8  # in a cell of a table
UNGRADED = "未载结论"  # of projects without a grade

SLANT = Decimal("0.7854")  # half a right angle
HATCHES: tuple[Options | None, ...] = (
    None,
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [1, 8], "rotation": SLANT},
    {"symbol": "circle", "symbolSize": Decimal("0.4"), "dashArrayX": [[8, 8], [0, 8, 8, 0]], "dashArrayY": [6, 0]},
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [1, 5], "rotation": -SLANT},
    {"symbol": "rect", "dashArrayX": [1, 0], "dashArrayY": [1, 6], "rotation": 0},
)


def draw(drawing: Callable[[Layout], Drawing]) -> tuple[Drawing, Drawing]:
    """Return both drawings of a chart, the wide one first."""
    return drawing(WIDE), drawing(NARROW)


def cut(text: str, most: int) -> str:
    """Return a text shortened to at most `most` columns, with an ellipsis if it was longer."""
    if columns(text) <= most:
        return text
    while text and columns(text) > most - 2:
        text = text[:-1]
    return f"{text}…"


def literal(text: str) -> str:
    """Escape a label: ECharts would read `{b}` as a placeholder."""
    return text.replace("{", "｛").replace("}", "｝")


def tone(grade_rank: int) -> str:
    """Return the colour of a grade; muted for rank 0, no grade."""
    return STEPS[(grade_rank - 1) % len(STEPS)] if grade_rank else MUTED


def hatched(grade_rank: int) -> Options:
    """Return the fill of a grade's bars: colour and pattern."""
    hatch = HATCHES[(grade_rank - 1) % len(HATCHES)] if grade_rank else None
    return {"color": tone(grade_rank)} | ({"decal": {**hatch, "color": PAPER}} if hatch else {})


def inset(left: int, right: int, top: int = 6, bottom: int = 6) -> Options:
    """Return the exact position of the plot; without it, ECharts makes room for labels."""
    return {"left": left, "right": right, "top": top, "bottom": bottom, "outerBoundsMode": "none"}


def start_before(start: Decimal, end: Decimal) -> Decimal:
    """Return the start of an axis: `start`, or ten before its end if they coincide."""
    return start if start < end else end - TEN


def ceiling(summaries: Sequence[ProjectSummary]) -> Decimal:
    """Return the end of a score axis: the largest full marks (100 if unknown), or the highest score if above."""
    full = [summary.full for summary in summaries if summary.full is not None] or [HUNDRED]
    return max([*full, *(summary.comparable_score for summary in summaries if summary.comparable_score is not None)])


def listing(summaries: Iterable[ProjectSummary]) -> str:
    """Return the name of the first project, and the number of projects if more than one."""
    projects = list(summaries)
    return f"“{projects[0].title}”" + (f"等 {len(projects)} 个项目" if len(projects) > 1 else "")


def listed(summaries: Sequence[ProjectSummary]) -> str:
    """Return the names of projects, at most `MAX_NAMES`."""
    names = "、".join(summary.title for summary in summaries[:MAX_NAMES]) or ABSENT
    return f"{names}等" if len(summaries) > MAX_NAMES else names


def caution(totals: Totals) -> str:
    """Return the caution for scores that are not comparable; empty if they are."""
    return f"各项目口径不一（{totals.unlike}），不宜直接比较高低。" if totals.unlike else ""
