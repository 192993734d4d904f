"""The short pieces of a text that are counted, and those that are asked for; the script of 查询 asks for the same.

Every pair of neighbours, and where digits, Latin letters or 年月日 stand three together, every four: pairs of digits
stand on nearly every page and would say little. A pair is a number while it is counted, because a text in UTF-16
is cut into such numbers at once; a single character is the pair it makes with nothing.
"""

import re
from array import array

END = "\0"
ODD = re.compile("[\U00010000-\U0010ffff\ud800-\udfff]")  # two units each, and rare: all are counted as one
STAND_IN = "\ufffd"
FOUR = re.compile(r"[0-9a-z.%年月日]{3}.|.[0-9a-z.%年月日]{3}", re.S)
FOURS = re.compile(f"(?=({FOUR.pattern}))", re.S)  # each may begin inside the last


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


def asked(word: str) -> list[str]:
    """The pieces that find a folded word: few of Han characters, all fours of a number."""
    word = plain(word)
    if len(word) < 2:
        return [word] if word else []
    pieces, at = [], 0
    while at < len(word):
        if FOUR.match(word, at):
            pieces.append(word[at : at + 4])
            at += 1 if FOUR.match(word, at + 1) else 4
        else:  # the last character alone: with the one before it, it says more
            pieces.append(word[at : at + 2] if at + 1 < len(word) else word[-2:])
            at += 2
    return list(dict.fromkeys(pieces))


def closer(word: str) -> list[str]:
    """All pieces: of these some more are asked for where the few let too much pass."""
    word = plain(word)
    pairs = {word[at : at + 2] for at in range(len(word) - 1)}
    return sorted(pairs | {word[at : at + 4] for at in range(len(word) - 3) if FOUR.match(word, at)})


def settles(word: str) -> bool:
    """Whether the lists alone tell which texts hold the word, with no look into the texts."""
    return STAND_IN not in plain(word) and (len(word) <= 2 or bool(FOUR.fullmatch(word)))
