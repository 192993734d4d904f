"""Segment of the index: consecutive documents with the posting lists of their texts."""

import hashlib
import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import add
from typing import TypeVar

from generator.search.fold import fold
from generator.search.grams import END, bmp_only, decode, longs, pairs, runs
from generator.search.postings import BUCKETS, MOST, buckets_of, encode

BLOCKS = 256  # of buckets joined together; blocks unchanged in all segments are not joined again
WIDTH = BUCKETS // BLOCKS  # buckets in a block

# Script of the text of a page, a call of theme/overrides/assets/js/search.js
TEXT = b'JXGK.search.page("%s",%s);\n'

T = TypeVar("T")


@dataclass(frozen=True)
class Document:
    """A searchable page: address, title, kind, year (0 for none), visible text."""

    address: str
    title: str
    kind: str
    year: int
    text: str


@dataclass(frozen=True)
class SegmentFacts:
    """Metadata of a written segment."""

    name: str  # digest of its texts, part of their file names
    kinds: tuple[tuple[str, int], ...]  # run lengths of kinds of documents
    ends: tuple[int, ...]  # end offset of each block in the lists
    sums: tuple[str, ...]  # digest of the lists of each block

    @property
    def count(self) -> int:
        return sum(count for _, count in self.kinds)


@dataclass(frozen=True)
class Segment:
    """An indexed segment: metadata, text files by name, posting lists."""

    facts: SegmentFacts
    texts: tuple[tuple[str, bytes], ...]
    lists: bytes


def segment(documents: Iterable[Document]) -> Segment:
    """Index documents given in order of results."""
    pages = tuple(documents)
    assert len(pages) <= MOST, "a list has one bit for each"
    lines = [to_json([page.address, page.title, page.kind, page.year, page.text]) for page in pages]
    name = hashlib.sha256(b"\n".join([TEXT, *lines])).hexdigest()[:10]
    names = [f"{name}-{number}" for number in range(len(lines))]
    blocks = _blocks([bmp_only(fold(document.text)) for document in pages])
    facts = SegmentFacts(
        name,
        tuple((kind, len(list(of_kind))) for kind, of_kind in groupby(page.kind for page in pages)),
        tuple(accumulate(map(len, blocks))),
        tuple(hashlib.sha256(block).hexdigest()[:16] for block in blocks),
    )
    texts = ((f"texts/{name}.js", TEXT % (name.encode(), line)) for name, line in zip(names, lines, strict=True))
    return Segment(facts, tuple(texts), b"".join(blocks))


def _blocks(texts: list[str]) -> list[bytes]:
    """Return the lists of each block, one bucket a line: sorted n-grams, each followed by its list."""
    buckets: list[list[str]] = [[] for _ in range(BUCKETS)]
    for masks in (_short(_masks(pairs, texts)), _long(_masks(runs, texts))):
        lists = map(buckets.__getitem__, buckets_of(masks))
        entries = map(" ".join, zip(masks, map(encode, masks.values()), strict=True))
        deque(map(list.append, lists, entries), maxlen=0)  # keeps nothing, only runs
    deque(map(list.sort, buckets), maxlen=0)
    blocks = ("\n".join(map(" ".join, buckets[start : start + WIDTH])) + "\n" for start in range(0, BUCKETS, WIDTH))
    return [block.replace("\\", "\\\\").replace('"', '\\"').encode() for block in blocks]


def _masks(pieces: Callable[[str], Iterable[T]], texts: Iterable[str]) -> dict[T, int]:
    """Return a bit mask of texts for each n-gram."""
    masks: defaultdict[T, int] = defaultdict(int)
    for number, text in enumerate(texts):
        bit = 1 << number
        for piece in pieces(text):
            masks[piece] |= bit
    return masks


def _short(pairs: dict[int, int]) -> dict[str, int]:
    """Return the masks of bigrams, and of single characters, derived from bigrams."""
    text = decode(pairs)
    firsts = text[::2]
    masks = dict(zip(map(add, firsts, text[1::2]), pairs.values(), strict=True))
    single: defaultdict[str, int] = defaultdict(int)
    for character, mask in zip(firsts, pairs.values(), strict=True):
        single[character] |= mask
    for character in single:
        masks.pop(character + END, None)
    return masks | single


def _long(runs: dict[str, int]) -> dict[str, int]:
    """Return the masks of trigrams and 4-grams, from those of runs, since texts share many runs."""
    masks: defaultdict[str, int] = defaultdict(int)
    for run, mask in runs.items():
        for piece in longs(run):
            masks[piece] |= mask
    return masks


def to_json(value: object) -> bytes:
    """Serialize to JSON that is also valid JavaScript in old browsers."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
