"""首页: what the site is, all results in figures, what is new, and the ways in by year, unit and grade."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.core.grouping import grouped_by
from generator.model.book import Book
from generator.pages import CHART_SCRIPTS, NavEntry, Page, PageKind, RenderedChart, shows
from generator.views import Portfolio

NAV = (NavEntry(1, "首页", "index.md"),)
KINDS = (PageKind(re.compile(r"index\.html"), listing=True),)
MAX_UNITS = 10  # all of them stand on a page of their own


def pages(book: Book, portfolio: Portfolio, charts: Sequence[RenderedChart]) -> Iterator[Page]:
    """The one home page."""
    totals = portfolio.totals
    counts = {year: own.count for year, own in portfolio.by_year}
    yield Page(
        "index.md",
        book.site.name,
        "home",
        shows(
            counts=counts,
            totals=totals,
            ledger=portfolio.ledger,
            pairs=portfolio.pairs.count,
            uses=portfolio.result_use.count,
            peers=len(portfolio.totals.peer_groups),
            years_shown=sorted({*counts, *(int(overview.year) for overview in book.overviews)}, reverse=True),
            units=portfolio.by_budget,
            shown_units=MAX_UNITS,
            grades=tuple(_grades(portfolio)),
            news=portfolio.news,
            series=len(portfolio.series),
            charts=charts,
        ),
        description=book.site.summary,
        wide=True,
        scripts=CHART_SCRIPTS if charts else (),
        changed=portfolio.updated,
    )


def _grades(portfolio: Portfolio) -> Iterator[tuple[int, tuple[str, ...], int]]:
    """Each rank from the top with its printed words, 良 and 良好, the commonest first, and its number of projects."""
    graded = [summary for summary in portfolio.summaries if summary.grade_rank]
    for rank, own in sorted(grouped_by(graded, lambda summary: summary.grade_rank).items()):
        words = Counter(summary.grade for summary in own)
        yield rank, tuple(sorted(words, key=lambda word: (-words[word], word))), len(own)
