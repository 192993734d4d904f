"""Traditional characters and their simplified ones: 視頻會議 asks for 视频会议.

A table of characters is enough for a question: phrases that differ (软体, 软件) are other words, not other letters.
"""

from functools import cache

from opencc_purepy import OpenCC


@cache
def pairs() -> tuple[str, str]:
    """Return the traditional characters that people can type, and beside each the simplified one."""
    typed = [character for character in map(chr, range(0x4E00, 0xA000)) if _typed(character)]
    simple = OpenCC("t2s").convert("\n".join(typed)).split("\n")  # one a line: neighbours would be read as phrases
    different = [(old, new) for old, new in zip(typed, simple, strict=True) if old != new and len(new) == 1]
    return "".join(old for old, _ in different), "".join(new for _, new in different)


def _typed(character: str) -> bool:
    """True for a character of Big5: others are not on a keyboard, and would double the table."""
    try:
        character.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
