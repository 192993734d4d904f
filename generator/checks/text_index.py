"""Text index: all texts of a project end to end, so that a pattern is sought in all of them at once."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import itemgetter

from generator.checks.records import TextEntry, cache_last, texts
from generator.core.record import FieldName, Record

WORDS = itemgetter(2)  # of an entry
BREAK = "\0"  # before each text; YAML does not allow it inside one


class TextIndex:
    """Texts of a record, each searched once however often it occurs."""

    def __init__(self, entries: Sequence[TextEntry]) -> None:
        self.entries = entries
        self.lines = list(dict.fromkeys(map(WORDS, entries)))
        self.searched: dict[re.Pattern[str], list[str]] = {}
        self.whole = BREAK + BREAK.join(self.lines) if entries else ""
        self.ends = list(accumulate([len(line) + 1 for line in self.lines]))

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Indexes of the entries with each text."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(map(WORDS, self.entries)):
            places[text].append(place)
        return places

    def matching(self, *patterns: re.Pattern[str]) -> list[TextEntry]:
        """Return the entries that match one of the patterns, in the order of the file."""
        lines = {line for pattern in patterns for line in self.holding(pattern)}
        return [self.entries[place] for place in sorted(place for line in lines for place in self.places[line])]

    def holding(self, pattern: re.Pattern[str]) -> list[str]:
        """Return the distinct texts that match a pattern (cached: some checks share one)."""
        if pattern not in self.searched:  # some checks share one
            self.searched[pattern] = list(self._search(pattern))
        return self.searched[pattern]

    def _search(self, pattern: re.Pattern[str]) -> Iterator[str]:
        match = pattern.search(self.whole)
        while match:
            number = bisect_right(self.ends, match.start())
            yield self.lines[number]
            match = pattern.search(self.whole, self.ends[number])


@cache_last
def text_index(top: Record) -> TextIndex:
    """Return the index of all texts of a project or an 一览."""
    return TextIndex(texts(top))


def source_texts(top: Record, *patterns: re.Pattern[str]) -> Iterator[tuple[Record, FieldName, str]]:
    """Yield the texts that match one of the patterns, without the 说明, which are the editors' words."""
    for record, field, text, is_remark in text_index(top).matching(*patterns):
        if not is_remark:
            yield record, field, text
