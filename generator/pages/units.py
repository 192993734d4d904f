"""单位: the list of units, and for each unit its projects over the years."""

import re
from collections.abc import Iterator, Sequence

from generator.model.book import Book, Unit
from generator.pages import NavEntry, Page, PageKind, shows
from generator.pages._tags import column
from generator.views import Portfolio, newest_day, span
from generator.views.download import Download
from generator.views.overall import OverallFigures, units_in_order
from generator.views.series import by_series
from generator.views.site_figures import SiteFigures

NAV = (NavEntry(3, "单位", "units/index.md"),)
KINDS = (
    PageKind(re.compile(r"units/index\.html"), "单位", order=2, listing=True),
    PageKind(re.compile(r"units/(?!index\.)[^/]+\.html"), "单位", order=2),
)


def pages(book: Book, newest: str, overall: OverallFigures) -> Iterator[Page]:
    """The list."""
    agencies = ((unit, overall.evaluated[unit.slug]) for unit in book.units if unit.slug in overall.evaluated)
    counted = ((unit, sum(years.values()), span(years)) for unit, years in agencies)
    listed = {*overall.units, *overall.evaluated}
    about = "按单位查看绩效评价结果。"
    yield Page(
        "units/index.md",
        "单位",
        "units",
        shows(
            units=units_in_order(book.units, overall),
            agencies=tuple(sorted(counted, key=lambda one: -one[1])),
            others=tuple(unit for unit in book.units if unit.slug not in listed),
            years_span=span(overall.years),
        ),
        about,
        wide=True,
        tags=column("单位", about, "单位"),
        changed=newest,
    )


def unit_pages(portfolio: Portfolio, unit: Unit, figures: SiteFigures, downloads: Sequence[Download]) -> Iterator[Page]:
    """The page of a unit."""
    projects = portfolio.projects_of(unit)
    about = f"{unit.name}的绩效评价结果。"
    series = tuple(by_series(projects.carried_out.summaries).values())
    budgets = [totals.budget for _, totals in projects.by_year if totals.budget]
    parts = (
        *((("years", "历年情况"), ("projects", "本单位的项目")) if projects.carried_out.count else ()),
        *((("series", "历年对照"),) if series else ()),
        *((("evaluated", "承担评价的项目"),) if projects.evaluated.count else ()),
        *((("downloads", "下载"),) if downloads else ()),
    )
    yield Page(
        f"units/{unit.slug}.md",
        unit.name,
        "unit",
        shows(
            unit=unit,
            carried_out=projects.carried_out,
            ledger=figures.ledger.all,
            categories=figures.problems.groups,
            pairs=figures.pairs,
            uses=figures.uses.all,
            evaluated=projects.evaluated,
            by_year=projects.by_year,
            largest=max(budgets, default=None),
            years_span=projects.carried_out.years_span,
            series=series,
            page_parts=parts,
            downloads=downloads,
        ),
        about,
        wide=True,
        tags=column(unit.name, about, unit.name),
        changed=newest_day((*projects.carried_out.summaries, *projects.evaluated.summaries)),
    )
