"""年度: key figures, summary table and charts of one year."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from generator.pages import CHART_SCRIPTS, NavEntry, Page, PageKind, RenderedChart, shows, usual_problems
from generator.pages._metadata import year_column, year_title
from generator.views import Portfolio
from generator.views.download import Download
from generator.views.ledger import OVERDUE

NAV = (NavEntry(3, "年度", "{year}/index.md", each="year"),)
KINDS = (PageKind(re.compile(r"(\d{4})/index\.html"), "年度", order=3),)


def year_pages(
    portfolio: Portfolio,
    year: int,
    years: Sequence[int],
    charts: Sequence[RenderedChart],
    downloads: Sequence[Download],
) -> Iterator[Page]:
    """Make the page."""
    totals = portfolio.totals
    overviews = tuple(overview for overview in portfolio.overviews if overview.year == year)
    by_unit = portfolio.by_mean
    listed = tuple(d for d in downloads if d.path.startswith(f"data/{year}"))
    parts = (
        ("table", "汇总表") if totals.count else (),
        ("units", "按单位") if len(by_unit) > 1 else (),
        ("charts", "图表") if charts else (),
        *((f"overview-{overview.overview.slug}", "一览") for overview in overviews),
        ("downloads", "下载") if totals.count else (),
    )
    about = f"{year}年度 {totals.count} 个项目的绩效评价结果：预算、支出、执行率、评价分值、评价结论和整改情况。"
    yield Page(
        f"{year}/index.md",
        year_title(year),
        "year",
        shows(
            year=year,
            totals=totals,
            by_unit=by_unit,
            ledger_totals=portfolio.ledger,
            ledger_page=f"ledger/index.html?year={year}#items",
            overdue_page=f"ledger/index.html?{urlencode({'year': year, 'progress': OVERDUE})}#items",
            categories=usual_problems(portfolio),
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
