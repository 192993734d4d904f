"""Segment of the index: some documents that follow each other, the pieces of their texts counted."""

import hashlib
import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import add
from typing import TypeVar

from generator.search.fold import fold
from generator.search.grams import END, longs, pairs, plain, runs, spelled
from generator.search.postings import BUCKETS, MOST, buckets_of, encode

BLOCKS = 256  # of buckets that are joined together; what did not change in any segment is not joined again
WIDTH = BUCKETS // BLOCKS  # buckets in a block

# The file of a text is a script: it calls the one that asked for it (theme/overrides/assets/js/search.js).
TEXT = b'JXGK.search.page("%s",%s);\n'

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
class SegmentFacts:
    """Metadata of a written segment."""

    name: str  # the files of its texts keep it, and their bytes, while they stay the same
    kinds: tuple[tuple[str, int], ...]  # how many documents of which kind follow each other
    ends: tuple[int, ...]  # where the lists of each block end, one after the other
    sums: tuple[str, ...]  # of the lists of each block

    @property
    def count(self) -> int:
        return sum(count for _, count in self.kinds)


@dataclass(frozen=True)
class Segment:
    """A segment as it was counted: what is known of it, the files of its texts by their names, its lists."""

    facts: SegmentFacts
    texts: tuple[tuple[str, bytes], ...]
    lists: bytes


def segment(documents: Iterable[Document]) -> Segment:
    """Count the pieces of some documents, in the order of results."""
    pages = tuple(documents)
    assert len(pages) <= MOST, "a list has one bit for each"
    lines = [to_json([page.address, page.title, page.kind, page.year, page.text]) for page in pages]
    name = hashlib.sha256(b"\n".join([TEXT, *lines])).hexdigest()[:10]
    names = [f"{name}-{number}" for number in range(len(lines))]
    blocks = _blocks([plain(fold(document.text)) for document in pages])
    facts = SegmentFacts(
        name,
        tuple((kind, len(list(of_kind))) for kind, of_kind in groupby(page.kind for page in pages)),
        tuple(accumulate(map(len, blocks))),
        tuple(hashlib.sha256(block).hexdigest()[:16] for block in blocks),
    )
    texts = ((f"texts/{name}.js", TEXT % (name.encode(), line)) for name, line in zip(names, lines, strict=True))
    return Segment(facts, tuple(texts), b"".join(blocks))


def _blocks(texts: list[str]) -> list[bytes]:
    """Return the lists of each block, a bucket a line: piece, list, piece, list, sorted; none of them has a blank."""
    buckets: list[list[str]] = [[] for _ in range(BUCKETS)]
    for masks in (_short(_masks(pairs, texts)), _long(_masks(runs, texts))):
        lists = map(buckets.__getitem__, buckets_of(masks))
        entries = map(" ".join, zip(masks, map(encode, masks.values()), strict=True))
        deque(map(list.append, lists, entries), maxlen=0)  # keeps nothing, only runs
    deque(map(list.sort, buckets), maxlen=0)
    blocks = ("\n".join(map(" ".join, buckets[start : start + WIDTH])) + "\n" for start in range(0, BUCKETS, WIDTH))
    return [block.replace("\\", "\\\\").replace('"', '\\"').encode() for block in blocks]


def _masks(pieces: Callable[[str], Iterable[T]], texts: Iterable[str]) -> dict[T, int]:
    """Return the texts that hold each piece, a bit for each."""
    masks: defaultdict[T, int] = defaultdict(int)
    for number, text in enumerate(texts):
        bit = 1 << number
        for piece in pieces(text):
            masks[piece] |= bit
    return masks


def _short(pairs: dict[int, int]) -> dict[str, int]:
    """Return the masks of pairs, and those of single characters: each begins pairs."""
    text = spelled(pairs)
    firsts = text[::2]
    masks = dict(zip(map(add, firsts, text[1::2]), pairs.values(), strict=True))
    single: defaultdict[str, int] = defaultdict(int)
    for character, mask in zip(firsts, pairs.values(), strict=True):
        single[character] |= mask
    for character in single:
        masks.pop(character + END, None)
    return masks | single


def _long(runs: dict[str, int]) -> dict[str, int]:
    """Return the masks of threes and fours, from those of the runs that hold them: many runs stand in several texts."""
    masks: defaultdict[str, int] = defaultdict(int)
    for run, mask in runs.items():
        for piece in longs(run):
            masks[piece] |= mask
    return masks


def to_json(value: object) -> bytes:
    """JSON that is also a script in old browsers."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()
