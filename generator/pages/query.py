"""查询: all projects as a complete table, over which the script of the page finds and filters."""

import re
from collections.abc import Iterator

from generator.pages import NavEntry, Page, PageKind, shows
from generator.pages._tags import column
from generator.views import Portfolio

NAV = (NavEntry(6, "查询", "query.md"),)
KINDS = (PageKind(re.compile(r"query\.html"), searched=False),)
PARTS = (
    *("finding", "amounts", "files", "pieces", "search", "records", "matching", "equivalents", "answer", "tally"),
    *("csv", "download", "cards", "pagelist", "listing", "facets", "suggest", "query"),
)
SCRIPTS = ("search/records.js", "search/index.js", *(f"assets/js/{name}.js" for name in PARTS))


def pages(portfolio: Portfolio) -> Iterator[Page]:
    """The one query page."""
    about = "按项目、单位、结论查找绩效评价结果。"
    yield Page(
        "query.md",
        "查询",
        "query",
        shows(summaries=portfolio.if_few, years=portfolio.years),
        about,
        SCRIPTS,
        wide=True,
        tags=column("查询", about, "查询"),
        changed=portfolio.updated,
    )
