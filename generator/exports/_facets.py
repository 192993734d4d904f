"""Facets of 查询, and the tally of some projects: what a reader is told before all records have come.

The tally of all stands in the head of the records, those of the years in a script that comes when years are picked: so
the first visit needs the records of no year it does not show. The scripts make the same tally of the records they
hold (`tally.js`).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple, TypedDict

from generator.core.number import ABSENT, figure
from generator.model.book import USUAL_RANKS
from generator.model.project import RECTIFICATION_STATES
from generator.search.pinyin import syllables
from generator.views import ProjectSummary
from generator.views.amount_band import AMOUNT_BANDS, amount_band
from generator.views.fields.project import PROJECT

# The words of these ranks mean the same in every scheme, 优 and 优秀, 良 and 良好; 合格 is not always 中.
ONE_GRADE = {word: {1: "优", 2: "良"}[rank] for word, rank in USUAL_RANKS.items() if rank in (1, 2)}
Sum = tuple[int, str]  # of how many figures, and the sum of them
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


class CountedProject(NamedTuple):
    """What is counted of a project: its values of each filter, the rank of its grade, figures, what its score is of."""

    values: tuple[Sequence[str], ...]
    rank: int
    budget: Decimal | None
    spent: Decimal | None
    total: Decimal | None
    basis: str


def counted(one: ProjectSummary) -> CountedProject:
    """The same of a summary."""
    values = tuple(of(one) for of in OF.values())
    return CountedProject(values, one.grade_rank, one.budget, one.spent, one.total, basis(one))


@lru_cache(4096)
def spelled(text: str) -> tuple[str, ...]:
    """How the name of a unit or a method, or a character, is read; the same few are asked for again and again."""
    return syllables(text)


OF: Mapping[str, Callable[[ProjectSummary], Sequence[str]]] = {
    "year": lambda s: (str(s.year),),
    "grade": lambda s: (grade(s),),
    "unit": lambda s: (s.unit.name,),
    "method": lambda s: (s.method or "",),
    "amount": lambda s: (amount(s),),
    "state": lambda s: tuple(state for state, _ in s.states),
}


@dataclass(frozen=True)
class Facet:
    """A filter: its key in the address, its label, the values there are."""

    key: str
    label: str
    values: Sequence[str]


def facets(projects: Sequence[CountedProject]) -> tuple[Facet, ...]:
    """The filters, in the order they stand on the page."""
    steps = {one.values[1][0]: one.rank for one in projects}
    bands = [label for _, label in AMOUNT_BANDS]
    found: tuple[tuple[str, Callable[[str], Any]], ...] = (
        (TITLES["year"], lambda year: -int(year)),
        ("评价等级", lambda word: (steps[word], word)),
        (TITLES["unit"], spelled),
        (TITLES["method"], spelled),
        (TITLES["budget"], bands.index),
        (TITLES["rectification"], RECTIFICATION_STATES.index),
    )
    return tuple(
        Facet(key, label, _ordered((value for one in projects for value in one.values[at] if value), order))
        for at, (key, (label, order)) in enumerate(zip(OF, found, strict=True))
    )


def _ordered(values: Iterable[str], order: Callable[[str], Any]) -> Sequence[str]:
    return sorted(set(values), key=lambda value: (order(value), value))


class Tally(TypedDict):
    """How many of each value there are, by its place among the values; sums, and how many figures each is made of.

    `scores`: by what they rest on.
    """

    count: int
    facets: Mapping[str, Mapping[str, int]]
    budget: Sum
    spent: Sum
    scores: Mapping[str, Sum]


def tally(projects: Sequence[CountedProject], listed: Sequence[Facet]) -> Tally:
    """The tally of some projects."""
    counts = {}
    for at, facet in enumerate(listed):
        places = {value: place for place, value in enumerate(facet.values)}
        found = Counter(places[value] for one in projects for value in one.values[at] if value)
        counts[facet.key] = {str(place): found[place] for place in sorted(found)}
    scored: dict[str, list[Decimal]] = {}
    for one in projects:
        if one.total is not None:
            scored.setdefault(one.basis, []).append(one.total)
    return {
        "count": len(projects),
        "facets": counts,
        "budget": _sum(one.budget for one in projects),
        "spent": _sum(one.spent for one in projects),
        "scores": {of: _sum(scored[of]) for of in sorted(scored)},
    }


def _sum(figures: Iterable[Decimal | None]) -> Sum:
    known = [one for one in figures if one is not None]
    return len(known), f"{sum(known, Decimal(0)):f}"
