"""Charts as pyecharts options: one module a chart, discovered in this folder. Charts compute no numbers.

A module defines a `ChartModule`. Shared style is in `_style.py`, distributions are drawn by `_spread.py`, and `_svg.py`
renders the options.
"""

from dataclasses import replace
from functools import cache
from typing import Literal, Protocol

from generator.charts._style import ACCENT, FAINT, INK, MUTED, PAPER, STEPS, VARIABLES, Chart, Drawing
from generator.charts._svg import ChartError, render_svgs, shutdown
from generator.charts._trend import draw_trend
from generator.core.registry import discover, implementation
from generator.views import Portfolio

__all__ = [
    "ACCENT",
    "FAINT",
    "INK",
    "MUTED",
    "PAPER",
    "STEPS",
    "VARIABLES",
    "Chart",
    "ChartError",
    "ChartModule",
    "Drawing",
    "charts",
    "charts_of_home",
    "charts_of_site",
    "charts_of_year",
    "draw_trend",
    "render_svgs",
    "shutdown",
]


class ChartModule(Protocol):
    """One chart: the kind of page it belongs to, and its position there.

    The home page and 分析 give it all projects, the page of a year those of that year, highest score first.
    """

    PAGE: Literal["home", "analysis", "year"]
    ORDER: int

    def chart(self, portfolio: Portfolio, year: int) -> Chart | None:
        """Return the chart, or None if there is nothing to show."""
        ...


@cache
def charts() -> tuple[ChartModule, ...]:
    """Return the chart modules in order; raises `ContractError` for one that breaks the contract."""
    modules = (implementation(module, ChartModule) for module in discover(__name__))
    return tuple(sorted(modules, key=lambda module: module.ORDER))


def charts_of_year(portfolio: Portfolio, year: int) -> tuple[Chart, ...]:
    """Return the charts of the page of a year, in order; those with nothing to show are left out."""
    return _charts_of("year", portfolio.of_year(year), year)


def charts_of_home(portfolio: Portfolio) -> tuple[Chart, ...]:
    """Return the charts of the home page, in order; those with nothing to show are left out."""
    return _charts_of("home", portfolio, 0)


def charts_of_site(portfolio: Portfolio) -> tuple[Chart, ...]:
    """Return the charts of the home page and of 分析, in order; those with nothing to show are left out."""
    return *charts_of_home(portfolio), *_charts_of("analysis", portfolio, 0)


def _charts_of(page: str, portfolio: Portfolio, year: int) -> tuple[Chart, ...]:
    drawn = (module.chart(portfolio, year) for module in charts() if page == module.PAGE)
    return tuple(replace(chart, page=page) for chart in drawn if chart)
