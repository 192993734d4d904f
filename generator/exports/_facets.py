"""Facets of 查询 and tallies of projects, shown before all records are loaded.

The tally of all projects is in the head of the records, those of years in a script loaded lazily, so that a first visit
loads only the records it shows. `tally.js` computes the same tallies from loaded records.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypedDict

from generator.core.grouping import grouped_by
from generator.core.number import ABSENT, figure
from generator.core.printed import number_of_percent
from generator.model.book import USUAL_RANKS
from generator.model.project import RECTIFICATION_STATES
from generator.search.pinyin import syllables
from generator.views import ProjectSummary
from generator.views.fields.project import PROJECT
from generator.views.peers import AMOUNT_BANDS, amount_band

# Words with the same meaning in every scheme: 优 and 优秀, 良 and 良好; 合格 is not always 中
ONE_GRADE = {word: {1: "优", 2: "良"}[rank] for word, rank in USUAL_RANKS.items() if rank in (1, 2)}
RATE_BANDS = ((80, "不足80%"), (90, "80%至90%"), (95, "90%至95%"), (100, "95%至100%"), (None, "100%以上"))
Sum = tuple[int, str]  # number of figures, their sum
TITLES = {field.key: field.title for field in PROJECT}


def grade_words(summary: ProjectSummary) -> tuple[str, ...]:
    """Return all words for the rank of the printed grade."""
    rank = USUAL_RANKS.get(summary.grade)
    return summary.band.words if summary.band else tuple(word for word, other in USUAL_RANKS.items() if other == rank)


def grade(summary: ProjectSummary) -> str:
    """Return the grade under which a project is counted; 良 and 良好 count as one."""
    word = summary.scheme_grade
    return "" if word == ABSENT else ONE_GRADE.get(word, word)


def amount(summary: ProjectSummary) -> str:
    """Return the band of the budget."""
    return amount_band(summary.budget)


def rate(summary: ProjectSummary) -> Decimal | None:
    """Return the execution rate in percent: as printed with its sign, else computed; None without one."""
    for text in (summary.execution_rate, summary.computed.execution_rate):
        if (number := number_of_percent(text)) is not None:
            return number
    return None


def rate_band(summary: ProjectSummary) -> str:
    """Return the band of the execution rate, empty without one."""
    value = rate(summary)
    if value is None:
        return ""
    return next(label for limit, label in RATE_BANDS if limit is None or value < limit)


def basis(summary: ProjectSummary) -> str:
    """Return a key of comparable scores: scheme, full marks, first-level weights; means are taken within one key."""
    weights = "/".join(figure(level.weight) for level in summary.levels)
    return f"{summary.scheme.slug if summary.scheme else ''}|{figure(summary.full)}|{weights}"


@lru_cache(4096)
def spelled(text: str) -> tuple[str, ...]:
    """Return the pinyin syllables of a unit, a method or a character (cached)."""
    return syllables(text)


VALUES_OF: Mapping[str, Callable[[ProjectSummary], Sequence[str]]] = {
    "year": lambda s: (str(s.year),),
    "grade": lambda s: (grade(s),),
    "unit": lambda s: (s.unit.name,),
    "method": lambda s: (s.method or "",),
    "amount": lambda s: (amount(s),),
    "rate": lambda s: (rate_band(s),),
    "state": lambda s: tuple(state for state, _ in s.states),
}


@dataclass(frozen=True)
class Facet:
    """A filter: key in the address, label, existing values."""

    key: str
    label: str
    values: Sequence[str]


def facets(summaries: Iterable[ProjectSummary]) -> tuple[Facet, ...]:
    """Return the filters, in page order."""
    summaries = tuple(summaries)
    ranks = {grade(summary): summary.grade_rank for summary in summaries}
    bands, rates = ([label for _, label in table] for table in (AMOUNT_BANDS, RATE_BANDS))
    labels: Mapping[str, tuple[str, Callable[[str], Any]]] = {  # label and sort key of values
        "year": (TITLES["year"], lambda year: -int(year)),
        "grade": ("评价等级", lambda word: (ranks[word], word)),
        "unit": (TITLES["unit"], spelled),
        "method": (TITLES["method"], spelled),
        "amount": (TITLES["budget"], bands.index),
        "rate": (TITLES["execution_rate"], rates.index),
        "state": (TITLES["rectification"], RECTIFICATION_STATES.index),
    }
    return tuple(
        Facet(key, label, _distinct((value for summary in summaries for value in VALUES_OF[key](summary)), order))
        for key, (label, order) in labels.items()
    )


def _distinct(values: Iterable[str], order: Callable[[str], Any]) -> Sequence[str]:
    """Return the distinct non-empty values in an order, ties by value."""
    return sorted(set(values) - {""}, key=lambda value: (order(value), value))


class Tally(TypedDict):
    """Number of projects by value (index) of each facet, sums of amounts, and sums of scores by basis."""

    count: int
    facets: Mapping[str, Mapping[str, int]]
    budget: Sum
    spent: Sum
    scores: Mapping[str, Sum]


def tally(summaries: Iterable[ProjectSummary], filters: Iterable[Facet]) -> Tally:
    """Count projects by the values of the filters, and sum their figures."""
    summaries = tuple(summaries)
    by_basis = grouped_by((summary for summary in summaries if summary.total is not None), basis)
    return {
        "count": len(summaries),
        "facets": {facet.key: _counts(facet, summaries) for facet in filters},
        "budget": _sum(summary.budget for summary in summaries),
        "spent": _sum(summary.spent for summary in summaries),
        "scores": {key: _sum(summary.total for summary in by_basis[key]) for key in sorted(by_basis)},
    }


def _counts(facet: Facet, summaries: Iterable[ProjectSummary]) -> Mapping[str, int]:
    """Return the number of projects by the index of each value of a filter."""
    indexes = {value: index for index, value in enumerate(facet.values)}
    count = Counter(indexes[value] for summary in summaries for value in VALUES_OF[facet.key](summary) if value)
    return {str(index): count[index] for index in sorted(count)}


def _sum(amounts: Iterable[Decimal | None]) -> Sum:
    given = [amount for amount in amounts if amount is not None]
    return len(given), f"{sum(given, Decimal(0)):f}"
