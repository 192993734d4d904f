"""首页: what the site is, all results in figures, what is new, and the ways in by year, unit and grade."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from generator.pages import CHART_SCRIPTS, NavEntry, Page, PageKind, RenderedChart, shows
from generator.views import Portfolio, newest_day, span
from generator.views.series import by_series

NAV = (NavEntry(1, "首页", "index.md"),)
KINDS = (PageKind(re.compile(r"index\.html"), listing=True),)
MAX_NEWS = 5  # projects
MAX_UNITS = 10  # all of them stand on a page of their own


def pages(portfolio: Portfolio, charts: Sequence[RenderedChart]) -> Iterator[Page]:
    """The one home page."""
    grades: dict[int, Counter[str]] = defaultdict(Counter)
    for summary in portfolio.summaries:
        if summary.grade_rank:
            grades[summary.grade_rank][summary.grade] += 1
    news = [summary for summary in portfolio.newest_first if summary.newest]
    news.sort(key=lambda summary: summary.newest.key if summary.newest else (), reverse=True)
    yield Page(
        "index.md",
        portfolio.book.site.name,
        "home",
        shows(
            counts={year: totals.count for year, totals in portfolio.totals_by_year()},
            everything=portfolio.everything,
            uses=portfolio.result_uses,
            years_span=span(portfolio.years),
            years_shown=portfolio.years_shown,
            units=portfolio.units,
            shown_units=MAX_UNITS,
            grades=tuple((rank, _words(grades[rank]), grades[rank].total()) for rank in sorted(grades)),
            news=tuple(news[:MAX_NEWS]),
            series_count=len(by_series(portfolio.summaries)),
            charts=charts,
        ),
        portfolio.book.site.summary,
        wide=True,
        scripts=CHART_SCRIPTS if charts else (),
        changed=newest_day(portfolio.summaries),
    )


def _words(counts: Counter[str]) -> tuple[str, ...]:
    """The words of one rank, 良 and 良好, the commonest first."""
    return tuple(sorted(counts, key=lambda word: (-counts[word], word)))
