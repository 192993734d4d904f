"""Records of 查询 as scripts, because pages opened from a folder cannot fetch.

`records.js` is the head: fields, filters, tally of all projects, and names of the scripts of each year. Such a script
has a column per field, with recurring values stored once. A first visit loads the head and one script, however many
projects there are; tallies of years are a separate script. Problems and advice are in the full-text index.

The scripts of a year depend on that year only. Their names include a digest, so that cached scripts never mix with a
new head.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.core.grouping import grouped_by
from generator.exports import _facets as facets
from generator.exports._facets import spelled
from generator.exports._formats import compact_json, script_safe
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
FILTERED: Mapping[str, Callable[[ProjectSummary], object]] = {  # values counted and summed by the filters
    "grade_group": facets.grade,
    "grade_words": facets.grade_words,
    "amount": facets.amount,
    "rate": lambda summary: "" if (rate := facets.rate(summary)) is None else f"{rate:f}",
    "rate_band": facets.rate_band,
    "basis": facets.basis,
}
MAX_RECORDS = 500  # in one script
FORM = "2"  # format version, part of the names
MIN_RECURRENCE = 4  # average occurrences of a value from which a column is indexed
TERMS = (3, 2, 2, 3)  # number of suggested words by kind
MAX_TERMS, LONGEST_TERM = 10, 12

Column = Sequence[str]  # values, each as JSON
Sounds = Mapping[str, str]  # syllables by character index, where they differ from the character's default


class _Records(NamedTuple):
    """Records of the projects of a year: columns, and irregular readings of names."""

    columns: Mapping[str, Column]
    sounds: Mapping[str, Sequence[Sounds]]

    @classmethod
    def of(cls, summaries: Sequence[ProjectSummary]) -> "_Records":
        """Build the records of projects."""
        values = {
            field.key: [_value(field, summary) for summary in summaries] for field in FIELDS if not field.numbered
        }
        values |= {key: [of(summary) for summary in summaries] for key, of in FILTERED.items()}
        columns = {key: [compact_json(value) for value in column] for key, column in values.items()}
        sounds = {key: [_otherwise(of(summary), syllables) for summary in summaries] for key, of in SPELLED.items()}
        return cls(columns, sounds)

    def name(self, year: int) -> str:
        """Return the name of their scripts, with a digest of the content."""
        records = zip(zip(*self.columns.values(), strict=True), zip(*self.sounds.values(), strict=True), strict=True)
        return f"{year}-{_sum(' '.join(_sum(compact_json([FORM, *record])) for record in records))}"

    def scripts(self) -> Iterator[str]:
        """Yield the scripts, each with at most `MAX_RECORDS` records."""
        for start in range(0, len(self.columns["basis"]), MAX_RECORDS):
            part = slice(start, start + MAX_RECORDS)
            texts = ",".join(f"{compact_json(key)}:{_column(column[part])}" for key, column in self.columns.items())
            odd = {
                key: {str(place): sounds for place, sounds in enumerate(every[part]) if sounds}
                for key, every in self.sounds.items()
            }
            yield f'{{"columns":{{{texts}}},"sounds":{compact_json(odd)}}}'


def year_files(portfolio: Portfolio, year: int) -> Iterator[Export]:
    """Yield the scripts of a year."""
    records = _Records.of(portfolio.newest_first)
    name = records.name(year)
    for number, text in enumerate(records.scripts()):
        yield _script(f"records/{name}-{number}", text)


def site_files(portfolio: Portfolio) -> Iterator[Export]:
    """Yield the head, and the tallies of the years, newest first."""
    if not portfolio.summaries:
        return
    years = grouped_by(portfolio.newest_first, lambda summary: summary.year)
    filters = facets.facets(portfolio.summaries)
    text = compact_json({str(year): facets.tally(summaries, filters) for year, summaries in years.items()})
    tallies = f"tallies-{_sum(text)}"
    yield _script(tallies, text)
    units = dict.fromkeys(summary.unit.name for summary in portfolio.newest_first)
    names = (name for summary in portfolio.summaries for name in (summary.name, summary.title, summary.unit.name))
    characters = sorted({character for name in names for character in name if character.strip()})
    schemes = portfolio.book.schemes.values()
    head = {
        "fields": [_described(field) for field in FIELDS],
        "facets": [{"key": facet.key, "label": facet.label, "values": facet.values} for facet in filters],
        "years": [
            {"year": str(year), "file": _Records.of(summaries).name(year), "count": len(summaries)}
            for year, summaries in years.items()
        ],
        "tally": facets.tally(portfolio.summaries, filters),
        "tallies": tallies,
        "together": MAX_RECORDS,
        "units": {unit.name: unit.names[1:] for unit in portfolio.book.units if unit.names[1:]},
        "grade_words": sorted({word for scheme in schemes for band in scheme.grades for word in band.words}),
        "grades": facets.ONE_GRADE,
        "terms": _terms(portfolio.summaries),
        "sounds": ["".join(characters), " ".join(spelled(character)[0] for character in characters)],
        "unit_sounds": {name: sounds for name in units if (sounds := _otherwise(name, spelled))},
    }
    yield Export("search/records.js", f'JXGK.provide("columns",{script_safe(compact_json(head))});\n'.encode())


def _script(address: str, text: str) -> Export:
    return Export(f"search/{address}.js", f'JXGK.files.arrive("{address}",{script_safe(text)});\n'.encode())


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _described(field: Field[ProjectSummary]) -> dict[str, object]:
    """Describe a field for the scripts; `table`: also a column of the CSV."""
    about = {"key": field.key, "title": field.title, "heading": field.heading, "unit": field.unit, "kind": field.kind}
    return {**about, "table": Channel.TABLE in field.seen, "numbered": field.numbered}


def _value(field: Field[ProjectSummary], summary: ProjectSummary) -> object:
    """Return the text of a value; objects unchanged."""
    value = field.of(summary)
    return value if field.kind == "对象" else cell_text(value)


def _column(values: Column) -> str:
    """Return a column as JSON; recurring values once, with an index per record."""
    distinct = sorted(set(values))
    if len(distinct) * MIN_RECURRENCE > len(values):
        return f"[{','.join(values)}]"
    indexes = {text: f"{index}" for index, text in enumerate(distinct)}
    return f'{{"values":[{",".join(distinct)}],"at":[{",".join(indexes[value] for value in values)}]}}'


def _otherwise(text: str, read: Callable[[str], Sequence[str]]) -> Sounds:
    """Return the irregular readings of a text by character index (重 in 重庆 is chong)."""
    sounds = enumerate(zip(text, read(text), strict=True))
    return {str(n): sound for n, (character, sound) in sounds if character.strip() and spelled(character)[0] != sound}


def _terms(summaries: Sequence[ProjectSummary]) -> list[str]:
    """Return suggested search words: the most frequent ones of each kind."""
    words = (
        Counter(min(summary.unit.names, key=len) for summary in summaries),
        Counter(summary.method or "" for summary in summaries),
        Counter(state for summary in summaries for state, _ in summary.states),
        Counter(loss.name for summary in summaries for loss in summary.costliest),
    )
    terms: dict[str, None] = {}
    for most, counted in zip(TERMS, words, strict=True):
        fitting = [(-count, word) for word, count in counted.items() if 1 < len(word) <= LONGEST_TERM]
        terms |= dict.fromkeys(word for _, word in sorted(fitting)[:most])
    return list(terms)[:MAX_TERMS]
