"""All texts of a project laid end to end, so that what stands in few of them is sought in all of them at once."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate

from generator.checks._cache_last import cache_last
from generator.checks._texts import Text, texts
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
        self.sought: dict[re.Pattern[str], list[int]] = {}
        self.whole = _whole(self.lines)
        self.ends = list(accumulate(len(line) + 1 for line in self.lines))

    def met(self, *signs: re.Pattern[str]) -> list[Text]:
        """The texts in which one of the signs is met, at every spot where they stand, in the order of the file."""
        numbers = [number for line in self.lines_with(signs) for number in self.numbers[line]]
        return [self.texts[number] for number in sorted(numbers)]

    def lines_with(self, signs: Sequence[re.Pattern[str]]) -> list[str]:
        """The different ones among them."""
        met = {number for sign in signs for number in self._found(sign)}
        return [self.lines[number] for number in sorted(met)]

    def _found(self, sign: re.Pattern[str]) -> list[int]:
        if sign not in self.sought:  # some checks share one
            self.sought[sign] = list(self._seek(sign))
        return self.sought[sign]

    def _seek(self, sign: re.Pattern[str]) -> Iterator[int]:
        found = sign.search(self.whole)
        while found:
            number = bisect_right(self.ends, found.start())
            yield number
            found = sign.search(self.whole, self.ends[number])


text_index = cache_last(TextIndex)


def is_met(signs: Sequence[re.Pattern[str]], text: str) -> bool:
    """Whether one of the signs is met in a text that stands alone."""
    return any(sign.search(_whole([text])) for sign in signs)


def _whole(lines: Sequence[str]) -> str:
    return "".join(f"{BREAK}{line}" for line in lines)
