"""The short pieces of a text that are counted; `theme/overrides/assets/js/pieces.js` chooses which of them to ask for.

Every pair of neighbours, and where digits, Latin letters or 年月日 stand three together, every four: pairs of digits
stand on nearly every page and would say little. A pair is a number while it is counted, because a text in UTF-16
is cut into such numbers at once; a single character is the pair it makes with nothing.
"""

import re
from array import array

END = "\0"
ODD = re.compile("[\U00010000-\U0010ffff\ud800-\udfff]")  # two units each, and rare: all are counted as one
STAND_IN = "\ufffd"
FOUR = "[0-9a-z.%年月日]{3}.|.[0-9a-z.%年月日]{3}"  # the reader of the index uses the same expression
FOURS = re.compile(f"(?=({FOUR}))", re.S)  # each may begin inside the last


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


def fours(text: str) -> set[str]:
    """All fours of a plain text."""
    return set(FOURS.findall(text))


def spelled(pair: int) -> str:
    """The pair as text."""
    return chr(pair & 0xFFFF) + chr(pair >> 16).rstrip(END)
