"""整改台账: every problem of every project with what became of it, all together and unit by unit."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.book import Unit
from generator.pages import NavEntry, Page, PageKind, shows
from generator.pages._groups import grouped_by
from generator.pages._tags import column
from generator.views import Portfolio, newest_day
from generator.views.download import Download
from generator.views.ledger import STATES
from generator.views.ledger_totals import LedgerTotals, ledger_of

NAV = (NavEntry(4, "整改台账", "ledger/index.md"),)
KINDS = (
    PageKind(re.compile(r"ledger/index\.html"), listing=True),
    PageKind(re.compile(r"ledger/(?!index\.)[^/]+\.html"), searched=False),
)
MAX_LISTED = 500  # items: above so many the whole is told in figures, and the items stand on the pages of the units
SCRIPTS = ("assets/js/csv.js", "assets/js/ledger.js")
FACETS = (
    ("unit", "项目单位"), ("year", "年度"), ("kind", "类型"), ("state", "状态"), ("claimed", "单位自报"),
    ("verified", "核实"), ("age", "账龄"), ("category", "问题类别"),
)  # fmt: skip
ABOUT = "评价发现的问题和整改情况，逐项列出。"


class LedgerGroup(NamedTuple):
    """The items of a unit, a year, a category: its name, the address of its page if it has one, its figures."""

    name: str
    address: str
    totals: LedgerTotals


def pages(portfolio: Portfolio, downloads: Sequence[Download]) -> Iterator[Page]:
    """The whole."""
    cutoff = portfolio.book.site.cutoff
    totals = ledger_of(portfolio.newest_first, cutoff)
    of_units = grouped_by(totals.rows, lambda row: row.summary.unit.slug)
    of_years = grouped_by(totals.rows, lambda row: row.summary.year)
    units = [unit for unit in portfolio.book.units if unit.slug in of_units]
    groups = tuple(
        LedgerGroup(unit.name, f"{unit.slug}.html", LedgerTotals(of_units[unit.slug], cutoff)) for unit in units
    )
    years = tuple(
        LedgerGroup(f"{year}年度", f"../{year}/index.html", LedgerTotals(rows, cutoff))
        for year, rows in of_years.items()
    )
    yield Page(
        "ledger/index.md",
        "整改台账",
        "ledger",
        shows(
            title="整改台账",
            totals=totals,
            unit=None,
            listed=totals.count <= MAX_LISTED,
            units=groups,
            years=years,
            categories=tuple(_categories(totals)),
            downloads=tuple(d for d in downloads if d.path.startswith("data/rectification.")),
            feed=any(row.dated.item.since for row in totals.rows),
            **_columns(totals),
        ),
        ABOUT,
        SCRIPTS,
        wide=True,
        tags=column("整改台账", ABOUT, "整改", "台账"),
        changed=newest_day(portfolio.summaries),
    )


def unit_pages(portfolio: Portfolio, unit: Unit) -> Iterator[Page]:
    """The page of a unit that has any items."""
    summaries = portfolio.projects_of(unit).carried_out.summaries
    totals = ledger_of(summaries, portfolio.book.site.cutoff)
    if not totals.count:
        return
    about = f"{unit.name}的整改台账：{ABOUT}"
    yield Page(
        f"ledger/{unit.slug}.md",
        f"{unit.name}的整改台账",
        "ledger",
        shows(
            title=f"{unit.name}的整改台账", unit=unit, totals=totals, listed=True, units=(), years=(), downloads=(),
            categories=tuple(_categories(totals)), **_columns(totals),
        ),
        about,
        SCRIPTS,
        wide=True,
        tags=column(f"{unit.name}的整改台账", about, "整改", "台账"),
        changed=newest_day(summaries),
    )  # fmt: skip


def _columns(totals: LedgerTotals) -> dict[str, object]:
    """What the list of items may be narrowed by, which columns have anything in them, and the order of the states."""
    return {
        "facets": FACETS,
        "with_due": any(row.dated.item.present_due for row in totals.rows),
        "with_amounts": any(row.dated.item.amount is not None for row in totals.rows),
        "state_order": {word: place for place, word in enumerate(STATES)},
    }


def _categories(totals: LedgerTotals) -> Iterator[LedgerGroup]:
    """The items by 问题类别, the largest category first; nothing where no item is sorted."""
    found = grouped_by(totals.rows, lambda row: row.dated.item.category.category)
    for word, rows in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        if word:
            yield LedgerGroup(word, "", LedgerTotals(rows, totals.cutoff))
