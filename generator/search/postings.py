"""Posting lists: which documents of a segment hold a piece, serialized as text, and the bucket each lies in."""

from binascii import b2a_base64
from collections.abc import Iterable
from functools import cache, lru_cache
from operator import getitem
from zlib import crc32

BUCKETS = 8192  # of every segment alike, so that segments can be joined by laying their buckets side by side
SHIFT = 32 - (BUCKETS - 1).bit_length()
BEGUN = 3  # characters that tell the bucket of a piece: those that begin alike lie together
BITS = 6  # in a sign, where a list has a bit for each document
SIGNS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"  # of bits, in the order of base64
    "!#$%&'()*,-.:;<=>?@[]^_`{|}"
)
MOST = len(SIGNS)  # documents in a segment
MARK = "~"  # begins a list that has a bit for each document
BYTES = -(-MOST // 24) * 3  # of so many bits: base64 takes three at a time


@lru_cache(1 << 15)
def encode(mask: int) -> str:
    """Encode the documents whose bits are set: a sign for each if they are few, else one for each six bits."""
    if mask.bit_count() * BITS <= mask.bit_length():
        return "".join(map(getitem, _numbers(), mask.to_bytes(BYTES, "little")))
    return MARK + b2a_base64(mask.to_bytes(BYTES, "big"), newline=False).lstrip(b"A").decode()


@cache
def _numbers() -> tuple[tuple[str, ...], ...]:
    """Return the signs of the documents whose bits are set in a byte, by its place and its value."""
    groups = (SIGNS[start : start + 8] for start in range(0, BYTES * 8, 8))
    return tuple(
        tuple("".join(sign for bit, sign in enumerate(group) if value >> bit & 1) for value in range(256))
        for group in groups
    )


def buckets_of(pieces: Iterable[str]) -> list[int]:
    """Return the buckets that pieces lie in: they follow each other by CRC-32, whose upper bits the reader asks for."""
    return [crc32(piece[:BEGUN].encode()) >> SHIFT for piece in pieces]
