"""An Atom feed of new and changed results, so that whoever follows them need not come and look."""

from collections.abc import Iterator

from generator.core.date import PartialDate
from generator.exports._atom import FeedEntry, joined_feed
from generator.views import Portfolio, ProjectSummary


def _entries(portfolio: Portfolio) -> Iterator[FeedEntry]:
    """Without a single 收录日期 there is nothing to tell."""
    return (_entry(one, one.newest) for one in portfolio.newest_first if one.newest)


def _entry(summary: ProjectSummary, day: PartialDate) -> FeedEntry:
    text = f"{summary.unit.name}，{summary.year}年度{summary.result}。"
    words = f"{text}整改：{summary.rectification}。" if summary.states else text
    return FeedEntry(summary.name, f"{summary.id}.html", "", summary.entered, day, str(summary.year), words)


JOINED = joined_feed("feed.xml", "新收录和更新的绩效评价结果", "index.html", _entries)
