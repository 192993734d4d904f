"""更正公告: every correction of what was published, newest first, with what was said before."""

import re
from collections.abc import Iterator

from generator.pages import OptionalPages, Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio

KINDS = (PageKind(re.compile(r"corrections\.html"), listing=True),)


def pages(portfolio: Portfolio, optional: OptionalPages) -> Iterator[Page]:
    """Make the one page, from the first correction on."""
    if not optional.corrections:
        return
    about = "已公布结果的更正：更正前后内容、原因和决定单位。"
    lines = portfolio.corrections
    yield Page(
        "corrections.md",
        "更正公告",
        "corrections",
        shows(lines=lines),
        description=about,
        wide=True,
        tags=column("更正公告", about, "更正"),
        changed=lines[0].date.iso,
    )
