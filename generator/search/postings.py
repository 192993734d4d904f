"""Posting lists: documents of a segment that contain an n-gram, serialized as text, and buckets of n-grams."""

from binascii import b2a_base64
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import getitem
from zlib import crc32

BUCKETS = 8192  # same in every segment, so that buckets can be joined
SHIFT = 32 - (BUCKETS - 1).bit_length()
BEGUN = 3  # prefix length that determines the bucket of an n-gram
BITS = 6  # per sign in a bitmap list
SIGNS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"  # of bitmaps, in the order of base64
    "!#$%&'()*,-.:;<=>?@[]^_`{|}"
)
MOST = len(SIGNS)  # documents in a segment
MARK = "~"  # prefix of a bitmap list
BYTES = -(-MOST // 24) * 3  # of a bitmap, a multiple of 3 for base64


@lru_cache(1 << 15)
def encode(mask: int) -> str:
    """Encode a bit mask of documents: one sign per document if few, else a base64 bitmap."""
    if mask.bit_count() * BITS <= mask.bit_length():
        return "".join(map(getitem, _numbers(), mask.to_bytes(BYTES, "little")))
    return MARK + b2a_base64(mask.to_bytes(BYTES, "big"), newline=False).lstrip(b"A").decode()


@cache
def _numbers() -> tuple[tuple[str, ...], ...]:
    """Return the signs of a byte of a mask, by position and value."""
    groups = (SIGNS[start : start + 8] for start in range(0, BYTES * 8, 8))
    return tuple(
        tuple("".join(sign for bit, sign in enumerate(group) if value >> bit & 1) for value in range(256))
        for group in groups
    )


def buckets_of(pieces: Iterable[str]) -> list[int]:
    """Return the buckets of n-grams: the upper bits of the CRC-32 of their prefix."""
    return [crc32(piece[:BEGUN].encode()) >> SHIFT for piece in pieces]
