"""The records that 查询 searches and sorts, as plain scripts, because a page opened from a folder may not fetch.

`records.js` is the head: fields, filters, and of each year its tally and how its own scripts are named. Such a
script has a column for each field, a value that recurs written once. So a first visit asks for the head and for one
of them, however many projects there are. What was found, advised and done stands in the full text of the pages.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from generator.exports import _facets as facets
from generator.search import traditional
from generator.search.pinyin import syllables
from generator.views import Portfolio, ProjectSummary
from generator.views.download import Export
from generator.views.fields import Channel, Field, cell_text
from generator.views.fields.project import PROJECT

FIELDS = tuple(field for field in PROJECT if field.seen & (Channel.TABLE | Channel.QUERY))
SPELLED: Mapping[str, Callable[[ProjectSummary], str]] = {
    "name": lambda s: s.name,
    "title": lambda s: "" if s.title == s.name else s.title,
}
MAX_RECORDS = 500  # in one script
MIN_RECURRENCE = 4  # times a value stands on average for it to be worth a list of its own
MAX_TERMS, LONGEST_TERM = 10, 12
_syllables = cache(syllables)
_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """The head, the scripts of each year, newest first, and the table of traditional characters."""
    summaries = portfolio.newest_first
    found = facets.facets(summaries)
    listed = [(facet, facets.values(facet, summaries)) for facet in found]
    bases = {basis: at for at, basis in enumerate(sorted({facets.basis(one) for one in summaries}))}
    plain = _plain({one for s in summaries for text in (s.name, s.title, s.unit.name) for one in text})
    schemes, years = portfolio.book.schemes.values(), []
    for year in portfolio.years:
        some = [one for one in summaries if one.year == year]
        starts = range(0, len(some), MAX_RECORDS)
        texts = [_script(_columns(some[at : at + MAX_RECORDS], bases, plain)) for at in starts]
        # New records have a new address, so that no browser mixes those it kept with a new head.
        name = f"{year}-{hashlib.sha256(''.join(texts).encode()).hexdigest()[:8]}"
        years.append({"year": str(year), "file": name, **facets.tally(some, listed, bases)})
        for number, text in enumerate(texts):
            at = f"records/{name}-{number}"
            yield Export(f"search/{at}.js", f'JXGK.files.arrive("{at}",{text});\n'.encode())
    head = {
        "fields": [_described(field) for field in FIELDS],
        "facets": [{"key": one.key, "label": one.label, "values": values} for one, values in listed],
        "years": years,
        "together": MAX_RECORDS,
        "units": {unit.name: unit.names[1:] for unit in portfolio.book.units if unit.names[1:]},
        "grade_words": sorted({word for one in schemes for grade in one.grades for word in grade.words}),
        "grades": facets.ONE_GRADE,
        "terms": _terms(summaries),
        "sounds": ["".join(plain), " ".join(plain.values())],
        "unit_sounds": _others({one.unit.name: one.unit.name for one in summaries}, plain),
    }
    yield Export("search/records.js", f'JXGK.provide("columns",{_script(head)});\n'.encode())
    yield Export(
        "search/traditional.js", f'JXGK.files.arrive("traditional",{_script(traditional.pairs())});\n'.encode()
    )


def _script(value: object) -> str:
    return _text(value).replace("<", "\\u003c")


def _columns(summaries: Sequence[ProjectSummary], bases: Mapping[str, int], plain: Mapping[str, str]) -> object:
    """The columns of some projects of a year; `grade_group` and `amount` are what the filters of these names count."""
    columns = {f.key: _column([_value(f, one) for one in summaries]) for f in FIELDS if not f.numbered}
    return {
        "columns": columns
        | {
            "grade_group": _column([facets.grade(one) for one in summaries]),
            "grade_words": _column([facets.grade_words(one) for one in summaries]),
            "amount": _column([facets.amount(one) for one in summaries]),
            "basis": _column([bases[facets.basis(one)] for one in summaries]),
        },
        "sounds": {
            key: _others({str(at): of(one) for at, one in enumerate(summaries)}, plain) for key, of in SPELLED.items()
        },
    }


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


def _plain(characters: Iterable[str]) -> dict[str, str]:
    """How each character reads by itself."""
    return {character: _syllables(character)[0] for character in sorted(characters) if character.strip()}


def _others(texts: Mapping[str, str], plain: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Of the texts in which characters read otherwise than by themselves, these: 重 in 重庆 is chong."""
    found = {}
    for key, text in texts.items():
        read = zip(text, _syllables(text), strict=True)
        if other := {str(at): sound for at, (one, sound) in enumerate(read) if plain.get(one, sound) != sound}:
            found[key] = other
    return found


def _terms(summaries: Sequence[ProjectSummary]) -> list[str]:
    """Words to begin with, where a reader has none: they stand on pages, each kind with those that stand there most."""
    kinds = (
        (3, (min(one.unit.names, key=len) for one in summaries)),
        (2, (one.method or "" for one in summaries)),
        (2, (state for one in summaries for state, _ in one.states)),
        (3, (loss.name for one in summaries for loss in one.costliest)),
    )
    found: dict[str, None] = {}
    for most, words in kinds:
        counted = Counter(word for word in words if 1 < len(word) <= LONGEST_TERM)
        found |= dict.fromkeys(word for word, _ in sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:most])
    return list(found)[:MAX_TERMS]
