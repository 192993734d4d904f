"""Line charts of series (历年对照): rates over the years, with breaks where they are not comparable.

There may be thousands, so they are written here, in the style of ECharts, which would be too slow.
"""

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from html import escape
from itertools import pairwise

from generator.charts._style import ACCENT, FAINT, INK, MUTED, NARROW, STEPS, WIDE, Layout
from generator.charts._svg import colour
from generator.core.display import columns
from generator.views.series import TrendLine

HEIGHT = 200  # of the plot
LEFT, RIGHT, FOOT = 44, 18, 28
SAMPLE = 26  # of a line in the key
COLOURS = (ACCENT, STEPS[1], STEPS[2], STEPS[4], STEPS[0])
DASHES = ("", "7 4", "2 4", "10 4 2 4", "14 3")


def draw_trend(lines: Sequence[TrendLine]) -> tuple[str, str]:
    """Return the SVGs of a series, the wide one first."""
    return _svg(lines, WIDE), _svg(lines, NARROW)


def _svg(lines: Sequence[TrendLine], layout: Layout) -> str:
    key, top = _key([line.name for line in lines], layout)
    rates = [100 * point.rate for line in lines for point in line.points]
    high = max(100, 10 * math.ceil(max(rates) / 10))
    least = min(10 * math.floor(min(rates) / 10), high - 10)
    step = 5 if high - least <= 10 else 10 if high - least <= 50 else 20
    low = high - step * math.ceil(Fraction(high - least, step))
    years = sorted({point.year for line in lines for point in line.points})

    def x(year: int) -> int:
        return LEFT + (year - years[0]) * (layout.width - LEFT - RIGHT) // (years[-1] - years[0])

    def y(percentage: Fraction | int) -> int:
        return top + round((high - percentage) * Fraction(HEIGHT, high - low))

    parts = [*key]
    for tick in range(low, high + 1, step):
        parts.append(_stroke(f"M{LEFT} {y(tick)}H{layout.width - RIGHT}", FAINT, 1))
        parts.append(_text(LEFT - 6, y(tick) + 4, f"{tick}%", MUTED, layout.text_size, "end"))
    every = math.ceil(Fraction(3 * layout.text_size * len(years), layout.width - LEFT - RIGHT))
    for year in years[::-every]:
        parts.append(_text(x(year), top + HEIGHT + FOOT - 8, f"{year}", INK, layout.text_size, "middle"))
    for number, line in reversed([*enumerate(lines)]):
        parts += _line([(x(point.year), y(100 * point.rate), point.joined) for point in line.points], number)
    size = f"0 0 {layout.width} {top + HEIGHT + FOOT}"
    start = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" aria-hidden="true" focusable="false">'
    return f"{start}{''.join(parts)}</svg>"


def _key(names: Sequence[str], layout: Layout) -> tuple[list[str], int]:
    """Return the legend, and the y position in pixels at which the plot begins."""
    parts: list[str] = []
    left, top = 0, 10
    for number, name in enumerate(names):
        wide = SAMPLE + 6 + columns(name) * layout.name_size // 2 + 16
        if left and left + wide > layout.width:
            left, top = 0, top + 24
        parts += _line([(left, top, False), (left + SAMPLE, top, True)], number, dots=False)
        parts.append(_text(left + SAMPLE + 6, top + 5, name, INK, layout.name_size, "start"))
        left += wide
    return parts, top + 26


def _line(points: Sequence[tuple[int, int, bool]], number: int, dots: bool = True) -> Iterator[str]:
    """Yield a line, broken before a point that is not joined, and its dots."""
    tone, width = COLOURS[number], 2 if number else 3
    joined = ((before, now) for before, now in pairwise(points) if now[2])
    path = "".join(f"M{before[0]} {before[1]}L{now[0]} {now[1]}" for before, now in joined)
    if path:
        yield _stroke(path, tone, width, DASHES[number])
    if dots:
        yield from (f'<circle cx="{x}" cy="{y}" r="{width + 1}" fill="{colour(tone)}"/>' for x, y, _ in points)


def _stroke(path: str, tone: str, width: int, dash: str = "") -> str:
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<path d="{path}" fill="none" stroke="{colour(tone)}" stroke-width="{width}"{dashes}/>'


def _text(x: int, y: int, words: str, tone: str, size: int, anchor: str) -> str:
    place = f'x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {place} fill="{colour(tone)}">{escape(words)}</text>'
