"""问题归类: the problems of all projects by category, which come again at a unit, and where points are lost again."""

import re
from collections.abc import Iterator, Sequence

from generator.model.book import Book
from generator.model.category import ProblemCategory
from generator.pages import OptionalPages, Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio
from generator.views.download import Download
from generator.views.fields.lists import PROBLEMS
from generator.views.portfolio import MAX_LEDGER_ROWS, MAX_PROBLEMS
from generator.views.problems import CategoryTotals, recurrences, recurring_losses, window

KINDS = (PageKind(re.compile(r"problems\.html"), "问题归类", listing=True),)
FEW_PROBLEMS, FEW_YEARS = 20, 2  # below these nothing can be said of what is usual
SHOWN_YEARS = 5
ABOUT = "评价发现的问题归成几类：哪类最多，哪些单位近三年里又出现，依据是哪些词。"


def pages(book: Book, portfolio: Portfolio, downloads: Sequence[Download], optional: OptionalPages) -> Iterator[Page]:
    """Make the one page."""
    problems, years, last = portfolio.problems, portfolio.years, window(portfolio.years)
    groups = problems.by_category
    if not optional.problems:
        return
    several = recurrences(portfolio.summaries, last)
    losses = recurring_losses(portfolio.summaries)
    listed = problems.problems if problems.count <= MAX_PROBLEMS else ()
    parts = (
        ("categories", "各类问题"),
        ("again", "再次出现"),
        *((("items", "逐个问题"),) if listed else ()),
        *((("losses", "都扣分的指标"),) if losses else ()),
        ("how", "怎样归类"),
        ("downloads", "下载"),
    )
    yield Page(
        "problems.md",
        "问题归类",
        "problems",
        shows(
            groups=groups,
            count=problems.count,
            listed=listed,
            ledger="ledger/index.html" if listed and portfolio.ledger.count <= MAX_LEDGER_ROWS else "",
            years=years[:SHOWN_YEARS],
            all_years=len(years),
            few=problems.count < FEW_PROBLEMS or len(years) < FEW_YEARS,
            window=last,
            several=several,
            again=tuple(one for one in several if one.again),
            losses=losses,
            categories=_with_counts(book.categories, groups),
            figures=problems,
            downloads=tuple(file for file in downloads if file.path.startswith(f"{PROBLEMS.stem}.")),
            page_parts=parts,
        ),
        description=ABOUT,
        wide=True,
        tags=column("问题归类", ABOUT, "问题", "归类"),
        changed=portfolio.updated,
    )


def _with_counts(
    categories: Sequence[ProblemCategory], groups: Sequence[CategoryTotals]
) -> tuple[tuple[ProblemCategory, int], ...]:
    """The word list, with how many problems count as each."""
    counts = {group.name: group.count for group in groups}
    return tuple((one, counts.get(one.name, 0)) for one in categories)
