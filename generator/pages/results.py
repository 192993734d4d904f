"""结果应用: how results were used in the next year's budget, all together and unit by unit, where anything is known."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.book import Unit
from generator.model.result_use import ACCORDANCE
from generator.pages import OptionalPages, Page, PageKind, shows
from generator.pages._metadata import column
from generator.pages.ledger import SCRIPTS
from generator.views import Portfolio
from generator.views.download import Download
from generator.views.portfolio import MAX_EXCEPTIONS, MAX_RESULT_USES
from generator.views.results.lines import ResultUseLine
from generator.views.results.totals import ResultUseTotals

KINDS = (
    PageKind(re.compile(r"results/index\.html"), listing=True),
    PageKind(re.compile(r"results/(?!index\.)[^/]+\.html"), searched=False),
)
FACETS = (
    ("unit", "项目单位"), ("year", "年度"), ("grade", "评价结论"), ("due", "应采取"), ("decision", "决定"),
    ("verdict", "与办法"),
)  # fmt: skip
ABOUT = "评价结果在下一年预算里怎样用：办法怎样规定，实际怎样安排，例外的理由。"


class ResultUseGroup(NamedTuple):
    """The projects of a unit or a year: its name, the address of its page, its figures."""

    name: str
    address: str
    totals: ResultUseTotals


def pages(portfolio: Portfolio, downloads: Sequence[Download], optional: OptionalPages) -> Iterator[Page]:
    """Make the page of all projects."""
    if not optional.results:
        return
    totals = portfolio.result_use
    units = ((unit, own.result_use) for unit, own, _ in portfolio.units)
    years = ((year, own.result_use) for year, own in portfolio.by_year)
    yield _page(
        "index",
        None,
        totals,
        listed=totals.count <= MAX_RESULT_USES,
        main=_main(totals),
        units=tuple(ResultUseGroup(unit.name, f"{unit.slug}.html", own) for unit, own in units if own.count),
        years=tuple(ResultUseGroup(f"{year}年度", f"../{year}/index.html", own) for year, own in years if own.count),
        downloads=tuple(d for d in downloads if d.path.startswith("data/result-use.")),
        feed=totals.decided,
    )


def _main(totals: ResultUseTotals) -> tuple[ResultUseLine, ...]:
    """Return all lines if they are few, else the exceptions, else nothing."""
    if totals.count <= MAX_RESULT_USES:
        return totals.lines
    return totals.exceptions if len(totals.exceptions) <= MAX_EXCEPTIONS else ()


def unit_pages(portfolio: Portfolio, unit: Unit) -> Iterator[Page]:
    """The page of a unit; none where none of its projects has a rule or declares anything."""
    totals = portfolio.of_unit(unit).carried_out.result_use
    if totals.count:
        nothing: dict[str, object] = dict.fromkeys(("units", "years", "downloads", "feed"), ())
        yield _page(unit.slug, unit, totals, listed=True, main=totals.lines, **nothing)


def _page(slug: str, unit: Unit | None, totals: ResultUseTotals, **more: object) -> Page:
    title = f"{unit.name}的结果应用" if unit else "结果应用"
    about = f"{unit.name}：{ABOUT}" if unit else ABOUT
    return Page(
        f"results/{slug}.md",
        title,
        "results",
        shows(
            title=title,
            unit=unit,
            totals=totals,
            facets=FACETS,
            lowest=totals.lowest,
            rules=totals.rules,
            accordance=ACCORDANCE,
            **more,
        ),
        description=about,
        scripts=SCRIPTS,
        wide=True,
        tags=column(title, about, "结果应用", "预算挂钩"),
        changed=totals.changed,
    )
