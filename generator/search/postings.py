"""Posting lists: which documents of a segment hold a piece, serialized as text, and the bucket each lies in."""

from binascii import b2a_base64
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

BUCKETS = 8192  # of every segment alike, so that segments can be joined by laying their buckets side by side
SHIFT = 32 - (BUCKETS - 1).bit_length()
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
MOST = len(SIGNS)  # documents in a segment


@lru_cache(1 << 14)
def encode(mask: int) -> str:
    """The documents whose bits are set: one sign for one of them, else at least two, each for six bits in a row."""
    if not mask & (mask - 1):
        return SIGNS[mask.bit_length() - 1]
    return b2a_base64(mask.to_bytes(9, "big"), newline=False).lstrip(b"A").rjust(2, b"A").decode()


def buckets_of(pieces: Iterable[str]) -> list[int]:
    """The buckets that pieces lie in: they follow each other by CRC-32, whose upper bits the reader asks for."""
    return [crc >> SHIFT for crc in map(crc32, map(str.encode, pieces))]
