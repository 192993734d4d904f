"""结果应用: how results were used in the next year's budget, all together and unit by unit, where anything is known."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.model.book import Book, Unit
from generator.model.result_use import ACCORDANCE
from generator.pages import Page, PageKind, shows
from generator.pages._tags import column
from generator.pages.ledger import SCRIPTS
from generator.views import Portfolio
from generator.views.download import Download
from generator.views.result_lines import ResultUseLine, result_lines
from generator.views.result_use_totals import MAX_LISTED, ResultUseFigures, ResultUseTotals
from generator.views.site_figures import SiteFigures

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


def pages(book: Book, uses: ResultUseFigures, uses_listed: Portfolio, downloads: Sequence[Download]) -> Iterator[Page]:
    """The whole; none where no project has a rule or declares anything."""
    totals = uses.all
    if not totals.count:
        return
    units = (unit for unit in book.units if unit.slug in uses.units)
    yield _page(
        book,
        "index",
        None,
        totals,
        listed=totals.count <= MAX_LISTED,
        main=_lines(uses_listed, uses.main),
        lowest=_lines(uses_listed, uses.lowest),
        units=tuple(ResultUseGroup(unit.name, f"{unit.slug}.html", uses.units[unit.slug]) for unit in units),
        years=tuple(
            ResultUseGroup(f"{year}年度", f"../{year}/index.html", uses.years[year])
            for year in sorted(uses.years, reverse=True)
        ),
        downloads=tuple(d for d in downloads if d.path.startswith("data/result-use.")),
        feed=uses.decided,
    )


def _lines(listed: Portfolio, wanted: Iterable[tuple[str, str]]) -> tuple[ResultUseLine, ...]:
    """The lines of some projects that are among those listed, each of which has its year after or has none."""
    later = dict(wanted)
    found = (line for line in listed.result_lines if line.summary.id in later)
    return tuple(line if later[line.summary.id] else replace(line, later=None) for line in found)


def unit_pages(portfolio: Portfolio, unit: Unit, figures: SiteFigures) -> Iterator[Page]:
    """The page of a unit; none where none of its projects has a rule or declares anything."""
    uses = figures.uses
    if uses.projects:
        lines = tuple(result_lines(portfolio.projects_of(unit).carried_out.summaries, portfolio.book))
        yield _page(
            portfolio.book,
            unit.slug,
            unit,
            uses.all,
            listed=True,
            main=lines,
            lowest=tuple(line for line in lines if line.lowest and line.more),
            **dict.fromkeys(("units", "years", "downloads", "feed"), ()),
        )


def _page(book: Book, slug: str, unit: Unit | None, totals: ResultUseTotals, **more: object) -> Page:
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
            rules=tuple(book.result_rules[slug] for slug in totals.rules),
            accordance=ACCORDANCE,
            **more,
        ),
        about,
        SCRIPTS,
        wide=True,
        tags=column(title, about, "结果应用", "预算挂钩"),
        changed=max(totals.changed, default=""),
    )
