"""The full-text index: texts of pages in, small scripts out; exact for any run of characters, and it knows no engine.

What makes it exact: every text is folded (`fold.py`), and for each of its characters, pairs and triples (`grams.py`)
the list of documents that hold it is kept (`postings.py`). A reader intersects the lists of a query and then looks into
the texts of what it is about to show. The scripts load by `<script>`, so a page opened from a folder can read them.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.search.fold import fold
from generator.search.grams import grams
from generator.search.postings import encode, shard_of

SHARD = 14_000  # bytes of a shard: what one pair of characters costs a reader
CHUNK = 12_000  # bytes of text fetched together, to show one result
FEW = 9  # documents in a chunk at most, so that the manifest can write it as one digit


@dataclass(frozen=True)
class Document:
    """A page as it is found: address, title, kind, year (0 for none) and its text as a reader sees it."""

    address: str
    title: str
    kind: str
    year: int
    text: str


def index(documents: Iterable[Document]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index by name, and at the end the facts a reader begins with, named `facts`."""
    lists: dict[str, array[int]] = {}
    sizes: list[int] = []
    kinds: list[tuple[str, int]] = []
    waiting: list[bytes] = []
    count = 0
    for number, document in enumerate(documents):
        count += 1
        for gram in grams(fold(document.text)):
            if (found := lists.get(gram)) is None:
                lists[gram] = array("I", (number,))
            else:
                found.append(number)
        if kinds and kinds[-1][0] == document.kind:
            kinds[-1] = (document.kind, kinds[-1][1] + 1)
        else:
            kinds.append((document.kind, 1))
        line = _line(document)
        if waiting and (len(waiting) == FEW or sum(map(len, waiting)) + len(line) > CHUNK):
            yield _chunk(sizes, waiting)
        waiting.append(line)
    if waiting:
        yield _chunk(sizes, waiting)
    encoded = {gram: encode(lists.pop(gram), count) for gram in sorted(lists)}
    weight = sum(len(gram.encode()) + len(value) + 6 for gram, value in encoded.items())
    shards = 1 << (weight // SHARD).bit_length()
    yield from _shards(encoded, shards)
    yield "facts", _json({"documents": count, "kinds": kinds, "shards": shards, "chunks": "".join(map(str, sizes))})


def _line(document: Document) -> bytes:
    return _json([document.address, document.title, document.kind, document.year, document.text])


def _chunk(sizes: list[int], waiting: list[bytes]) -> tuple[str, bytes]:
    """One file of texts, of those that wait; the first chunk is number 0."""
    name, data = f"t{len(sizes)}.js", b",\n".join(waiting)
    head = f"JXGK_SEARCH.texts({len(sizes)},[\n".encode()
    sizes.append(len(waiting))
    waiting.clear()
    return name, head + data + b"\n]);\n"


def _shards(encoded: Mapping[str, str], shards: int) -> Iterator[tuple[str, bytes]]:
    parts: list[dict[str, str]] = [{} for _ in range(shards)]
    for gram, value in encoded.items():
        parts[shard_of(gram, shards)][gram] = value
    for number, part in enumerate(parts):
        yield f"s{number}.js", f"JXGK_SEARCH.lists({number},".encode() + _json(part) + b");\n"


def _json(value: object) -> bytes:
    """JSON that is also a script in old browsers."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
