"""The scripts that are shipped, run in Node for tests and benchmarks: what they find, and what it costs to ask."""

import atexit
import gzip
import json
import os
import random
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from generator.search import Document, Segment, cut, head_files, list_address, list_files, segment, spans
from generator.search.fold import fold

SERVE = Path(__file__).parents[1] / "scripts/serve.mjs"


@cache
def _node() -> "subprocess.Popen[str]":
    node = subprocess.Popen(
        [os.environ.get("NODE") or "node", SERVE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )
    atexit.register(node.wait)
    atexit.register(node.terminate)  # the last that is registered is the first that is done
    return node


def shipped(name: str, *given: object) -> Any:
    """What the scripts answer to a call of `tests/scripts/serve.mjs`."""
    node = _node()
    assert node.stdin and node.stdout
    node.stdin.write(json.dumps({"call": name, "with": given}) + "\n")
    node.stdin.flush()
    return json.loads(node.stdout.readline())


def join(segments: Iterable[Segment]) -> Iterator[tuple[str, bytes]]:
    """All files of an index by address in `search/`, as the tasks of a build write them."""
    parts = list(segments)
    facts = [part.facts for part in parts]
    yield from chain.from_iterable(part.texts for part in parts)
    names = []
    for span in spans(facts):
        for number, (name, file) in enumerate(list_files(span, (part.lists[span.of(part.facts)] for part in parts))):
            names.append(name)
            yield list_address(span.first + number, name), file
    yield from head_files(facts, names)


def index(documents: Iterable[Document]) -> dict[str, bytes]:
    """The files of the index of some documents, cut into segments as a build does."""
    return dict(join(map(segment, cut(documents, attrgetter("address")))))


def holders(documents: Sequence[Document], query: str) -> list[str]:
    """The addresses of the documents that hold every word, in their order, found by looking into all of them."""
    words = [word for word in map(fold, query.split()) if word]
    return [d.address for d in documents if all(word in folded(d.text) for word in words)]


folded = lru_cache(1 << 12)(fold)


class Reader:
    """A reader of the files of an index, who asks as a browser would."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Hand the files over."""
        self.sizes = cache(lambda name: len(gzip.compress(files[name])))
        self.number = shipped("open", {name: data.decode() for name, data in files.items()})

    def find(self, queries: Iterable[str]) -> list[list[str]]:
        """For each query the addresses of all pages that hold every word, in the order of the index."""
        answers = shipped("find", self.number, list(queries))
        assert all(answer["total"] == len(answer["addresses"]) for answer in answers)
        return [answer["addresses"] for answer in answers]

    def cost(self, query: str, wanted: int) -> int:
        """The bytes, each file gzipped, that who has none of them fetches to see the first results."""
        return sum(map(self.sizes, set(shipped("first", self.number, query, wanted)["fetched"])))


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
