"""同类对照: the projects of a year among those their scores may be put beside; a page for each year that has any.

It stands apart from the pages of projects: what it says of one follows from the others, and would make them all anew.
These lead to the 查询 of projects alike, which is there whether a group is large enough or not.
"""

import re
from collections.abc import Iterator, Sequence

from generator.pages import Page, PageKind, shows
from generator.pages._tags import column
from generator.views import Portfolio, newest_day
from generator.views.download import Download
from generator.views.peers import MIN_PEERS, MIN_RANKED

KINDS = (PageKind(re.compile(r"peers/\d{4}\.html"), searched=False),)  # it lists what the page of the year lists


def year_pages(portfolio: Portfolio, year: int, downloads: Sequence[Download]) -> Iterator[Page]:
    """The page of a year with peers."""
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
            about,
            wide=True,
            tags=column(title, about, str(year), "同类"),
            changed=newest_day(summary for group in groups for _, summary in group.members),
        )
