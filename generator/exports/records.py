"""The records that 查询 searches and sorts, as a plain script, because a page opened from a folder may not fetch.

A column for each field of the tables and of 查询 itself, a value that recurs written once: so all of ten thousand
projects weigh less than a picture. The fields come along, so that the scripts know their heads, units and kinds. What
was found, advised and done stands in the full text of the pages.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache

from generator.model.project import RECTIFICATION_STATES
from generator.search.initials import initials
from generator.views import Portfolio, ProjectSummary
from generator.views.download import Export
from generator.views.fields import Channel, Field, cell_text
from generator.views.fields.project import PROJECT

FIELDS = tuple(field for field in PROJECT if field.seen & (Channel.TABLE | Channel.QUERY))
MIN_RECURRENCE = 4  # times a value stands on average for it to be worth a list of its own
_initials = cache(initials)
_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """One script, newest year first."""
    summaries = portfolio.newest_first
    names = [summary.name for summary in summaries]
    text = _text(
        {
            "fields": [_described(field) for field in FIELDS],
            "states": RECTIFICATION_STATES,
            "columns": {f.key: _column([_value(f, one) for one in summaries]) for f in FIELDS if not f.numbered},
            "unit_initials": _column([_initials(summary.unit.name) for summary in summaries]),
            **_letters(names),
        }
    )
    yield Export("search/records.js", f'JXGK.provide("columns",{text.replace("<", chr(92) + "u003c")});\n'.encode())


def _described(field: Field[ProjectSummary]) -> dict[str, object]:
    """What the scripts know of a field; `table`: it is a column of the CSV."""
    about = {"key": field.key, "title": field.title, "heading": field.heading, "unit": field.unit, "kind": field.kind}
    return {**about, "table": Channel.TABLE in field.seen, "numbered": field.numbered}


def _value(field: Field[ProjectSummary], summary: ProjectSummary) -> object:
    """A value as a table shows it; an object as it is."""
    value = field.of(summary)
    return value if field.kind == "对象" else cell_text(value)


def _column(values: Sequence[object]) -> object:
    """The values one after the other; where they recur, each once, and for each record the place of its value."""
    found = {_text(value): value for value in values}
    if len(found) * MIN_RECURRENCE > len(values):
        return values
    places = {text: place for place, text in enumerate(sorted(found))}
    return {"values": [found[text] for text in sorted(found)], "at": [places[_text(value)] for value in values]}


def _letters(names: Sequence[str]) -> dict[str, object]:
    """The letters of single characters, and of each name that reads otherwise all of its letters: 重 in 重庆 is c."""
    letters = {character: _initials(character) for character in sorted(set("".join(names)))}
    read = (_initials(name) for name in names)
    plain = ("".join(letters[character] for character in name) for name in names)
    other = {at: whole for at, (whole, parts) in enumerate(zip(read, plain, strict=True)) if whole != parts}
    return {"letters": ["".join(letters), "".join(letters.values())], "other_letters": other}
