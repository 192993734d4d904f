"""The records that 查询 searches and sorts, as plain scripts, because a page opened from a folder may not fetch.

`records.js` is the head: fields, filters, the tally of all projects, and of each year how its own scripts are named.
Such a script has a column for each field, a value that recurs written once. So a first visit asks for the head and
for one of them, however many projects there are; the tallies of the years are a script of their own. What was found,
advised and done stands in the full text of the pages.

The scripts of a year hang on that year alone. Their names hang on what they hold, so that no browser mixes those it
kept with a new head.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.exports import IndicatorRows, JoinedTable, JoinScope, Parts
from generator.exports import _facets as facets
from generator.exports._facets import CountedProject, spelled
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
FILTERED: Mapping[str, Callable[[ProjectSummary], object]] = {  # what the filters of these names count, and sums
    "grade_group": facets.grade,
    "grade_words": facets.grade_words,
    "amount": facets.amount,
    "basis": facets.basis,
}
MAX_RECORDS = 500  # in one script
FORM = "1"  # of the scripts; another one when it changes, so that they get other names
MIN_RECURRENCE = 4  # times a value stands on average for it to be worth a list of its own
TERMS = (3, 2, 2, 3)  # how many words to begin with there are of each kind
MAX_TERMS, LONGEST_TERM = 10, 12
_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

Column = Sequence[str]  # values, each as JSON
Sounds = Mapping[str, str]  # of a text: by the place of a character, how it reads otherwise than by itself


class _Told(NamedTuple):
    """What the head tells of some projects of a year; `sums` are those of their records.

    `characters` are read by themselves, `units` otherwise; `words` are those to begin with, of each kind.
    """

    year: int
    sums: Sequence[str]
    counted: Sequence[CountedProject]
    characters: Mapping[str, str]
    units: Mapping[str, Sounds]
    words: Sequence[Sequence[str]]


class _Records(NamedTuple):
    """Records of some projects of a year: their columns, how their names are read where that is odd, their sums.

    The values of a column are one text, a line each: so they are read much faster than one by one.
    """

    columns: Mapping[str, str]
    sounds: Mapping[str, Sequence[Sounds]]
    sums: Sequence[str]


def _part(portfolio: Portfolio, _: IndicatorRows) -> tuple[_Told, _Records]:
    """Those of some projects."""
    some = portfolio.summaries
    values = {field.key: [_value(field, one) for one in some] for field in FIELDS if not field.numbered}
    values |= {key: [of(one) for one in some] for key, of in FILTERED.items()}
    characters = {one for s in some for text in (s.name, s.title, s.unit.name) for one in text if one.strip()}
    columns = {key: [_text(value) for value in column] for key, column in values.items()}
    sounds = {key: [_otherwise(of(one), syllables) for one in some] for key, of in SPELLED.items()}
    each = zip(zip(*columns.values(), strict=True), zip(*sounds.values(), strict=True), strict=True)
    sums = [_sum(_text([FORM, *one])) for one in each]
    records = _Records({key: "\n".join(column) for key, column in columns.items()}, sounds, sums)
    told = _Told(
        some[0].year,
        sums,
        [facets.counted(one) for one in some],
        {one: spelled(one)[0] for one in sorted(characters)},
        {one.unit.name: _otherwise(one.unit.name, spelled) for one in some},
        _words(some),
    )
    return told, records


def _year_files(parts: Parts, _: JoinScope, year: int) -> Iterator[Export]:
    """The scripts of a year."""
    listed: list[_Records] = [one.value for one in parts]
    name = _name(year, listed)
    for number, text in enumerate(_scripts(listed)):
        yield _script(f"records/{name}-{number}", text)


def _name(year: int, parts: Iterable[_Told | _Records]) -> str:
    """How the scripts of a year are named, whatever parts their records came in."""
    return f"{year}-{_sum(' '.join(one for part in parts for one in part.sums))}"


def _site_files(parts: Parts, scope: JoinScope) -> Iterator[Export]:
    """The head, and the tallies of the years, newest first."""
    words = [Counter[str]() for _ in TERMS]
    plain, units = dict[str, str](), dict[str, Sounds]()
    years = dict[int, list[_Told]]()
    for part in (one.value for one in parts):
        years.setdefault(part.year, []).append(part)
        plain |= part.characters
        units |= {name: sounds for name, sounds in part.units.items() if sounds}
        for counter, some in zip(words, part.words, strict=True):
            counter.update(some)
    counted = {year: [one for part in some for one in part.counted] for year, some in years.items()}
    found = facets.facets([one for some in counted.values() for one in some])
    told = [{"year": str(year), "file": _name(year, some), "count": len(counted[year])} for year, some in years.items()]
    tallies = {str(year): facets.tally(some, found) for year, some in counted.items()}
    text = _text(tallies)
    of_years = f"tallies-{_sum(text)}"
    yield _script(of_years, text)
    head = {
        "fields": [_described(field) for field in FIELDS],
        "facets": [{"key": one.key, "label": one.label, "values": one.values} for one in found],
        "years": told,
        "tally": facets.added(tallies.values()),
        "tallies": of_years,
        "together": MAX_RECORDS,
        "units": {unit.name: unit.names[1:] for unit in scope.book.units if unit.names[1:]},
        "grade_words": sorted({word for s in scope.book.schemes.values() for one in s.grades for word in one.words}),
        "grades": facets.ONE_GRADE,
        "terms": _terms(words),
        "sounds": ["".join(sorted(plain)), " ".join(plain[one] for one in sorted(plain))],
        "unit_sounds": units,
    }
    yield Export("search/records.js", f'JXGK.provide("columns",{_harmless(_text(head))});\n'.encode())


JOINED = (JoinedTable("records", _part, (_site_files,), (None, _year_files)),)


def _script(at: str, text: str) -> Export:
    return Export(f"search/{at}.js", f'JXGK.files.arrive("{at}",{_harmless(text)});\n'.encode())


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _harmless(script: str) -> str:
    return script.replace("<", "\\u003c")


def _scripts(parts: Sequence[_Records]) -> Iterator[str]:
    """The columns of a year, so many records at a time."""
    columns = {key: "\n".join(part.columns[key] for part in parts).split("\n") for key in parts[0].columns}
    sounds = {key: [one for part in parts for one in part.sounds[key]] for key in SPELLED}
    for at in range(0, len(columns["basis"]), MAX_RECORDS):
        of = slice(at, at + MAX_RECORDS)
        texts = ",".join(f"{_text(key)}:{_column(column[of])}" for key, column in columns.items())
        others = {key: {str(place): one for place, one in enumerate(all[of]) if one} for key, all in sounds.items()}
        yield f'{{"columns":{{{texts}}},"sounds":{_text(others)}}}'


def _described(field: Field[ProjectSummary]) -> dict[str, object]:
    """What the scripts know of a field; `table`: it is a column of the CSV."""
    about = {"key": field.key, "title": field.title, "heading": field.heading, "unit": field.unit, "kind": field.kind}
    return {**about, "table": Channel.TABLE in field.seen, "numbered": field.numbered}


def _value(field: Field[ProjectSummary], summary: ProjectSummary) -> object:
    """A value as a table shows it; an object as it is."""
    value = field.of(summary)
    return value if field.kind == "对象" else cell_text(value)


def _column(values: Column) -> str:
    """The values one after the other; where they recur, each once, and for each record the place of its value."""
    found = sorted(set(values))
    if len(found) * MIN_RECURRENCE > len(values):
        return f"[{','.join(values)}]"
    places = {text: f"{place}" for place, text in enumerate(found)}
    return f'{{"values":[{",".join(found)}],"at":[{",".join(places[value] for value in values)}]}}'


def _otherwise(text: str, read: Callable[[str], Sequence[str]]) -> Sounds:
    """Where in a text a character reads otherwise than by itself: 重 in 重庆 is chong."""
    sounds = zip(text, read(text), strict=True)
    return {str(at): sound for at, (one, sound) in enumerate(sounds) if one.strip() and spelled(one)[0] != sound}


def _words(summaries: Sequence[ProjectSummary]) -> Sequence[Sequence[str]]:
    """Words to begin with, where a reader has none, of each kind: they stand on pages."""
    return (
        [min(one.unit.names, key=len) for one in summaries],
        [one.method or "" for one in summaries],
        [state for one in summaries for state, _ in one.states],
        [loss.name for one in summaries for loss in one.costliest],
    )


def _terms(words: Sequence[Counter[str]]) -> list[str]:
    """Of each kind of words those that stand there most."""
    found: dict[str, None] = {}
    for most, counted in zip(TERMS, words, strict=True):
        fitting = [(-count, word) for word, count in counted.items() if 1 < len(word) <= LONGEST_TERM]
        found |= dict.fromkeys(word for _, word in sorted(fitting)[:most])
    return list(found)[:MAX_TERMS]
