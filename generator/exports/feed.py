"""An Atom feed of new and changed results, so that whoever follows them need not come and look."""

from collections.abc import Iterator

from generator.core.date import PartialDate
from generator.exports._atom import FeedEntry, feed
from generator.views import Portfolio, ProjectSummary
from generator.views.download import Export

PATH = "feed.xml"
MAX_ENTRIES = 50


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """One feed, the newest first; without a single 收录日期 there is nothing to tell."""
    dated = [(summary.newest, summary) for summary in portfolio.newest_first if summary.newest]
    dated.sort(key=lambda one: one[0].key, reverse=True)
    if dated:
        entries = (_entry(summary, day) for day, summary in dated[:MAX_ENTRIES])
        title = "新收录和更新的绩效评价结果"
        yield Export(PATH, feed(portfolio.book.site, PATH, title, "index.html", entries))


def _entry(summary: ProjectSummary, day: PartialDate) -> FeedEntry:
    text = f"{summary.unit.name}，{summary.year}年度{summary.result}。"
    words = f"{text}整改：{summary.rectification}。" if summary.states else text
    return FeedEntry(summary.name, f"{summary.id}.html", "", summary.entered, day, str(summary.year), words)
