"""结果应用: how results were used in the next year's budget, all together and unit by unit, where anything is known."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.book import Unit
from generator.model.result_use import ACCORDANCE
from generator.pages import Page, PageKind, shows
from generator.pages._groups import grouped_by
from generator.pages._tags import column
from generator.pages.ledger import SCRIPTS
from generator.views import Portfolio, newest_day
from generator.views.download import Download
from generator.views.result_lines import ResultUseTotals, result_uses

KINDS = (
    PageKind(re.compile(r"results/index\.html"), listing=True),
    PageKind(re.compile(r"results/(?!index\.)[^/]+\.html"), searched=False),
)
MAX_LISTED = 100  # projects: of more the first page lists the exceptions alone; all stand on the pages of the units
MAX_EXCEPTIONS = 500
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


def pages(portfolio: Portfolio, downloads: Sequence[Download]) -> Iterator[Page]:
    """The whole; none where no project has a rule or declares anything."""
    totals = portfolio.result_uses
    if not totals.count:
        return
    by_unit = grouped_by(totals.lines, lambda line: line.summary.unit.slug)
    of_units = {slug: ResultUseTotals(lines) for slug, lines in by_unit.items()}
    units = [unit for unit in portfolio.book.units if unit.slug in of_units]
    tables = tuple(d for d in downloads if d.path.startswith("data/result-use."))
    groups = tuple(ResultUseGroup(unit.name, f"{unit.slug}.html", of_units[unit.slug]) for unit in units)
    years = tuple(
        ResultUseGroup(f"{year}年度", f"../{year}/index.html", ResultUseTotals(some))
        for year, some in grouped_by(totals.lines, lambda line: line.summary.year).items()
    )
    lists = {"units": groups, "years": years, "downloads": tables, "feed": any(one.decided for one in totals.lines)}
    yield _page("index", "结果应用", None, totals, **lists)


def unit_pages(portfolio: Portfolio, unit: Unit) -> Iterator[Page]:
    """The page of a unit; none where none of its projects has a rule or declares anything."""
    totals = result_uses(portfolio.projects_of(unit).carried_out.summaries, portfolio.book)
    if totals.count:
        none: dict[str, object] = dict.fromkeys(("units", "years", "downloads", "feed"), ())
        yield _page(unit.slug, f"{unit.name}的结果应用", unit, totals, **none)


def _page(slug: str, title: str, unit: Unit | None, totals: ResultUseTotals, **more: object) -> Page:
    about = f"{unit.name}：{ABOUT}" if unit else ABOUT
    listed = unit is not None or totals.count <= MAX_LISTED
    exceptions = totals.exceptions if len(totals.exceptions) <= MAX_EXCEPTIONS else ()
    return Page(
        f"results/{slug}.md",
        title,
        "results",
        shows(
            title=title,
            unit=unit,
            totals=totals,
            listed=listed,
            main=totals.lines if listed else exceptions,
            facets=FACETS,
            rules=totals.rules,
            accordance=ACCORDANCE,
            **more,
        ),
        about,
        SCRIPTS,
        wide=True,
        tags=column(title, about, "结果应用", "预算挂钩"),
        changed=newest_day(line.summary for line in totals.lines),
    )
