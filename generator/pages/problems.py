"""问题归类: the problems of all projects by category, which come again at a unit, and where points are lost again."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.category import ProblemCategory
from generator.pages import Page, PageKind, shows
from generator.pages._tags import column
from generator.pages.ledger import MAX_LISTED as MAX_ITEMS
from generator.views import Portfolio, newest_day
from generator.views.categories import (
    CategoryTotals,
    ClassifiedProblem,
    classified_problems,
    grouped,
    recurrences,
    window,
)
from generator.views.download import Download
from generator.views.fields.lists import PROBLEMS
from generator.views.recurrence import recurring_losses

KINDS = (PageKind(re.compile(r"problems\.html"), "问题归类", listing=True),)
MAX_LISTED = 500  # problems: above so many they stand in the downloads and on the 整改台账 of the units
FEW_PROBLEMS, FEW_YEARS = 20, 2  # below these nothing can be said of what is usual
SHOWN_YEARS = 5
ABOUT = "评价发现的问题归成几类：哪类最多，哪些单位近三年里又出现，依据是哪些词。"


class Agreement(NamedTuple):
    """How the words do on the problems whose category the data files declare: of how many they decide, and rightly."""

    declared: int
    decided: int
    same: int


def pages(portfolio: Portfolio, downloads: Sequence[Download]) -> Iterator[Page]:
    """The one page; there is none where no problem has a category."""
    problems = classified_problems(portfolio.newest_first)
    if not problems:
        return
    groups, years = grouped(problems), window(portfolio.years)
    several = recurrences(portfolio.summaries, problems, years)
    losses = recurring_losses(portfolio.summaries)
    listed = problems if len(problems) <= MAX_LISTED else ()
    items = sum(len(one.items) for one in portfolio.summaries) if listed else 0  # asked of few: they are packed
    tables = tuple(file for file in downloads if file.path.startswith(f"{PROBLEMS.stem}."))
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
            problems=problems,
            listed=listed,
            ledger="ledger/index.html" if listed and items <= MAX_ITEMS else "",
            years=portfolio.years[:SHOWN_YEARS],
            all_years=len(portfolio.years),
            few=len(problems) < FEW_PROBLEMS or len(portfolio.years) < FEW_YEARS,
            window=years,
            several=several,
            again=tuple(one for one in several if one.again),
            losses=losses,
            categories=_with_counts(portfolio.book.categories, groups),
            agreement=_agreement(problems),
            downloads=tables,
            page_parts=parts,
        ),
        ABOUT,
        wide=True,
        tags=column("问题归类", ABOUT, "问题", "归类"),
        changed=newest_day(portfolio.summaries),
    )


def _with_counts(
    categories: Sequence[ProblemCategory], groups: Sequence[CategoryTotals]
) -> tuple[tuple[ProblemCategory, int], ...]:
    """The word list, with how many problems count as each."""
    counts = {group.name: group.count for group in groups}
    return tuple((one, counts.get(one.name, 0)) for one in categories)


def _agreement(problems: Sequence[ClassifiedProblem]) -> Agreement:
    of = [one.category for one in problems if one.category.declared]
    decided = [one for one in of if one.by_words]
    return Agreement(len(of), len(decided), sum(one.by_words == one.category for one in decided))
