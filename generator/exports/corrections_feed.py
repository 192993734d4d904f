"""An Atom feed of corrections: whoever cites a result learns that it was changed."""

from collections.abc import Iterator

from generator.exports._atom import FeedEntry, feed
from generator.views import Portfolio
from generator.views.corrections import CorrectionLine
from generator.views.download import Export

PATH = "corrections.xml"
PAGE = "corrections.html"


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """One feed of all, newest first."""
    if portfolio.corrections:
        entries = (_entry(line) for line in portfolio.corrections)
        yield Export(PATH, feed(portfolio.book.site, PATH, "更正公告", PAGE, entries))


def _entry(line: CorrectionLine) -> FeedEntry:
    mark = f"?{line.date.iso}-{line.item}"  # several of one project are told apart
    address = PAGE if line.withdrawn else f"{line.project}.html"
    words = f"{line.change}。原因：{line.reason}。{line.body}决定。"
    return FeedEntry(f"{line.name}：{line.change}", address, mark, line.date, line.date, line.project[:4], words)
