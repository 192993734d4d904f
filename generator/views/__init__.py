"""Views: projects, years and units as published, computed once for pages, charts and downloads."""

from generator.core.number import ABSENT, figure
from generator.views.detail import ProjectDetail
from generator.views.portfolio import Portfolio, UnitProjects
from generator.views.summary import IndicatorResult, ProjectSummary, newest_day
from generator.views.totals import Totals, span

__all__ = [
    "ABSENT",
    "IndicatorResult",
    "Portfolio",
    "ProjectDetail",
    "ProjectSummary",
    "Totals",
    "UnitProjects",
    "figure",
    "newest_day",
    "span",
]
