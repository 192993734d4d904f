"""Text index: all texts of a project end to end, so that a pattern is sought in all of them at once."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.checks._cache_last import cache_last
from generator.checks._texts import TextEntry, texts
from generator.core.record import Record

BREAK = "\0"  # before each text; YAML does not allow it inside one
MOST_CHARS, MOST_TEXTS = 120, 20_000  # how long a text is at most that is remembered, and how many are


class TextIndex:
    """Some texts, each searched once however often it stands there."""

    def __init__(self, entries: Sequence[TextEntry]) -> None:
        self.entries = entries
        self.lines = list(dict.fromkeys([text for _, _, text, _ in entries]))
        self.searched: dict[re.Pattern[str], list[str]] = {}
        self.whole = "".join([f"{BREAK}{line}" for line in self.lines])
        self.ends = list(accumulate([len(line) + 1 for line in self.lines]))

    def matching(self, *patterns: re.Pattern[str]) -> list[TextEntry]:
        """The texts that hold one of the patterns, at every place where they stand, in the order of the file."""
        found = {line for pattern in patterns for line in self.holding(pattern)}
        return [entry for entry in self.entries if entry[2] in found] if found else []

    def holding(self, pattern: re.Pattern[str]) -> list[str]:
        """The different ones among them that hold one pattern."""
        if pattern not in self.searched:  # some checks share one
            self.searched[pattern] = list(self._search(pattern))
        return self.searched[pattern]

    def _search(self, pattern: re.Pattern[str]) -> Iterator[str]:
        found = pattern.search(self.whole)
        while found:
            number = bisect_right(self.ends, found.start())
            yield self.lines[number]
            found = pattern.search(self.whole, self.ends[number])


@cache_last
def text_index(top: Record) -> TextIndex:
    """All texts of a project or an 一览."""
    return TextIndex(texts(top))


_harmless: set[str] = set()


def new_texts(top: Record) -> TextIndex:
    """Those of its texts that are not known to be harmless: papers of one office say many things in the same words."""
    return TextIndex([entry for entry in texts(top) if entry[2] not in _harmless])


def remember_harmless(read: TextIndex) -> None:
    """Remember the texts in which no text check saw one of its signs, after all these checks have read them."""
    if len(_harmless) > MOST_TEXTS:
        _harmless.clear()
    suspicious = {line for lines in read.searched.values() for line in lines}
    _harmless.update(line for line in read.lines if len(line) <= MOST_CHARS and line not in suspicious)
