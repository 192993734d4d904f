"""查询, 并排比较: pages whose content scripts make, from the records of projects; without scripts they lead on."""

import re
from collections.abc import Iterator

from generator.pages import NavEntry, OptionalPages, Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio

NAV = (NavEntry(2, "查询", "query.md"),)
KINDS = (
    PageKind(re.compile(r"query\.html"), searched=False),
    PageKind(re.compile(r"compare\.html"), searched=False),
)
PARTS = (
    *("finding", "amounts", "conditions", "files", "pieces", "search", "records", "matching", "equivalents", "answer"),
    *("tally", "csv", "download", "cards", "pagelist", "listing", "facets", "suggest", "query"),
)
SCRIPTS = ("search/records.js", "search/index.js", *(f"assets/js/{name}.js" for name in PARTS))
COMPARE_SCRIPTS = tuple(f"assets/js/{name}.js" for name in ("finding", "comparison", "compare"))


def pages(portfolio: Portfolio, optional: OptionalPages) -> Iterator[Page]:
    """Make both pages, the second if there is anything to compare."""
    yield _query(portfolio)
    if optional.comparison:
        yield _compare(portfolio)


def _query(portfolio: Portfolio) -> Page:
    """Make the query page; a table of all projects is there without scripts, if they are few."""
    about = "按项目、单位、结论查找绩效评价结果。"
    return Page(
        "query.md",
        "查询",
        "query",
        shows(summaries=portfolio.if_few, years=portfolio.years),
        description=about,
        scripts=SCRIPTS,
        wide=True,
        tags=column("查询", about, "查询"),
        changed=portfolio.updated,
    )


def _compare(portfolio: Portfolio) -> Page:
    """Make the page on which two to four projects are laid out side by side."""
    about = "两到四个项目的预算、得分、各项指标、问题和整改并排对照。"
    return Page(
        "compare.md",
        "并排比较",
        "compare",
        shows(years=portfolio.years),
        description=about,
        scripts=COMPARE_SCRIPTS,
        wide=True,
        tags=column("并排比较", about, "并排比较"),
    )
