"""年度, 同类对照: key figures, summary table and charts of one year, and its projects among their peers.

Peers have a page of their own: what it says of a project follows from the others. Pages of projects lead to 查询, which
lists similar projects whether or not their group is large enough.
"""

import re
from collections.abc import Iterator, Sequence

from generator.pages import CHART_SCRIPTS, NavEntry, Page, PageKind, RenderedChart, shows
from generator.pages._metadata import column, year_column, year_title
from generator.views import Portfolio, newest_day
from generator.views.download import Download
from generator.views.peers import MIN_PEERS, MIN_RANKED

NAV = (NavEntry(2, "年度", "{year}/index.md", each="year"),)
KINDS = (
    PageKind(re.compile(r"(\d{4})/index\.html"), "年度", order=3),
    PageKind(re.compile(r"peers/\d{4}\.html"), searched=False),  # it lists what the page of the year lists
)


def year_pages(
    portfolio: Portfolio,
    year: int,
    years: Sequence[int],
    charts: Sequence[RenderedChart],
    downloads: Sequence[Download],
) -> Iterator[Page]:
    """Make the page of the year, then the page of peers."""
    yield _year(portfolio, year, years, charts=charts, downloads=downloads)
    yield from _peers(portfolio, year, downloads)


def _year(
    portfolio: Portfolio,
    year: int,
    years: Sequence[int],
    charts: Sequence[RenderedChart],
    downloads: Sequence[Download],
) -> Page:
    """Make the page of the year."""
    totals = portfolio.totals
    overviews = tuple(one for one in portfolio.overviews if one.year == year)
    listed = tuple(d for d in downloads if d.path.startswith(f"data/{year}"))
    parts = (
        ("table", "汇总表") if totals.count else (),
        ("charts", "图表") if charts else (),
        *((f"overview-{one.overview.slug}", "一览") for one in overviews),
        ("downloads", "下载") if totals.count else (),
    )
    about = f"{year}年度 {totals.count} 个项目的绩效评价结果：预算、支出、执行率、评价分值、评价结论和整改情况。"
    return Page(
        f"{year}/index.md",
        year_title(year),
        "year",
        shows(
            year=year,
            totals=totals,
            ledger_totals=portfolio.ledger,
            categories=portfolio.categories,
            pairs=portfolio.pairs,
            years=years,
            overviews=overviews,
            peers=len(totals.peer_groups),
            charts=charts,
            downloads=listed,
            page_parts=tuple(filter(None, parts)),
        ),
        description=about if totals.count else f"{year}年度绩效评价结果一览。",
        wide=True,
        scripts=CHART_SCRIPTS if charts else (),
        tags=year_column(year),
        changed=portfolio.updated,
    )


def _peers(portfolio: Portfolio, year: int, downloads: Sequence[Download]) -> Iterator[Page]:
    """Make the page of peers, if there are any."""
    if groups := portfolio.totals.peer_groups:
        title = f"{year}年度同类对照"
        about = f"{year}年度口径相同的项目：评价分值的中位数和四分位，各项目在同类中的位置。"
        yield Page(
            f"peers/{year}.md",
            title,
            "peers",
            shows(
                year=year,
                groups=groups,
                least=MIN_PEERS,
                least_ranked=MIN_RANKED,
                downloads=tuple(d for d in downloads if d.path == f"data/{year}-peers.csv"),
            ),
            description=about,
            wide=True,
            tags=column(title, about, str(year), "同类"),
            changed=newest_day(summary for group in groups for _, summary in group.members),
        )
