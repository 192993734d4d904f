"""`result-use.xml`: a feed of what was decided by the results; a site without such a decision has none."""

from collections.abc import Iterator

from generator.exports._atom import FeedEntry, joined_feed
from generator.views import Portfolio
from generator.views.result_lines import ResultUseLine


def _entries(portfolio: Portfolio) -> Iterator[FeedEntry]:
    return (one for one in map(_entry, portfolio.result_lines) if one)


def _entry(line: ResultUseLine) -> FeedEntry | None:
    """What was decided on a day that is known."""
    told, summary = line.declared, line.summary
    if not told.date or not line.decided:
        return None
    reason = f"例外理由：{told.reason}。" if told.reason else ""
    words = f"{summary.unit.name}，{summary.year}年度{summary.result}。决定：{told.decision}。{reason}"
    mark = f"?{told.date.iso}-{told.decision}"
    return FeedEntry(summary.name, f"{summary.id}.html", mark, told.date, told.date, str(summary.year), words)


JOINED = joined_feed("result-use.xml", "结果应用的决定", "results/index.html", _entries)
