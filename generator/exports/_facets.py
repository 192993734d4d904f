"""Facets of 查询, and the tally of some projects: what a reader is told before all records have come.

Each year has its tally in the head of the records, so that the first visit needs the records of no year it does not
show. The scripts make the same tally of the records they hold (`tally.js`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.core.number import ABSENT, figure
from generator.model.book import USUAL_RANKS
from generator.model.project import RECTIFICATION_STATES
from generator.search.pinyin import syllables
from generator.views import ProjectSummary
from generator.views.amount_band import AMOUNT_BANDS, amount_band
from generator.views.fields.project import PROJECT

# The words of these ranks mean the same in every scheme, 优 and 优秀, 良 and 良好; 合格 is not always 中.
ONE_GRADE = {word: {1: "优", 2: "良"}[rank] for word, rank in USUAL_RANKS.items() if rank in (1, 2)}
TITLES = {field.key: field.title for field in PROJECT}


def grade_words(summary: ProjectSummary) -> tuple[str, ...]:
    """Every word for the rank of the printed grade."""
    rank = USUAL_RANKS.get(summary.grade)
    return summary.band.words if summary.band else tuple(word for word, one in USUAL_RANKS.items() if one == rank)


def grade(summary: ProjectSummary) -> str:
    """The grade under which a project is counted: 良 and 良好 are one, whichever a scheme or a paper writes."""
    word = summary.scheme_grade
    return "" if word == ABSENT else ONE_GRADE.get(word, word)


def amount(summary: ProjectSummary) -> str:
    """The band its budget lies in."""
    return amount_band(summary.budget)


def basis(summary: ProjectSummary) -> str:
    """What a score rests on: scheme, 满分 and weights of the first level; scores of two such are not one mean."""
    weights = "/".join(figure(level.weight) for level in summary.levels)
    return f"{summary.scheme.slug if summary.scheme else ''}|{figure(summary.full)}|{weights}"


@dataclass(frozen=True)
class Facet:
    """A filter: its key in the address, its label, the values of a project, the order in which they are listed."""

    key: str
    label: str
    of: Callable[[ProjectSummary], Sequence[str]]
    order: Callable[[str], Any]


def facets(summaries: Iterable[ProjectSummary]) -> tuple[Facet, ...]:
    """The filters, in the order they stand on the page."""
    steps = {grade(one): one.grade_rank for one in summaries}
    bands = [label for _, label in AMOUNT_BANDS]
    return (
        Facet("year", TITLES["year"], lambda s: (str(s.year),), lambda year: -int(year)),
        Facet("grade", "评价等级", lambda s: (grade(s),), lambda word: (steps[word], word)),
        Facet("unit", TITLES["unit"], lambda s: (s.unit.name,), syllables),
        Facet("method", TITLES["method"], lambda s: (s.method or "",), syllables),
        Facet("amount", TITLES["budget"], lambda s: (amount(s),), bands.index),
        Facet(
            "state",
            TITLES["rectification"],
            lambda s: tuple(state for state, _ in s.states),
            RECTIFICATION_STATES.index,
        ),
    )


def values(facet: Facet, summaries: Iterable[ProjectSummary]) -> list[str]:
    """The values there are."""
    return sorted(
        {value for one in summaries for value in facet.of(one) if value}, key=lambda value: (facet.order(value), value)
    )


def tally(
    summaries: Sequence[ProjectSummary], listed: Sequence[tuple[Facet, Sequence[str]]], bases: Mapping[str, int]
) -> dict[str, object]:
    """How many of each value there are, by its place among the values; sums, and how many figures each is made of."""
    counts = {}
    for facet, known in listed:
        places = {value: place for place, value in enumerate(known)}
        found = Counter(places[value] for one in summaries for value in facet.of(one) if value)
        counts[facet.key] = {str(place): found[place] for place in sorted(found)}
    scored: dict[str, list[Decimal]] = {}
    for one in summaries:
        if one.total is not None:
            scored.setdefault(str(bases[basis(one)]), []).append(one.total)
    return {
        "count": len(summaries),
        "facets": counts,
        "budget": _sum(one.budget for one in summaries),
        "spent": _sum(one.spent for one in summaries),
        "scores": {at: _sum(scored[at]) for at in sorted(scored, key=int)},
    }


def _sum(figures: Iterable[Decimal | None]) -> tuple[int, str]:
    known = [one for one in figures if one is not None]
    return len(known), f"{sum(known, Decimal(0)):f}"
