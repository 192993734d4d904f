"""Full-text index, inverted: texts of pages in, small scripts out; exact for any run of characters.

What makes it exact: every text is folded (`fold.py`), and for each of its characters, pairs and fours of digits
(`grams.py`) the documents that hold it are kept (`postings.py`). A reader intersects the lists of a query and then
looks into the texts of what it is about to show. The scripts load by `<script>`, so a page opened from a folder can
read them.

An index is made of segments, each of some documents that follow each other (`segments.py`), and joined block by block
(`joining.py`): a document that changed touches its own segment, and the blocks whose lists are others now.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from zlib import crc32

from generator.search.joining import BlockSpan, head_files, join, list_address, list_files, spans
from generator.search.postings import MOST
from generator.search.segments import Document, Segment, SegmentFacts, segment

__all__ = [
    "BlockSpan",
    "Document",
    "Segment",
    "SegmentFacts",
    "cut",
    "head_files",
    "join",
    "list_address",
    "list_files",
    "segment",
    "spans",
]

T = TypeVar("T")


def cut(items: Iterable[T], address: Callable[[T], str], most: int = MOST) -> Iterator[list[T]]:
    """Cut items into segments by their addresses; an item more or less moves only those near it."""
    segment: list[T] = []
    for item in items:
        if segment and (len(segment) == most or crc32(address(item).encode()) % most == 0):
            yield segment
            segment = []
        segment.append(item)
    if segment:
        yield segment
