"""Character n-grams: the pieces of a text that are indexed; `pieces.js` of the theme chooses which to ask for.

Every pair of neighbours, and every four in which two digits or Latin letters stand together: pairs of digits stand on
nearly every page and would say little. A pair is a number while it is counted, because a text in UTF-16
is cut into such numbers at once; a single character is the pair it makes with nothing.
"""

import re
from array import array

END = "\0"
ODD = re.compile("[\U00010000-\U0010ffff\ud800-\udfff]")  # two units each, and rare: all are counted as one
STAND_IN = "\ufffd"
NUMERIC = "[0-9a-z.%]"
FOUR = f"{NUMERIC}{{2}}..|.{NUMERIC}{{2}}.|..{NUMERIC}{{2}}"  # the reader of the index uses the same expression
RUN = re.compile(f"{NUMERIC}{{2,}}")


def plain(folded: str) -> str:
    """With one unit for every character."""
    return ODD.sub(STAND_IN, folded)


def pairs(text: str) -> set[int]:
    """All pairs of a plain text, and its last character with the end; the others begin a pair."""
    data = (text + END).encode("utf-16-le")
    found: set[int] = set()
    for start in (0, 2):
        found.update(array("I", data[start : len(data) - (len(data) - start) % 4]))
    return found


def runs(text: str) -> list[str]:
    """The runs of digits and letters in a plain text, with two characters on either side: the fours lie in them."""
    return [text[max(start - 2, 0) : end + 2] for start, end in map(re.Match.span, RUN.finditer(text))]


def fours(run: str) -> list[str]:
    """All fours of such a run, or of a text that is one."""
    return [run[at : at + 4] for at in range(len(run) - 3)]


def spelled(pair: int) -> str:
    """The pair as text."""
    return chr(pair & 0xFFFF) + chr(pair >> 16).rstrip(END)
