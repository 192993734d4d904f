"""Text index: all texts of a project end to end, so that a pattern is sought in all of them at once."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.checks._cache_last import cache_last
from generator.checks._texts import TextEntry, texts
from generator.core.record import Record

BREAK = "\0"  # before each text; YAML does not allow it inside one


class TextIndex:
    """The texts of a project, each once, and which of its texts these are."""

    def __init__(self, top: Record) -> None:
        self.texts = texts(top)
        self.numbers: dict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(self.texts):
            self.numbers[text[2]].append(number)
        self.lines = list(self.numbers)
        self.searched: dict[re.Pattern[str], list[int]] = {}
        self.whole = _whole(self.lines)
        self.ends = list(accumulate(len(line) + 1 for line in self.lines))

    def matching(self, *patterns: re.Pattern[str]) -> list[TextEntry]:
        """The texts that hold one of the patterns, at every place where they stand, in the order of the file."""
        lines = {number for pattern in patterns for number in self._lines_with(pattern)}
        return [self.texts[at] for at in sorted(at for number in lines for at in self.numbers[self.lines[number]])]

    def _lines_with(self, pattern: re.Pattern[str]) -> list[int]:
        """The different ones among them that hold one pattern."""
        if pattern not in self.searched:  # some checks share one
            self.searched[pattern] = list(self._search(pattern))
        return self.searched[pattern]

    def _search(self, pattern: re.Pattern[str]) -> Iterator[int]:
        found = pattern.search(self.whole)
        while found:
            number = bisect_right(self.ends, found.start())
            yield number
            found = pattern.search(self.whole, self.ends[number])


text_index = cache_last(TextIndex)


def _whole(lines: Sequence[str]) -> str:
    return "".join(f"{BREAK}{line}" for line in lines)
