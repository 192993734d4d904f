"""Charts as pyecharts options: one chart a file, found by this folder. A chart receives numbers, it makes none.

What a module defines is `ChartModule` below. What all charts share stands in `_style.py`.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

from generator.core.registry import discover, implementation
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


class ChartModule(Protocol):
    """One chart: the kind of page it belongs to, and its position there.

    The home page gives it all projects, the page of a year those of that year, highest score first.
    """

    PAGE: Literal["home", "year"]
    ORDER: int

    def chart(self, portfolio: Portfolio, year: int) -> Chart | None:
        """Make the chart, None where there is nothing to show."""
        ...


@cache
def charts() -> tuple[ChartModule, ...]:
    """The chart modules, in order; raises `ContractError` where one does not keep the contract."""
    found = (implementation(module, ChartModule) for module in discover(__name__))
    return tuple(sorted(found, key=lambda module: module.ORDER))


def charts_of_year(portfolio: Portfolio, year: int) -> tuple[Chart, ...]:
    """Charts of the page of a year, in order; those with nothing to show are left out."""
    return _charts_of("year", portfolio.of_year(year), year)


def charts_of_home(portfolio: Portfolio) -> tuple[Chart, ...]:
    """Charts of the home page, in order; those with nothing to show are left out."""
    return _charts_of("home", portfolio, 0)


def _charts_of(page: str, portfolio: Portfolio, year: int) -> tuple[Chart, ...]:
    drawn = (module.chart(portfolio, year) for module in charts() if page == module.PAGE)
    return tuple(chart for chart in drawn if chart)
