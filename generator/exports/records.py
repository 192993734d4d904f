"""The facts the 查询 page searches and sorts, as a plain script, because a page opened from a folder may not fetch.

A column for each fact, a word that recurs written once: so all of ten thousand projects weigh less than a picture.
What was found, advised and done stands in the full text of their pages.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from generator.search.initials import initials
from generator.views import ABSENT, Portfolio, ProjectSummary, figure
from generator.views.download import Export

_initials = cache(initials)
OFTEN = 4  # a word that stands so many times on average is worth a list of its own
COLUMNS: dict[str, Callable[[ProjectSummary], str]] = {
    "year": lambda summary: str(summary.year),
    "slug": lambda summary: summary.slug,
    "name": lambda summary: summary.name,
    "title": lambda summary: "" if summary.title == summary.name else summary.title,
    "unit": lambda summary: summary.unit.name,
    "agency": lambda summary: summary.agency,
    "method": lambda summary: summary.method or "",
    "budget": lambda summary: figure(summary.budget),
    "spent": lambda summary: "" if summary.spent is None else figure(summary.spent),
    "execution_rate": lambda summary: "" if summary.execution_rate == ABSENT else summary.execution_rate,
    "score": lambda summary: "" if summary.total is None else figure(summary.total),
    "grade": lambda summary: summary.grade,
    "rank": lambda summary: summary.scheme_grade,
    "step": lambda summary: str(summary.grade_rank),
    "scheme": lambda summary: summary.scheme.name,
    "rectification": lambda summary: summary.rectification,
    "unit_initials": lambda summary: _initials(summary.unit.name),
}


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """One script, newest year first."""
    summaries = portfolio.newest_first
    columns = {key: _column([of(summary) for summary in summaries]) for key, of in COLUMNS.items()}
    text = json.dumps(
        {**columns, **_letters([summary.name for summary in summaries])}, ensure_ascii=False, separators=(",", ":")
    )
    yield Export("search/records.js", f'JXGK.provide("columns",{text.replace("<", chr(92) + "u003c")});\n'.encode())


def _column(values: Sequence[str]) -> object:
    """The values one after the other; or, where they recur, the words once and for each value the place of its word."""
    words = sorted(set(values))
    if len(words) * OFTEN > len(values):
        return values
    places = {word: place for place, word in enumerate(words)}
    return {"words": words, "at": [places[value] for value in values]}


def _letters(names: Sequence[str]) -> dict[str, object]:
    """The letters of single characters, and of each name that reads otherwise all of its letters: 重 in 重庆 is c."""
    letters = {character: _initials(character) for character in sorted(set("".join(names)))}
    read = (_initials(name) for name in names)
    plain = ("".join(letters[character] for character in name) for name in names)
    other = {at: whole for at, (whole, parts) in enumerate(zip(read, plain, strict=True)) if whole != parts}
    return {"letters": ["".join(letters), "".join(letters.values())], "other_letters": other}
