"""Folding: normalization for search. Keep in step with `theme/overrides/assets/js/finding.js`.

Width, case, white space and shape of brackets are ignored: 沪财绩〔2014〕22号 matches with any bracket. Each character
is folded on its own, so that matches can be highlighted in the original text.
"""

import re
from functools import cache
from unicodedata import normalize

BLANK = re.compile("[\u0000-\u0020\u007f-\u00a0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]")
OPEN, CLOSE = "[{〔【〖", "]}〕】〗"
BRACKETS = str.maketrans(OPEN + CLOSE, "(" * len(OPEN) + ")" * len(CLOSE))
# Of ten million characters nearly all stay as they are, and a few of the others make up most of the rest.
STAYING = "\u3400-\u9fff0-9a-z!-/:-@\\\\^_`|~、。《》「」“”‘’—·×÷"
OTHERS = re.compile(f"[^{STAYING}]")
OFTEN = tuple(zip("，：；（）％", ",:;()%", strict=True))


def fold(text: str) -> str:
    """Return the folded form of a text."""
    text = "".join(normalize("NFC", text).split())
    for character, piece in OFTEN:
        text = text.replace(character, piece)
    return OTHERS.sub(lambda match: folded(match[0]), text)


@cache
def folded(character: str) -> str:
    """Return the folded form of a character."""
    lower = "".join(part.lower() for part in normalize("NFKC", character))
    return BLANK.sub("", lower).translate(BRACKETS)
