"""Table of traditional and simplified characters, so that 視頻會議 matches 视频会议.

Single characters only: differing phrases (软体, 软件) are other words.
"""

from functools import cache

from opencc_purepy import OpenCC


@cache
def pairs() -> tuple[str, str]:
    """Return the traditional characters of Big5, and the simplified character of each."""
    typed = [character for character in map(chr, range(0x4E00, 0xA000)) if _typed(character)]
    simple = OpenCC("t2s").convert("\n".join(typed)).split("\n")  # one per line, to prevent conversion of phrases
    different = [(old, new) for old, new in zip(typed, simple, strict=True) if old != new and len(new) == 1]
    return "".join(old for old, _ in different), "".join(new for _, new in different)


def _typed(character: str) -> bool:
    """True for a character of Big5; others are hard to type, and would double the table."""
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
