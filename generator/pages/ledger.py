"""整改台账: every problem of every project with what became of it, all together and unit by unit."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.model.book import Book, Unit
from generator.pages import NavEntry, Page, PageKind, shows
from generator.pages._tags import column
from generator.views import Portfolio, newest_day
from generator.views.download import Download
from generator.views.ledger import STATES
from generator.views.ledger_totals import (
    MAX_LISTED,
    LedgerFigures,
    LedgerRow,
    LedgerTotals,
    ledger_rows,
)
from generator.views.site_figures import SiteFigures

NAV = (NavEntry(4, "整改台账", "ledger/index.md"),)
KINDS = (
    PageKind(re.compile(r"ledger/index\.html"), listing=True),
    PageKind(re.compile(r"ledger/(?!index\.)[^/]+\.html"), searched=False),
)
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


def pages(
    book: Book, newest: str, ledger: LedgerFigures, ledger_listed: Portfolio, downloads: Sequence[Download]
) -> Iterator[Page]:
    """The whole."""
    totals = ledger.all
    units = (unit for unit in book.units if unit.slug in ledger.units)
    yield Page(
        "ledger/index.md",
        "整改台账",
        "ledger",
        shows(
            title="整改台账",
            totals=totals,
            unit=None,
            listed=totals.count <= MAX_LISTED,
            units=tuple(LedgerGroup(unit.name, f"{unit.slug}.html", ledger.units[unit.slug]) for unit in units),
            years=tuple(
                LedgerGroup(f"{year}年度", f"../{year}/index.html", ledger.years[year])
                for year in sorted(ledger.years, reverse=True)
            ),
            categories=_categories(ledger.categories),
            downloads=tuple(d for d in downloads if d.path.startswith("data/rectification.")),
            feed=ledger.followed,
            **_listed(tuple(ledger_rows(ledger_listed.newest_first, book.site.cutoff))),
        ),
        ABOUT,
        SCRIPTS,
        wide=True,
        tags=column("整改台账", ABOUT, "整改", "台账"),
        changed=newest,
    )


def unit_pages(portfolio: Portfolio, unit: Unit, figures: SiteFigures) -> Iterator[Page]:
    """The page of a unit that has any items."""
    summaries, ledger = portfolio.projects_of(unit).carried_out.summaries, figures.ledger
    if not ledger.projects:
        return
    about = f"{unit.name}的整改台账：{ABOUT}"
    yield Page(
        f"ledger/{unit.slug}.md",
        f"{unit.name}的整改台账",
        "ledger",
        shows(
            title=f"{unit.name}的整改台账", unit=unit, totals=ledger.all, listed=True, units=(),
            years=(), downloads=(), categories=_categories(ledger.categories),
            **_listed(tuple(ledger_rows(summaries, portfolio.book.site.cutoff))),
        ),
        about,
        SCRIPTS,
        wide=True,
        tags=column(f"{unit.name}的整改台账", about, "整改", "台账"),
        changed=newest_day(summaries),
    )  # fmt: skip


def _listed(rows: Sequence[LedgerRow]) -> dict[str, object]:
    """The list of items: what it may be narrowed by, which columns have anything in them, the order of the states."""
    return {
        "rows": rows,
        "facets": FACETS,
        "with_due": any(row.dated.item.present_due for row in rows),
        "with_amounts": any(row.dated.item.amount is not None for row in rows),
        "state_order": {word: place for place, word in enumerate(STATES)},
    }


def _categories(found: Mapping[str, LedgerTotals]) -> tuple[LedgerGroup, ...]:
    """The items by 问题类别, the largest category first; nothing where no item is sorted."""
    in_order = sorted(found.items(), key=lambda one: (-one[1].count, one[0]))
    return tuple(LedgerGroup(word, "", totals) for word, totals in in_order if word)
