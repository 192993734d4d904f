"""Arrays that count a segment, by NumPy: the bytes that `segments.py` makes without it, in a quarter of the time.

A piece in a document is one number: its characters, each by its place among those of the segment, and the document.
Sorted, the documents that hold a piece follow each other, and the lists are written from there without any string.
"""

from binascii import b2a_base64
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from generator.search.grams import END, NUMERALS, STAND_IN
from generator.search.postings import BEGUN, BITS, BUCKETS, BYTES, MARK, MOST, SHIFT, SIGNS

Numbers: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

DOCUMENT = MOST.bit_length()  # bits
CHARACTER = (63 - DOCUMENT) // 4  # bits; a segment of more characters than that is not for here
SHIFTS = [DOCUMENT + CHARACTER * place for place in (3, 2, 1, 0)]  # so the order is that of texts
BESIDE = END * 2  # a text, so that each of its characters has two before it and two after
UNITS = 1 << 16
LONGEST = 3  # bytes of a character
DIGITS = BYTES * 8 // BITS
BLANK, LINE = b" \n"
NUMERIC = np.zeros(UNITS, bool)
NUMERIC[list(map(ord, NUMERALS))] = True
ALL = (1 << 32) - 1
STEPS = np.array([crc32(bytes([byte]), ALL) ^ ALL for byte in range(256)], np.uint32)


def blocks(texts: Sequence[str], width: int) -> list[bytes] | None:
    """The lists of each block of so many buckets; None where there are more characters than numbers."""
    stream = np.frombuffer("".join(f"{BESIDE}{text}{BESIDE}" for text in texts).encode("utf-16-le"), "<u2")
    seen = np.zeros(UNITS, bool)
    seen[stream] = True
    seen[[ord(END), ord(STAND_IN)]] = True
    alphabet = np.flatnonzero(seen)
    if len(alphabet) > 1 << CHARACTER:
        return None
    codes = np.cumsum(seen, dtype=np.int64) - 1
    found = _found(texts, NUMERIC[stream], codes[stream], int(codes[ord(STAND_IN)]))
    starts = np.flatnonzero(_differing(found >> DOCUMENT))
    lists = _Lists(found & ((1 << DOCUMENT) - 1), starts)
    pieces = found[starts]
    characters = alphabet[1:].astype("<u2").tobytes().decode("utf-16-le")
    return _written([pieces >> shift & ((1 << CHARACTER) - 1) for shift in SHIFTS], characters, lists, width)


def _found(texts: Sequence[str], numeric: Flags, codes: Numbers, stand_in: int) -> Numbers:
    """The pieces of all texts with their documents, sorted; `codes` are the characters as numbers, 0 beside a text."""
    owner = np.repeat(np.arange(len(texts), dtype=np.int64), [len(text) + 2 * len(BESIDE) for text in texts])
    single = np.zeros((len(texts), int(codes.max(initial=0)) + 1), bool)
    single[owner, codes] = True
    single[:, 0] = False
    documents, characters = np.nonzero(single)
    pairs = codes[:-1] << SHIFTS[0]
    pairs += codes[1:] << SHIFTS[1]
    pairs += owner[:-1]
    found = [(characters.astype(np.int64) << SHIFTS[0]) + documents, pairs[codes[:-1] > 0]]
    for places in _long(numeric):
        number = owner[places[1]]
        for shift, place in zip(SHIFTS, places, strict=False):
            code = codes[place]
            number += np.where(code, code, stand_in) << shift
        found.append(number)
    every = np.concatenate(found)
    every.sort()
    return every[_differing(every)]


def _differing(some: Numbers) -> Flags:
    """Where a number is another than the one before."""
    found = np.ones(len(some), bool)
    np.not_equal(some[1:], some[:-1], out=found[1:])
    return found


def _long(numeric: Flags) -> Iterator[tuple[NDArray[np.intp], ...]]:
    """Where the characters of the threes and fours are, as `longs` of `grams.py` says."""
    begins = np.flatnonzero(numeric[1:] & ~numeric[:-1]) + 1
    ends = np.flatnonzero(numeric[:-1] & ~numeric[1:]) + 1
    yield begins - 1, begins, begins + 1, begins - 2
    fours = np.flatnonzero(numeric[:-3] & numeric[1:-2] & numeric[2:-1] & numeric[3:])
    yield fours, fours + 1, fours + 2, fours + 3
    three, two = ends[ends - begins > 2], ends[ends - begins > 1]
    yield three - 3, three - 2, three - 1
    meets = numeric[two + 1]
    yield two[meets] - 2, two[meets] - 1, two[meets]
    yield two[~meets] - 2, two[~meets] - 1, two[~meets], two[~meets] + 1


class _Lists:
    """The lists of documents of all pieces, as `encode` of `postings.py` writes them."""

    def __init__(self, documents: Numbers, starts: NDArray[np.intp]) -> None:
        """Begin with the documents of all pieces, and where those of each begin."""
        self.documents, self.starts = documents, starts
        self.counts = np.diff(starts, append=len(documents))
        length = documents[starts + self.counts - 1] + 1
        self.few = self.counts * BITS <= length
        self.digits = -(-length // BITS)
        self.sizes = np.where(self.few, self.counts, self.digits + 1)

    def write(self, out: NDArray[np.uint8], at: Numbers) -> None:
        """Write them to their places."""
        begins = np.repeat(at - self.starts, self.counts) + np.arange(len(self.documents))
        few = np.repeat(self.few, self.counts)
        out[begins[few]] = np.frombuffer(SIGNS.encode(), np.uint8)[self.documents[few]]
        many = np.flatnonzero(~self.few)
        bits = np.zeros((len(many), BYTES * 8), bool)
        bits[np.repeat(np.arange(len(many)), self.counts[many]), BYTES * 8 - 1 - self.documents[~few]] = True
        digits = np.frombuffer(b2a_base64(np.packbits(bits).tobytes(), newline=False), np.uint8).reshape(-1, DIGITS)
        # In the order of base64, but for those left of the first bit that is set.
        columns = np.arange(DIGITS) - (DIGITS - self.digits[many])[:, None]
        out[at[many]] = ord(MARK)
        out[((at[many] + 1)[:, None] + columns)[columns >= 0]] = digits[columns >= 0]


class _Spelled:
    """The bytes of the characters that stand at one place of all pieces."""

    def __init__(self, letters: NDArray[np.uint8], starts: Numbers, sizes: Numbers) -> None:
        """Begin with bytes in a row, and where those of each piece are."""
        self.letters, self.starts, self.sizes = letters, starts, sizes

    def columns(self) -> Iterator[tuple[int, NDArray[np.intp], NDArray[np.uint8]]]:
        """Byte after byte: which it is, the pieces that have it, and theirs."""
        for column in range(LONGEST):
            some = np.flatnonzero(self.sizes > column)
            yield column, some, self.letters[self.starts[some] + column]


def _written(places: Sequence[Numbers], characters: str, lists: _Lists, width: int) -> list[bytes]:
    """Blocks of lines: the pieces of a bucket in their order, each with its list."""
    letters = np.frombuffer(characters.encode(), np.uint8)
    sizes = np.array([0, *(len(one.encode()) for one in characters)], np.int64)
    starts = np.cumsum(sizes) - sizes
    spelled = [_Spelled(letters, starts[some], sizes[some]) for some in places]
    buckets = _buckets(spelled[:BEGUN])
    order = np.argsort(buckets, kind="stable")
    lying = buckets[order]
    size = sum((one.sizes for one in spelled), lists.sizes + 2)  # a blank after the piece, one after the list
    ends = np.cumsum(size[order])
    held = np.bincount(lying, minlength=BUCKETS)
    empty = np.cumsum(held == 0)  # each is a line without anything
    at = np.empty_like(ends)
    at[order] = ends - size[order] + empty[lying]
    lines = np.append(0, ends)[np.cumsum(held)] + empty
    out = np.full(lines[-1], LINE, np.uint8)
    out[(at + size - 1)[order[:-1][lying[1:] == lying[:-1]]]] = BLANK
    for one in spelled:
        for column, some, byte in one.columns():
            out[at[some] + column] = byte
        at += one.sizes
    out[at] = BLANK
    lists.write(out, at + 1)
    data = out.tobytes()
    return [data[start:end] for start, end in pairwise([0, *lines[width - 1 :: width].tolist()])]


def _buckets(spelled: Sequence[_Spelled]) -> NDArray[np.uint16]:
    """The buckets of pieces, as `buckets_of` of `postings.py` says: CRC-32 byte by byte."""
    state = np.full(len(spelled[0].sizes), ALL, np.uint32)
    for one in spelled:
        for _, some, byte in one.columns():
            before = state[some]
            state[some] = STEPS[(before ^ byte) & 255] ^ before >> 8
    return (~state >> SHIFT).astype(np.uint16)
