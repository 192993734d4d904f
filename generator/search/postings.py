"""A list of documents as text, which weighs little once it is zipped, and the bucket it lies in."""

from collections.abc import Sequence
from functools import cache
from operator import sub

BUCKETS = 4096  # of every segment alike, so that segments can be joined by laying their buckets side by side
MASK = 0xFFFFFFFF
MIX = (40503, 2654435761)  # odd numbers that spread pieces evenly over the buckets
SIGNS = "".join(chr(code) for code in range(35, 126) if chr(code) != "\\")  # they stand in a script as they are
MORE = 30  # of the signs say that another one follows
LAST = len(SIGNS) - MORE


def encode(numbers: Sequence[int], count: int) -> str:
    """The rising numbers, all below `count`, as steps from one to the next; `~` in front of those that are missing."""
    if len(numbers) * 2 <= count:
        return _steps(numbers, count)
    return "~" + _steps(sorted(set(range(count)).difference(numbers)), count)


def _steps(numbers: Sequence[int], count: int) -> str:
    return "".join(map(_signs(count.bit_length()).__getitem__, map(sub, numbers, [-1, *numbers])))


@cache
def _signs(bits: int) -> Sequence[str]:
    """How each step is written; there is no step 0."""
    return ["", *map(_sign, range(1 << bits))]


def _sign(value: int) -> str:
    if value < LAST:
        return SIGNS[MORE + value]
    return SIGNS[(value - LAST) % MORE] + _sign((value - LAST) // MORE)


def bucket_of(gram: str) -> int:
    """The bucket a piece lies in."""
    units = int.from_bytes(gram.encode("utf-16-le"), "little")
    return ((units ^ (units >> 32) * MIX[0]) * MIX[1] & MASK) // (MASK // BUCKETS + 1)
