"""`rectification.xml`: a feed of the newest changes of state in the 整改台账; a site without a dated one has none."""

from collections.abc import Iterator

from generator.exports._atom import FeedEntry, feed
from generator.views import Portfolio
from generator.views.download import Export
from generator.views.ledger_totals import LedgerRow, newest_changes

FEED, PAGE = "rectification.xml", "ledger/index.html"
MAX_ENTRIES = 50


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The one file: of each item that changed last the state it is in now."""
    book = portfolio.book
    if changed := newest_changes(portfolio.newest_first, book.site.cutoff, MAX_ENTRIES):
        yield Export(FEED, feed(book.site, FEED, "整改台账的状态变动", PAGE, map(_entry, changed)))


def _entry(row: LedgerRow) -> FeedEntry:
    summary, item = row.summary, row.dated.item
    assert item.since, "only dated changes are told"
    number = f"台账 {item.number}，" if item.number else ""
    words = f"{summary.unit.name}，{summary.year}年度。问题：{item.problem.rstrip('。')}。{number}状态：{item.state}。"
    address, mark = f"{summary.id}.html#{item.place}", f"-{item.since.iso}-{item.state}"
    return FeedEntry(f"{summary.name}：{item.state}", address, mark, item.since, item.since, item.state, words)
