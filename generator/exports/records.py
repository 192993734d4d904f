"""The facts the 查询 page searches and sorts, as a plain script, because a page opened from a folder may not fetch.

A column for each fact, a word that recurs written once: so all of ten thousand projects weigh less than a picture.
What was found, advised and done stands in the full text of their pages.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from generator.search.initials import initials
from generator.views import ABSENT, Card, Portfolio, figure
from generator.views.download import Export

_initials = cache(initials)
OFTEN = 4  # a word that stands so many times on average is worth a list of its own
COLUMNS: dict[str, Callable[[Card], str]] = {
    "year": lambda card: str(card.year),
    "slug": lambda card: card.slug,
    "name": lambda card: card.name,
    "title": lambda card: "" if card.title == card.name else card.title,
    "unit": lambda card: card.unit.name,
    "agency": lambda card: card.agency,
    "method": lambda card: card.method or "",
    "budget": lambda card: figure(card.budget),
    "spent": lambda card: "" if card.spent is None else figure(card.spent),
    "execution_rate": lambda card: "" if card.execution_rate == ABSENT else card.execution_rate,
    "score": lambda card: "" if card.total is None else figure(card.total),
    "grade": lambda card: card.grade,
    "rank": lambda card: card.rank,
    "step": lambda card: str(card.step),
    "scheme": lambda card: card.scheme.name,
    "rectification": lambda card: card.rectification,
    "unit_initials": lambda card: _initials(card.unit.name),
}


def exports(views: Portfolio, listed: object = None) -> Iterator[Export]:
    """One script, newest year first."""
    cards = sorted(views.cards, key=lambda card: (-card.year, card.id))
    columns = {key: _column([of(card) for card in cards]) for key, of in COLUMNS.items()}
    text = json.dumps({**columns, **_letters([card.name for card in cards])}, ensure_ascii=False, separators=(",", ":"))
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
