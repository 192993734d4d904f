"""Inverted full-text index: texts of pages in, small scripts out; exact for any substring.

Every text is folded (`fold.py`); for each n-gram (`grams.py`) there is a posting list of documents (`postings.py`). The
browser intersects the lists of a query, then verifies the texts of results before showing them. Scripts load by
`<script>`, so search works on pages opened from a folder.

An index consists of segments of consecutive documents (`segments.py`), joined block by block (`joining.py`): a changed
document affects its own segment, and the blocks whose lists changed.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from zlib import crc32

from generator.search.joining import BlockSpan, head_files, list_address, list_files, spans
from generator.search.postings import MOST
from generator.search.segments import Document, Segment, SegmentFacts, segment

__all__ = [
    "BlockSpan",
    "Document",
    "Segment",
    "SegmentFacts",
    "cut",
    "head_files",
    "list_address",
    "list_files",
    "segment",
    "spans",
]

T = TypeVar("T")


def cut(items: Iterable[T], address: Callable[[T], str]) -> Iterator[list[T]]:
    """Split items into segments of at most `MOST`, at boundaries by hash: a new item affects only neighbours."""
    segment: list[T] = []
    for item in items:
        if segment and (len(segment) == MOST or crc32(address(item).encode()) % MOST == 0):
            yield segment
            segment = []
        segment.append(item)
    if segment:
        yield segment
