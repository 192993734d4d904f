"""The full-text index: texts of pages in, small scripts out; exact for any run of characters, and it knows no engine.

What makes it exact: every text is folded (`fold.py`), and for each of its characters, pairs and fours of digits
(`grams.py`) the list of documents that hold it is kept (`postings.py`). A reader intersects the lists of a query and
then looks into the texts of what it is about to show. The scripts load by `<script>`, so a page opened from a folder
can read them. An index is made of segments, each of some documents: they can be made apart, kept, and joined at will.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TypeVar

from generator.search.fold import fold
from generator.search.grams import FOUR, fours, pairs, plain, spelled
from generator.search.postings import BUCKETS, MIX, MORE, SIGNS, bucket_of, encode

SHARD = 9_000  # bytes of a file of lists: what one piece of a query costs a reader
CHUNK = 6_000  # bytes of text fetched together, to show one result
FEW = 9  # documents in a chunk at most, so that the facts can write it as one digit

# The files are scripts: they call the one that asked for them (theme/overrides/assets/js/search.js).
TEXTS = b'JXGK.search.texts("%s",[\n%s\n]);\n'
LISTS = b"JXGK.search.lists(%d,[%s]);\n"
INDEX = b'JXGK.provide("index",%s);\n'

T = TypeVar("T")


@dataclass(frozen=True)
class Document:
    """A page as it is found: address, title, kind, year (0 for none) and its text as a reader sees it."""

    address: str
    title: str
    kind: str
    year: int
    text: str


@dataclass(frozen=True)
class Segment:
    """The part of the index for some documents, in the order of results."""

    kinds: tuple[tuple[str, int], ...]  # how many documents of which kind follow each other
    sizes: str  # documents in each chunk of text, one digit a chunk
    chunks: tuple[bytes, ...]
    buckets: tuple[bytes, ...]
    name: str  # the files of its texts keep it, and their bytes, while they stay the same

    @property
    def bare(self) -> "Segment":
        """The segment without its texts, where these are put in their place already."""
        return replace(self, chunks=())

    def texts(self) -> Iterator[tuple[str, bytes]]:
        """The files of its texts."""
        for number, chunk in enumerate(self.chunks):
            name = f"{self.name}-{number}"
            yield f"texts/{name}.js", TEXTS % (name.encode(), chunk)


def segment(documents: Iterable[Document]) -> Segment:
    """Count the pieces of some documents."""
    found = tuple(documents)
    texts = [plain(fold(document.text)) for document in found]
    lists = dict(_short(_lists(map(pairs, texts)))) | _lists(map(fours, texts))
    lines = [_json([one.address, one.title, one.kind, one.year, one.text]) for one in found]
    chunks = list(_chunks(lines))
    return Segment(
        tuple((kind, len(list(some))) for kind, some in groupby(one.kind for one in found)),
        "".join(str(len(chunk)) for chunk in chunks),
        tuple(b",\n".join(chunk) for chunk in chunks),
        tuple(_buckets(lists, len(found))),
        hashlib.sha256(b"\n".join([TEXTS, *lines])).hexdigest()[:8],
    )


def join(segments: Iterable[Segment]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index by their address in `search/`; texts only of segments that still carry them.

    Of a segment only its lists are held on to, so that a caller with many can hand over one after the other.
    """
    facts: list[tuple[int, str, str]] = []
    kinds: list[tuple[str, int]] = []
    columns: list[Sequence[bytes]] = []
    for one in segments:
        yield from one.texts()
        facts.append((sum(map(int, one.sizes)), one.name, one.sizes))
        for kind, count in one.kinds:
            before = kinds.pop()[1] if kinds and kinds[-1][0] == kind else 0
            kinds.append((kind, before + count))
        columns.append(one.buckets)
    shards = list(_shards(columns))
    # New lists have a new address, so that no browser mixes files it kept from the last ones with those of these.
    folder = hashlib.sha256(b"".join(hashlib.sha256(shard).digest() for shard in shards)).hexdigest()[:10]
    yield from ((f"{folder}/s{number}.js", shard) for number, shard in enumerate(shards))
    known = {"segments": facts, "kinds": kinds, "shards": len(shards), "folder": folder}
    # What the reader must do as it was done here, so that nothing of it is written twice.
    known |= {"four": FOUR, "signs": SIGNS, "more": MORE, "mix": MIX}
    yield "index.js", INDEX % _json(known)


def _shards(columns: Sequence[Sequence[bytes]]) -> Iterator[bytes]:
    """The files of lists: the same few buckets of every segment, so many that a file has about the same weight."""
    weight = sum(len(bucket) for column in columns for bucket in column)
    width = BUCKETS // min(BUCKETS, 1 << (weight // SHARD).bit_length())
    for number, start in enumerate(range(0, BUCKETS, width)):
        texts = (b'"%s"' % b" ".join(filter(None, column[start : start + width])) for column in columns)
        yield LISTS % (number, b",\n".join(texts))


def _lists(texts: Iterable[set[T]]) -> dict[T, list[int]]:
    """The numbers of the texts that hold each piece."""
    lists: defaultdict[T, list[int]] = defaultdict(list)
    for number, pieces in enumerate(texts):
        for numbers in map(lists.__getitem__, pieces):
            numbers.append(number)
    return lists


def _short(pairs: dict[int, list[int]]) -> Iterator[tuple[str, list[int]]]:
    """The lists of pairs, and those of single characters: each begins pairs."""
    single: defaultdict[str, list[list[int]]] = defaultdict(list)
    for pair, numbers in pairs.items():
        piece = spelled(pair)
        single[piece[0]].append(numbers)
        yield piece, numbers
    for character, some in single.items():
        yield character, sorted(set().union(*some))


def _buckets(lists: dict[str, list[int]], count: int) -> Iterator[bytes]:
    """The lists of each bucket as text: piece, list, piece, list; no blank stands in any of them."""
    parts: list[list[str]] = [[] for _ in range(BUCKETS)]
    for piece in sorted(lists):
        parts[bucket_of(piece)] += (piece, encode(lists[piece], count))
    return (" ".join(part).replace("\\", "\\\\").replace('"', '\\"').encode() for part in parts)


def _chunks(lines: Sequence[bytes]) -> Iterator[list[bytes]]:
    waiting: list[bytes] = []
    for line in lines:
        if waiting and (len(waiting) == FEW or sum(map(len, waiting)) + len(line) > CHUNK):
            yield waiting
            waiting = []
        waiting.append(line)
    if waiting:
        yield waiting


def _json(value: object) -> bytes:
    """JSON that is also a script in old browsers."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
