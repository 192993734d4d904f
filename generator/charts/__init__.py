"""Charts as pyecharts options: one chart a file, found by its folder. A chart receives numbers, it makes none.

A chart module has PAGE (the kind of page it stands on: `home` or `year`), ORDER, and `chart(views, year)` which gives a
`Chart`, or None where there is nothing to show. What all charts share stands in `_style.py`.
"""

from dataclasses import dataclass

from generator.core.registry import discover
from generator.views import Portfolio

# No real colour stands in a chart. Each of these is replaced: by a CSS variable in the drawn SVG (draw.py), by that
# variable's value in the browser (charts.js), so that light, dark and print need no second chart.
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
    """A figure: what it is called, one sentence that says what it shows, its data as a table, the options as JSON.

    `id` is unique in the site. Title, sentence and cells are plain text; `option` may stand in a script element.
    """

    id: str
    title: str
    sentence: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    option: str
    height: int = 320


def all_charts(portfolio: Portfolio, page: str, year: int | None) -> tuple[Chart, ...]:
    """The charts of a kind of page, in order; those with nothing to show are left out."""
    shelf = sorted((m for m in discover(__name__) if page == m.PAGE), key=lambda module: int(module.ORDER))
    made: list[Chart | None] = [module.chart(portfolio, year) for module in shelf]
    return tuple(chart for chart in made if chart)
