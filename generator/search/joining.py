"""Joining of segments: posting-list files loaded by queries, and the head of the index.

A posting-list file is named by number and digest, so that cached files are never outdated and unchanged ones stay.
The names are in small files, named likewise; a query needs few of them.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from generator.search.grams import LONG, ROTATED
from generator.search.postings import BEGUN, BITS, BUCKETS, MARK, SIGNS
from generator.search.segments import BLOCKS, WIDTH, SegmentFacts, to_json

SHARD_BYTES = 9_000  # aim for a posting-list file, the download cost of an n-gram of a query
TOGETHER = 32  # posting-list files written together
NAMED = 128  # posting-list files named in one file

# Scripts of the index, calls of theme/overrides/assets/js/search.js
LISTS = b"JXGK.search.lists(%d,[%s]);\n"
NAMES = b'JXGK.search.names(%d,"%s");\n'
TABLE = b"JXGK.search.table(%s);\n"
INDEX = b'JXGK.provide("index",%s);\n'


class BlockSpan(NamedTuple):
    """Blocks joined together, `start` to `end` (exclusive), and their posting-list files, from number `first`."""

    start: int
    end: int
    first: int
    files: int

    def of(self, facts: SegmentFacts) -> slice:
        """Return the slice of the blocks in the lists of a segment."""
        return slice(facts.ends[self.start - 1] if self.start else 0, facts.ends[self.end - 1])

    def sums(self, facts: Iterable[SegmentFacts]) -> str:
        """Return the digest input of the files."""
        return ",".join("".join(segment.sums[self.start : self.end]) for segment in facts)


def spans(facts: Sequence[SegmentFacts]) -> list[BlockSpan]:
    """Return spans covering all blocks; file sizes stay about the same for any number of documents."""
    shards = _shards(facts)
    files = min(shards, TOGETHER)
    blocks = BLOCKS * files // shards
    return [BlockSpan(index * blocks, (index + 1) * blocks, index * files, files) for index in range(shards // files)]


def list_files(span: BlockSpan, columns: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a span by name suffix; `columns` are its lists, one per segment."""
    width = (span.end - span.start) * WIDTH // span.files
    lines = [_joined(column.split(b"\n")[:-1], width) for column in columns]
    for number, lists in enumerate(zip(*lines, strict=True) if lines else [()] * span.files):
        file = LISTS % (span.first + number, b",\n".join(map(b'"%s"'.__mod__, lists)))
        yield _sum(file), file


def _joined(lines: list[bytes], width: int) -> list[bytes]:
    """Join every `width` lines into one, without empty ones."""
    chunks = (lines[start : start + width] for start in range(0, len(lines), width))
    return lines if width == 1 else [b" ".join(filter(None, chunk)) for chunk in chunks]


def list_address(number: int, name: str) -> str:
    """Return the address of a posting-list file in `search/`."""
    return f"lists/{number}-{name}.js"


def head_files(facts: Sequence[SegmentFacts], names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield the head of the index: `index.js`, loaded by every query, table of segments, and names of files."""
    shards = _shards(facts)
    named = min(shards, NAMED)
    parts = list(_name_files("".join(names), shards // named))
    yield from ((f"names/{number}-{name}.js", file) for number, (name, file) in enumerate(parts))
    table = TABLE % to_json([(segment.name, segment.count) for segment in facts])
    address = f"table-{hashlib.sha256(table).hexdigest()[:10]}"
    yield f"{address}.js", table
    every = groupby(chain.from_iterable(segment.kinds for segment in facts), key=lambda pair: pair[0])
    kinds = [(kind, sum(count for _, count in pairs)) for kind, pairs in every]
    # Parameters for the browser, so that nothing is defined twice.
    reading = {"long": LONG, "turned": ROTATED, "begun": BEGUN, "signs": SIGNS, "bits": BITS, "mark": MARK}
    places = {"table": address, "shards": shards, "names": "".join(name for name, _ in parts), "named": named}
    yield "index.js", INDEX % to_json({**places, "kinds": kinds, **reading})


def _name_files(names: str, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield the files of names of posting-list files, by name suffix."""
    width = len(names) // count
    for number in range(count):
        file = NAMES % (number, names[number * width : (number + 1) * width].encode())
        yield _sum(file), file


def _sum(file: bytes) -> str:
    """Return the name suffix of a file, a digest of its content."""
    return hashlib.sha256(file).hexdigest()[:6]


def _shards(facts: Iterable[SegmentFacts]) -> int:
    """Return the number of posting-list files, a power of two, for files of similar size."""
    return min(BUCKETS, 1 << (sum(segment.ends[-1] for segment in facts) // SHARD_BYTES).bit_length())
