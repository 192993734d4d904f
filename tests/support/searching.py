"""A second reader of the full-text index, in Python: what tests and benchmarks ask, and what it costs to ask."""

import gzip
import json
import random
import re
from bisect import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any

from generator.search import Document
from generator.search.fold import fold
from generator.search.grams import asked, closer, settles
from generator.search.postings import BUCKETS, LAST, MORE, SIGNS, bucket_of

MOST, TRIED, LOOKED = 8, 3, 12  # as search.js and fulltext.js


def words_of(query: str) -> list[str]:
    return [word for word in map(fold, query.split()) if word]


def holders(documents: Sequence[Document], query: str) -> set[str]:
    """The addresses of the documents that hold every word, found by looking into all of them."""
    words = words_of(query)
    return {d.address for d in documents if all(word in folded(d.text) for word in words)}


folded = lru_cache(1 << 12)(fold)


@dataclass
class Reader:
    """The files of an index, read as a browser would; `fetched` counts the bytes of one question, each file gzipped."""

    files: Mapping[str, bytes]
    weighs: bool = False
    fetched: dict[str, int] = field(default_factory=dict)
    parsed: dict[str, Any] = field(default_factory=dict)

    def find(self, query: str, wanted: int | None = None) -> list[str]:
        """The addresses of the first pages (or of all) that hold every word, in the order of the index."""
        words = words_of(query)
        every = list(dict.fromkeys(piece for word in words for piece in asked(word)))
        few = [piece for piece in every if len(piece) == 4][: MOST // 2]
        rest = [piece for piece in every if piece not in few]
        pieces = few + rest[:: -(-len(rest) // (MOST - len(few))) or 1]
        numbers = sorted(set.intersection(*map(self._numbers, pieces)))
        sure = narrow = len(pieces) == len(every) and all(map(settles, words))
        if wanted and not sure and len(numbers) <= LOOKED:
            wanted = LOOKED
        found: list[str] = []
        looked = 0
        while numbers and (wanted is None or len(found) < wanted):
            most = len(numbers) if wanted is None else wanted - len(found) if narrow else TRIED
            some, numbers = numbers[:most], numbers[most:]
            looked += len(some)
            pages = [self._document(number) for number in some]
            held = [address for address, text in pages if all(word in folded(text) for word in words)]
            found += held
            if wanted and looked >= LOOKED and found:
                break
            if not narrow and len(held) < len(some):
                more = [piece for word in words for piece in closer(word) if piece not in pieces]
                numbers = sorted(set(numbers).intersection(*map(self._numbers, more[:: -(-len(more) // MOST) or 1])))
            narrow = True
        return found

    @cached_property
    def facts(self) -> Any:
        return json.loads(self.files["index.js"].removeprefix(b"window.JXGK_INDEX = ").removesuffix(b";\n"))

    def _document(self, number: int) -> tuple[str, str]:
        for count, name, sizes in self.facts["segments"]:
            if number < count:
                starts = list(accumulate(map(int, sizes), initial=0))
                chunk = bisect(starts, number) - 1
                address, _, _, _, text = self._script(f"texts/{name}-{chunk}.js")[number - starts[chunk]]
                return address, text
            number -= count
        raise IndexError(number)

    def _numbers(self, piece: str) -> set[int]:
        found: set[int] = set()
        first = 0
        lists = self._script(f"{self.facts['folder']}/s{bucket_of(piece) * self.facts['shards'] // BUCKETS}.js")
        for (count, _, _), text in zip(self.facts["segments"], lists, strict=True):
            parts = text.split(" ")
            if piece in (pieces := parts[::2]):
                found.update(first + number for number in decode(parts[pieces.index(piece) * 2 + 1], count))
            first += count
        return found

    def _script(self, name: str) -> Any:
        if name not in self.fetched:
            self.fetched[name] = len(gzip.compress(self.files[name])) if self.weighs else 0
        if name not in self.parsed:
            found = re.fullmatch(
                r"JXGK_SEARCH\.(lists\(\d+|texts\(\"[^\"]*\"),(.*)\);\n", self.files[name].decode(), re.S
            )
            assert found, name
            self.parsed[name] = json.loads(found[2])
        return self.parsed[name]


def decode(text: str, count: int) -> list[int]:
    numbers, last, step, worth = [], -1, 1, 1
    for sign in text.removeprefix("~"):
        value = SIGNS.index(sign)
        if value < MORE:
            step, worth = step + (value + LAST) * worth, worth * MORE
        else:
            last += step + (value - MORE) * worth
            numbers.append(last)
            step = worth = 1
    return sorted(set(range(count)).difference(numbers)) if text.startswith("~") else numbers


def synthetic(real: Sequence[Document], count: int, seed: int = 1) -> list[Document]:
    """Pages made of sentences of the real ones, with figures of their own: as long, as alike and as different."""
    chance = random.Random(seed)
    sentences = [s for d in real if d.kind == "项目" for s in re.split(r"(?<=[。；])|(?= [一-龥]{4})", d.text) if s]
    length = sum(len(d.text) for d in real if d.kind == "项目") // sum(d.kind == "项目" for d in real)
    made = []
    for number in range(count):
        parts, size = [], 0
        while size < length:
            sentence = chance.choice(sentences)
            parts.append(re.sub(r"\d", lambda _: str(chance.randrange(10)), sentence))
            size += len(sentence)
        title = f"{2015 + number % 10}年{chance.choice(sentences)[:12]}项目{number}"
        address = f"{2015 + number % 10}/xiangmu-{number}.html"
        made.append(Document(address, title, "项目", 2015 + number % 10, f"{title} {' '.join(parts)}"))
    return made
