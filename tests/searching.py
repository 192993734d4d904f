"""A second reader of the full-text index, in Python: what tests and benchmarks ask, and what it costs to ask."""

import gzip
import json
import random
import re
from base64 import b64decode
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Any

from generator.search import Document
from generator.search.fold import fold
from generator.search.grams import asked, closer, settles
from generator.search.postings import shard_of

MOST, SHOWN, LOOKED = 8, 10, 20  # as search.js and fulltext.js


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
        facts = json.loads(self.files["facts"])
        words = words_of(query)
        every = list(dict.fromkeys(piece for word in words for piece in asked(word)))
        pieces = every[:: -(-len(every) // MOST)]
        numbers = sorted(set.intersection(*(self._numbers(piece, facts["shards"]) for piece in pieces)))
        sure = len(pieces) == len(every) and all(map(settles, words))
        if wanted and not sure and len(numbers) <= LOOKED:
            wanted = LOOKED
        starts = list(accumulate(map(int, facts["chunks"]), initial=0))
        found: list[str] = []
        narrow, looked = False, 0
        while numbers and (wanted is None or len(found) < wanted):
            step = len(found), len(numbers) if wanted is None else wanted - len(found)
            some, numbers = numbers[: step[1]], numbers[step[1] :]
            looked += len(some)
            for number in some:
                chunk = bisect(starts, number) - 1
                address, _, _, _, text = self._script(f"t{chunk}.js")[number - starts[chunk]]
                if all(word in folded(text) for word in words):
                    found.append(address)
            if wanted and looked >= LOOKED and found:
                break
            if (len(found) - step[0]) * 2 < len(some) and not narrow:
                narrow = True
                more = {piece for word in words for piece in closer(word)}
                numbers = sorted(set(numbers).intersection(*(self._numbers(piece, facts["shards"]) for piece in more)))
        return found

    def _numbers(self, piece: str, shards: int) -> set[int]:
        return set(decode(self._script(f"s{shard_of(piece, shards)}.js").get(piece, "")))

    def _script(self, name: str) -> Any:
        if name not in self.fetched:
            self.fetched[name] = len(gzip.compress(self.files[name])) if self.weighs else 0
        if name not in self.parsed:
            found = re.fullmatch(r"JXGK_SEARCH\.\w+\(\d+,(.*)\);\n", self.files[name].decode(), re.S)
            assert found, name
            self.parsed[name] = json.loads(found[1])
        return self.parsed[name]


def decode(text: str) -> Iterator[int]:
    data = b64decode(text.removeprefix("!") + "=" * (-len(text.removeprefix("!")) % 4))
    if text.startswith("!"):
        yield from (at * 8 + bit for at, byte in enumerate(data) for bit in range(8) if byte >> bit & 1)
        return
    last, step, shift = -1, 0, 0
    for byte in data:
        step |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            last += step + 1
            yield last
            step = shift = 0


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
