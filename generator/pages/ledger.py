"""整改台账: every problem of every project with what became of it, all together and unit by unit."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.core.grouping import grouped_by
from generator.model.book import Book, Unit
from generator.pages import NavEntry, Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio
from generator.views.download import Download
from generator.views.ledger import STATES
from generator.views.ledger.totals import LedgerRow, LedgerTotals, ledger_totals
from generator.views.portfolio import MAX_LEDGER_ROWS

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


def pages(book: Book, portfolio: Portfolio, downloads: Sequence[Download]) -> Iterator[Page]:
    """The page of all items."""
    totals = portfolio.ledger
    units = ((unit, own.ledger) for unit, own, _ in portfolio.units)
    years = ((year, own.ledger) for year, own in portfolio.by_year)
    listed = totals.count <= MAX_LEDGER_ROWS
    yield Page(
        "ledger/index.md",
        "整改台账",
        "ledger",
        shows(
            title="整改台账",
            totals=totals,
            unit=None,
            listed=listed,
            units=tuple(LedgerGroup(unit.name, f"{unit.slug}.html", own) for unit, own in units if own.count),
            years=tuple(LedgerGroup(f"{year}年度", f"../{year}/index.html", own) for year, own in years if own.count),
            categories=_categories(portfolio),
            downloads=tuple(d for d in downloads if d.path.startswith("data/rectification.")),
            feed=totals.dated,
            **_listed(portfolio.ledger_rows if listed else ()),
        ),
        description=ABOUT,
        scripts=SCRIPTS,
        wide=True,
        tags=column("整改台账", ABOUT, "整改", "台账"),
        changed=portfolio.updated,
    )


def unit_pages(portfolio: Portfolio, unit: Unit) -> Iterator[Page]:
    """The page of a unit that has any items."""
    own = portfolio.of_unit(unit).carried_out
    if not own.ledger.count:
        return
    about = f"{unit.name}的整改台账：{ABOUT}"
    yield Page(
        f"ledger/{unit.slug}.md",
        f"{unit.name}的整改台账",
        "ledger",
        shows(
            title=f"{unit.name}的整改台账", unit=unit, totals=own.ledger, listed=True, units=(),
            years=(), downloads=(), categories=_categories(own), **_listed(own.ledger_rows),
        ),
        description=about,
        scripts=SCRIPTS,
        wide=True,
        tags=column(f"{unit.name}的整改台账", about, "整改", "台账"),
        changed=own.updated,
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


def _categories(portfolio: Portfolio) -> tuple[LedgerGroup, ...]:
    """Items by 问题类别, the largest category first; items without a category are left out."""
    groups = grouped_by(portfolio.ledger_rows, lambda row: row.dated.item.category.category)
    cutoff = portfolio.book.site.cutoff
    categories = (LedgerGroup(word, "", ledger_totals(rows, cutoff)) for word, rows in groups.items() if word)
    return tuple(sorted(categories, key=lambda one: (-one.totals.count, one.name)))
