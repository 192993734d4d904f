"""`rectification.xml`: a feed of the newest changes of state in the 整改台账; a site without a dated one has none.

Of each item that changed last it tells the state it is in now.
"""

from collections.abc import Iterator

from generator.exports._atom import FeedEntry, joined_feed
from generator.views import Portfolio, ProjectSummary
from generator.views.ledger import TrackedItem


def _entries(portfolio: Portfolio) -> Iterator[FeedEntry]:
    found = (_entry(summary, item) for summary in portfolio.newest_first for item in summary.items)
    return (one for one in found if one)


def _entry(summary: ProjectSummary, item: TrackedItem) -> FeedEntry | None:
    """What is told of an item whose state is dated."""
    if not item.since:
        return None
    number = f"台账 {item.number}，" if item.number else ""
    words = f"{summary.unit.name}，{summary.year}年度。问题：{item.problem.rstrip('。')}。{number}状态：{item.state}。"
    address, mark = f"{summary.id}.html#{item.place}", f"-{item.since.iso}-{item.state}"
    return FeedEntry(f"{summary.name}：{item.state}", address, mark, item.since, item.since, item.state, words)


JOINED = joined_feed("rectification.xml", "整改台账的状态变动", "ledger/index.html", _entries)
