"""Posting lists: which documents of a segment hold a piece, serialized as text, and the bucket each lies in."""

from binascii import b2a_base64
from functools import cache

BUCKETS = 4096  # of every segment alike, so that segments can be joined by laying their buckets side by side
BITS = 32 - BUCKETS.bit_length() + 1
MASK = 0xFFFFFFFF
MIX = (40503, 2654435761)  # odd numbers that spread pieces evenly over the buckets
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
MOST = len(SIGNS)  # documents in a segment


@cache
def single(mask: int) -> str:
    """The list of one document alone, which most are: the sign of its number."""
    return SIGNS[mask.bit_length() - 1]


def encode(mask: int) -> str:
    """The documents whose bits are set: one sign for one of them, else at least two, each for six bits in a row."""
    if not mask & (mask - 1):
        return single(mask)
    return b2a_base64(mask.to_bytes(9, "big"), newline=False).lstrip(b"A").rjust(2, b"A").decode()


def bucket_of(gram: str) -> int:
    """The bucket a piece lies in."""
    units = int.from_bytes(gram.encode("utf-16-le"), "little")
    return ((units ^ (units >> 32) * MIX[0]) * MIX[1] & MASK) >> BITS
