"""Character n-grams: the pieces of a text that are indexed; `pieces.js` of the theme chooses which to ask for.

Every pair of neighbours. Pairs of digits and Latin letters stand on nearly every page and say little; so there is also
every three with one of these in its middle, every four of them, and two of them with two others after (17年视). A three
that begins a four is not counted for itself: pieces that begin alike lie together, and a reader reads on. So a three in
which a number begins is counted with the character before it, as if that came last: 预算12 is turned, 算12预. A pair is
a number while it is counted, because a text in UTF-16 is cut into such numbers at once; a single character is the pair
it makes with nothing.
"""

import re
from array import array
from collections.abc import Iterable
from functools import lru_cache
from string import ascii_lowercase, digits

END = "\0"
ODD = re.compile("[\U00010000-\U0010ffff\ud800-\udfff]")  # two units each, and rare: all are counted as one
STAND_IN = "\ufffd"
NUMERIC = "0-9a-z.%"
# The reader's too.
TURNED = f".[^{NUMERIC}][{NUMERIC}]."
LONG = f"[{NUMERIC}]{{4}}|[{NUMERIC}]{{2}}[^{NUMERIC}]{{2}}|{TURNED}|.[{NUMERIC}]."
RUN = re.compile(f"[{NUMERIC}]+")
NUMERALS = frozenset(f"{digits}{ascii_lowercase}.%")


def plain(folded: str) -> str:
    """With one unit for every character."""
    return ODD.sub(STAND_IN, folded)


def pairs(text: str) -> set[int]:
    """Return all pairs of a plain text, and its last character with the end; the others begin a pair."""
    data = (text + END).encode("utf-16-le")
    result: set[int] = set()
    for start in (0, 2):
        result.update(array("I", data[start : len(data) - (len(data) - start) % 4]))
    return result


def spelled(pairs: Iterable[int]) -> str:
    """Pairs as text, two characters for each."""
    return array("I", pairs).tobytes().decode("utf-16-le")


def runs(text: str) -> list[str]:
    """Return the runs of digits and letters in a plain text, with the two characters before and after."""
    text = f"{STAND_IN * 2}{text}{STAND_IN * 2}"
    return [text[start - 2 : end + 2] for start, end in map(re.Match.span, RUN.finditer(text))]


def longs(run: str) -> list[str]:
    """Return the fours of such a run, and its threes that begin none: one piece for each place."""
    return [run[1:4] + run[0], *map(run.__getitem__, _places(len(run), run[-1] in NUMERALS))]


@lru_cache(256)
def _places(length: int, meets: bool) -> tuple[slice, ...]:
    """Return the slices of a run but the first; a run that meets the next makes no four with the text between."""
    last = length - 4  # of the two that end it
    fours = (slice(start, start + 4) for start in range(2, last - 1))
    ending = (slice(last - 1, last + 2),) if last > 2 else ()
    after = (slice(last, last + (3 if meets else 4)),) if last > 1 else ()
    return (*fours, *ending, *after)
