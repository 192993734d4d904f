"""Character n-grams that are indexed; `pieces.js` of the theme selects those of a query.

All bigrams. Bigrams of digits and Latin letters are on nearly every page; so there are also trigrams with one of these
in the middle, 4-grams of them, and two of them followed by two others (17年视). A trigram that starts a 4-gram is not
indexed separately: n-grams with a common prefix share a bucket. So a trigram in which a number begins is rotated with
the preceding character last: 预算12 becomes 算12预. Bigrams are integers while counting, cast from UTF-16; a single
character is a bigram with `END`.
"""

import re
from array import array
from collections.abc import Iterable
from functools import lru_cache
from string import ascii_lowercase, digits

END = "\0"
ODD = re.compile("[\U00010000-\U0010ffff\ud800-\udfff]")  # outside the BMP, rare: all are indexed as `STAND_IN`
STAND_IN = "\ufffd"
NUMERIC = "0-9a-z.%"
# Regular expressions, used by `pieces.js` as well
ROTATED = f".[^{NUMERIC}][{NUMERIC}]."
LONG = f"[{NUMERIC}]{{4}}|[{NUMERIC}]{{2}}[^{NUMERIC}]{{2}}|{ROTATED}|.[{NUMERIC}]."
RUN = re.compile(f"[{NUMERIC}]+")
NUMERALS = frozenset(f"{digits}{ascii_lowercase}.%")


def bmp_only(folded: str) -> str:
    """Replace characters outside the BMP by `STAND_IN`."""
    return ODD.sub(STAND_IN, folded)


def pairs(text: str) -> set[int]:
    """Return the bigrams of a text in the BMP, including its last character with `END`."""
    data = (text + END).encode("utf-16-le")
    result: set[int] = set()
    for start in (0, 2):
        result.update(array("I", data[start : len(data) - (len(data) - start) % 4]))
    return result


def decode(pairs: Iterable[int]) -> str:
    """Convert bigrams to text, two characters each."""
    return array("I", pairs).tobytes().decode("utf-16-le")


def runs(text: str) -> list[str]:
    """Return the runs of digits and letters in a text, each with two characters of context on both sides."""
    text = f"{STAND_IN * 2}{text}{STAND_IN * 2}"
    return [text[start - 2 : end + 2] for start, end in map(re.Match.span, RUN.finditer(text))]


def longs(run: str) -> list[str]:
    """Return the 4-grams of a run, and the trigrams that start none: one per position."""
    return [run[1:4] + run[0], *map(run.__getitem__, _places(len(run), run[-1] in NUMERALS))]


@lru_cache(256)
def _places(length: int, meets: bool) -> tuple[slice, ...]:
    """Return the slices of a run except the first; `meets`: the next run follows within the context."""
    last = length - 4  # of the two that end it
    fours = (slice(start, start + 4) for start in range(2, last - 1))
    ending = (slice(last - 1, last + 2),) if last > 2 else ()
    after = (slice(last, last + (3 if meets else 4)),) if last > 1 else ()
    return (*fours, *ending, *after)
