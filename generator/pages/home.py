"""首页: what the site is, all results in figures, what is new, and the ways in by year, unit and grade."""

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.model.book import Book
from generator.pages import CHART_SCRIPTS, NavEntry, Page, PageKind, RenderedChart, shows
from generator.views import Portfolio, span
from generator.views.categories import ProblemFigures
from generator.views.ledger_totals import LedgerFigures
from generator.views.overall import OverallFigures, units_in_order
from generator.views.pair_figures import PairFigures
from generator.views.result_use_totals import ResultUseFigures

NAV = (NavEntry(1, "首页", "index.md"),)
KINDS = (PageKind(re.compile(r"index\.html"), listing=True),)
MAX_UNITS = 10  # all of them stand on a page of their own


def pages(  # noqa: PLR0913, PLR0917 — it tells of everything
    book: Book,
    newest: str,
    charts: Sequence[RenderedChart],
    overall: OverallFigures,
    overall_listed: Portfolio,
    ledger: LedgerFigures,
    problems: ProblemFigures,
    uses: ResultUseFigures,
    pairs: PairFigures,
) -> Iterator[Page]:
    """The one home page."""
    news = {summary.id: summary for summary in overall_listed.summaries}
    years_shown = sorted({*overall.years, *(int(one.year) for one in book.overviews)}, reverse=True)
    yield Page(
        "index.md",
        book.site.name,
        "home",
        shows(
            counts={year: figures.count for year, figures in overall.years.items()},
            everything=overall.all,
            ledger=ledger.all,
            categories=problems.groups,
            pairs=pairs,
            uses=uses.all,
            years_span=span(overall.years),
            years_shown=years_shown,
            units=units_in_order(book.units, overall),
            shown_units=MAX_UNITS,
            grades=tuple((rank, _words(words), sum(words.values())) for rank, words in sorted(overall.printed.items())),
            news=tuple(news[project] for project in overall.news),
            series_count=sum(years > 1 for years in overall.by_series.values()),
            charts=charts,
        ),
        book.site.summary,
        wide=True,
        scripts=CHART_SCRIPTS if charts else (),
        changed=newest,
    )


def _words(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The words of one rank, 良 and 良好, the commonest first."""
    return tuple(sorted(counts, key=lambda word: (-counts[word], word)))
