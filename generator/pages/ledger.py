"""整改台账: every problem of every project with what became of it, all together and unit by unit."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlencode

from generator.model.book import Unit
from generator.pages import NavEntry, OptionalPages, Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio
from generator.views.download import Download
from generator.views.ledger import OVERDUE, STATES
from generator.views.ledger.totals import LedgerRow, LedgerTotals, open_first
from generator.views.portfolio import MAX_LEDGER_ROWS
from generator.views.problems import recurrences, window

TITLE = "整改与问题"
NAV = (NavEntry(5, TITLE, "ledger/index.md"),)
KINDS = (
    PageKind(re.compile(r"ledger/index\.html"), listing=True),
    PageKind(re.compile(r"ledger/(?!index\.)[^/]+\.html"), searched=False),
)
SCRIPTS = ("assets/js/csv.js", "assets/js/ledger.js")
FACETS = (
    ("unit", "项目单位"), ("year", "年度"), ("progress", "进展"), ("state", "状态"), ("kind", "类型"),
    ("claimed", "单位自报"), ("verified", "核实"), ("age", "账龄"), ("category", "问题类别"),
)  # fmt: skip
MIN_PROJECTS = 2
MAX_UNITS, MAX_RECURRING, MAX_YEARS = 10, 20, 5  # of a table; the downloads have all
ABOUT = "评价发现的问题和整改情况，逐项列出。"


class LedgerGroup(NamedTuple):
    """The items of a unit or a year: its name, the addresses of its page and of its overdue items, its figures."""

    name: str
    address: str
    overdue: str
    totals: LedgerTotals


def pages(portfolio: Portfolio, downloads: Sequence[Download], optional: OptionalPages) -> Iterator[Page]:
    """The page of all items."""
    totals = portfolio.ledger
    units = [(unit, own) for unit, own, _ in portfolio.units if own.ledger.count]
    most_open = sorted(units, key=lambda pair: (-pair[1].ledger.overdue, -pair[1].ledger.open))[:MAX_UNITS]
    years = ((year, own.ledger) for year, own in portfolio.by_year)
    yield Page(
        "ledger/index.md",
        TITLE,
        "ledger",
        shows(
            title=TITLE,
            totals=totals,
            unit=None,
            units=tuple(
                LedgerGroup(unit.name, own.ledger_page(unit), own.ledger_page(unit, progress=OVERDUE), own.ledger)
                for unit, own in most_open
            ),
            all_units=len(units),
            years=tuple(
                LedgerGroup(
                    f"{year}年度",
                    f"{year}/index.html",
                    f"ledger/index.html?{urlencode({'year': year, 'progress': OVERDUE})}#items",
                    own,
                )
                for year, own in years
                if own.count
            ),
            downloads=tuple(d for d in downloads if d.path.startswith(("data/rectification.", "data/problems."))),
            feed=totals.dated,
            **_listed(open_first(portfolio.ledger_rows)[:MAX_LEDGER_ROWS]),
            **(_classified(portfolio) if optional.categories else {"groups": ()}),
        ),
        description=ABOUT,
        scripts=SCRIPTS,
        wide=True,
        tags=column(TITLE, ABOUT, "整改", "台账"),
        changed=portfolio.updated,
    )


def unit_pages(portfolio: Portfolio, unit: Unit) -> Iterator[Page]:
    """The page of a unit with items of several projects; those of one stand on the project's own page."""
    own = portfolio.of_unit(unit).carried_out
    if len(own.ledger_projects) < MIN_PROJECTS:
        return
    about = f"{unit.name}的整改台账：{ABOUT}"
    yield Page(
        f"ledger/{unit.slug}.md",
        f"{unit.name}的整改台账",
        "ledger",
        shows(
            title=f"{unit.name}的整改台账", unit=unit, totals=own.ledger, units=(), years=(),
            downloads=(), groups=(), **_listed(open_first(own.ledger_rows)),
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


def _classified(portfolio: Portfolio) -> dict[str, object]:
    """Return problems by category, and the units where a category comes again."""
    last = window(portfolio.years)
    several = recurrences(portfolio.summaries, last)
    return {
        "groups": portfolio.categories,
        "category_years": portfolio.years[:MAX_YEARS],
        "window": last,
        "several": len(several),
        "again": tuple(unit for unit in several if unit.again),
        "most": MAX_RECURRING,
    }
