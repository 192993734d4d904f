"""查询: all projects as a complete table, over which the script of the page finds and filters."""

import re
from collections.abc import Iterator

from generator.pages import NavEntry, Page, PageKind, shows
from generator.pages._tags import column
from generator.views import Portfolio, newest_day

NAV = (NavEntry(6, "查询", "query.md"),)
KINDS = (PageKind(re.compile(r"query\.html"), searched=False),)
MAX_LISTED = 2000  # above so many projects the page leads to the tables of the years instead of holding all of them
PARTS = (
    *("finding", "amounts", "files", "pieces", "search", "records", "matching", "equivalents", "answer", "tally"),
    *("csv", "download", "cards", "pagelist", "listing", "facets", "suggest", "query"),
)
SCRIPTS = ("search/records.js", "search/index.js", *(f"assets/js/{name}.js" for name in PARTS))


def pages(portfolio: Portfolio) -> Iterator[Page]:
    """The one query page."""
    summaries = portfolio.newest_first
    about = "按项目、单位、结论查找绩效评价结果。"
    yield Page(
        "query.md",
        "查询",
        "query",
        shows(summaries=summaries if len(summaries) <= MAX_LISTED else (), years=portfolio.years),
        about,
        SCRIPTS,
        wide=True,
        tags=column("查询", about, "查询"),
        changed=newest_day(summaries),
    )
