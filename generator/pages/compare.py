"""并排比较: two to four projects side by side; the script of the page lays out the facts of those in its address."""

import re
from collections.abc import Iterator

from generator.pages import Page, PageKind, shows
from generator.pages._tags import column
from generator.views import Portfolio

KINDS = (PageKind(re.compile(r"compare\.html"), searched=False),)
SCRIPTS = tuple(f"assets/js/{name}.js" for name in ("finding", "comparison", "compare"))


def pages(portfolio: Portfolio) -> Iterator[Page]:
    """The one page."""
    about = "两到四个项目的预算、得分、各项指标、问题和整改并排对照。"
    yield Page(
        "compare.md",
        "并排比较",
        "compare",
        shows(years=portfolio.years),
        about,
        SCRIPTS,
        wide=True,
        tags=column("并排比较", about, "并排比较"),
    )
