"""Folding: what makes no difference to a search. The same lines stand in `theme/overrides/assets/js/finding.js`.

Full and half width, capitals, white space and the shape of brackets make no difference: 沪财绩〔2014〕22号 is found
with any bracket. Each character is folded by itself, so that a passage can be marked in the text as it is written.
"""

import re
from unicodedata import normalize

BLANK = re.compile("[\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
OPEN, CLOSE = "[{〔【〖", "]}〕】〗"
BRACKETS = str.maketrans(OPEN + CLOSE, "(" * len(OPEN) + ")" * len(CLOSE))


class _Folded(dict[int, str]):
    """What each character becomes, worked out once."""

    def __missing__(self, code: int) -> str:
        lower = "".join(character.lower() for character in normalize("NFKC", chr(code)))
        piece = self[code] = BLANK.sub("", lower).translate(BRACKETS)
        return piece


_FOLDED = _Folded()


def fold(text: str) -> str:
    """The text as it is compared."""
    return normalize("NFC", text).translate(_FOLDED)
