"""更正公告: every correction of what was published, newest first, with what was said before."""

import re
from collections.abc import Iterator

from generator.pages import Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio

KINDS = (PageKind(re.compile(r"corrections\.html"), listing=True),)


def pages(portfolio: Portfolio) -> Iterator[Page]:
    """The one page; it is there before the first correction, so that its address never changes."""
    about = "已经公布的结果后来更正了哪些，原为什么，改为什么，为什么改。"
    lines = portfolio.corrections
    yield Page(
        "corrections.md",
        "更正公告",
        "corrections",
        shows(lines=lines),
        description=about,
        wide=True,
        tags=column("更正公告", about, "更正"),
        changed=lines[0].date.iso if lines else "",
    )
