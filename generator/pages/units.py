"""单位: the list of units, and for each unit its projects over the years."""

import re
from collections.abc import Iterator, Sequence

from generator.model.book import Unit
from generator.pages import NavEntry, Page, PageKind, shows, usual_problems
from generator.pages._metadata import column
from generator.views import Portfolio, newest_day
from generator.views.download import Download
from generator.views.ledger import OVERDUE

NAV = (NavEntry(4, "单位", "units/index.md"),)
KINDS = (
    PageKind(re.compile(r"units/index\.html"), "单位", order=2, listing=True),
    PageKind(re.compile(r"units/(?!index\.)[^/]+\.html"), "单位", order=2),
)


def pages(portfolio: Portfolio) -> Iterator[Page]:
    """The list of units."""
    units = portfolio.units
    agencies = [(unit, own.count, own.totals.years_span) for unit, _, own in units if own.count]
    about = "按单位查看绩效评价结果。"
    yield Page(
        "units/index.md",
        "单位",
        "units",
        shows(
            units=portfolio.by_budget,
            feeds={unit.slug for unit, own, _ in units if own.has_news},
            agencies=tuple(sorted(agencies, key=lambda agency: -agency[1])),
            others=tuple(
                projects.unit for projects in units if not (projects.carried_out.count or projects.evaluated.count)
            ),
            years_span=portfolio.totals.years_span,
        ),
        description=about,
        wide=True,
        tags=column("单位", about, "单位"),
        changed=portfolio.updated,
    )


def unit_pages(portfolio: Portfolio, unit: Unit, downloads: Sequence[Download]) -> Iterator[Page]:
    """The page of a unit."""
    _, carried_out, evaluated = portfolio.of_unit(unit)
    by_year = tuple((year, own.totals) for year, own in carried_out.by_year)
    about = f"{unit.name}的绩效评价结果。"
    series = tuple(carried_out.series.values())
    feed = f"{unit.slug}.xml" if carried_out.has_news else ""
    budgets = [totals.budget for _, totals in by_year if totals.budget]
    parts = (
        *((("years", "历年情况"), ("projects", "本单位的项目")) if carried_out.count else ()),
        *((("series", "历年对照"),) if series else ()),
        *((("evaluated", "承担评价的项目"),) if evaluated.count else ()),
        *((("downloads", "下载"),) if any(file.title for file in downloads) else ()),
    )
    yield Page(
        f"units/{unit.slug}.md",
        unit.name,
        "unit",
        shows(
            unit=unit,
            carried_out=carried_out.totals,
            ledger_totals=carried_out.ledger,
            ledger_page=carried_out.ledger_page(unit),
            overdue_page=carried_out.ledger_page(unit, progress=OVERDUE),
            categories=usual_problems(carried_out),
            pairs=carried_out.pairs,
            uses=carried_out.result_use,
            evaluated=evaluated.totals,
            by_year=by_year,
            largest=max(budgets, default=None),
            series=series,
            page_parts=parts,
            downloads=tuple(file for file in downloads if file.title),
            feed=feed,
        ),
        description=about,
        wide=True,
        tags=column(unit.name, about, unit.name),
        changed=newest_day((*carried_out.summaries, *evaluated.summaries)),
        feed=feed,
    )
