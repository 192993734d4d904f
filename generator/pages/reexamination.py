"""自评与复核: what units said of themselves beside what was found, on the projects that have both scores."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.model.book import Book
from generator.model.sample import Sample
from generator.pages import OptionalPages, Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio, ProjectSummary
from generator.views.download import Download
from generator.views.review.totals import PairRow, ReexaminationTotals

KINDS = (PageKind(re.compile(r"reexamination\.html"), listing=True),)
MAX_LISTED = 500  # projects: of more those that differ most are listed, the table to download has all
MAX_MOVED = 20  # indicators
MAX_DRAWN = 200  # projects of a sample that are named here
TITLE = "自评与复核"
ABOUT = "单位给自己打的分，与别人复核、评价给的分，同一个项目放在一起比。"


class PairGroup(NamedTuple):
    """The projects of a unit or a year: its name, the address of its page, its figures."""

    name: str
    address: str
    totals: ReexaminationTotals


class DrawnSample(NamedTuple):
    """A 抽样记录 with what became of it: the projects that were drawn, which of them have both scores."""

    sample: Sample
    drawn: tuple[tuple[str, ProjectSummary | None], ...]

    @property
    def published(self) -> int:
        """Of how many the second score is published."""
        return sum(one is not None and one.has_pair for _, one in self.drawn)


def pages(book: Book, portfolio: Portfolio, downloads: Sequence[Download], optional: OptionalPages) -> Iterator[Page]:
    """Make the one page."""
    totals = portfolio.pairs
    if not optional.reexamination:
        return
    known = {summary.id: summary for summary in portfolio.summaries}
    by_gap = sorted(totals.rows, key=lambda row: (-abs(row.gap), -row.summary.year, row.summary.id))
    yield Page(
        "reexamination.md",
        TITLE,
        "reexamination",
        shows(
            totals=totals,
            rows=tuple(by_gap[:MAX_LISTED]),
            moved=totals.moved[:MAX_MOVED],
            units=_units(totals),
            years=_years(totals),
            samples=tuple(DrawnSample(one, tuple((id, known.get(id)) for id in one.drawn)) for one in book.samples),
            most_drawn=MAX_DRAWN,
            chosen=_chosen(totals),
            downloads=tuple(d for d in downloads if d.path.startswith(("data/reexamination.", "data/sample-"))),
        ),
        description=ABOUT,
        wide=True,
        tags=column(TITLE, ABOUT, "自评", "复核"),
        changed=portfolio.updated,
    )


def _units(totals: ReexaminationTotals) -> tuple[PairGroup, ...]:
    """Group the projects by unit, most projects first."""
    found: dict[str, list[PairRow]] = defaultdict(list)
    for row in totals.rows:
        found[row.summary.unit.slug].append(row)
    groups = (
        PairGroup(some[0].summary.unit.name, f"units/{slug}.html", ReexaminationTotals(tuple(some)))
        for slug, some in found.items()
    )
    return tuple(sorted(groups, key=lambda one: (-one.totals.count, one.address)))


def _years(totals: ReexaminationTotals) -> tuple[PairGroup, ...]:
    found: dict[int, list[PairRow]] = defaultdict(list)
    for row in totals.rows:
        found[row.summary.year].append(row)
    return tuple(
        PairGroup(f"{year}年度", f"{year}/index.html", ReexaminationTotals(tuple(found[year])))
        for year in sorted(found, reverse=True)
    )


def _chosen(totals: ReexaminationTotals) -> tuple[tuple[str, int], ...]:
    """Count the projects that no sample drew by the way they were chosen; those that do not say come last."""
    found: dict[str, int] = defaultdict(int)
    for row in totals.rows:
        if not row.sample:
            found[row.pair.chosen] += 1
    return tuple(sorted(found.items(), key=lambda one: (not one[0], -one[1], one[0])))
