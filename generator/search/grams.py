"""The short pieces of a text that are counted, and those that are asked for; the script of 查询 asks for the same.

Every character, every pair of neighbours, and every triple of which two neighbours are digits or Latin letters: pairs
of digits stand on nearly every page and would say little.
"""

import re
from operator import add

RUN = re.compile(r"[0-9a-z.%]{2,}")
TRIPLE = re.compile(r"[0-9a-z.%]{2}.|.[0-9a-z.%]{2}", re.S)


def grams(folded: str) -> set[str]:
    """All pieces of a folded text."""
    found = set(folded)
    found.update(map(add, folded, folded[1:]))
    for run in RUN.finditer(folded):  # with the character before it and the one after
        part = folded[max(0, run.start() - 1) : run.end() + 1]
        found.update(map("".join, zip(part, part[1:], part[2:], strict=False)))
    return found


def asked(word: str) -> list[str]:
    """The pieces that find a folded word: few of Han characters, all triples of a number."""
    if len(word) < 2:
        return [word] if word else []
    pieces, at = [], 0
    while at < len(word):
        if TRIPLE.match(word, at):
            pieces.append(word[at : at + 3])
            at += 1 if TRIPLE.match(word, at + 1) else 3
        else:  # the last character alone: with the one before it, it says more
            pieces.append(word[at : at + 2] if at + 1 < len(word) else word[-2:])
            at += 2
    return list(dict.fromkeys(pieces))


def closer(word: str) -> list[str]:
    """All pieces but single characters: asked for where the few let too much pass."""
    return sorted(piece for piece in grams(word) if len(piece) > 1)


def settles(word: str) -> bool:
    """Whether the lists alone tell which texts hold the word, with no look into the texts."""
    return len(word) <= 2 or bool(TRIPLE.fullmatch(word))
