"""Typos in names: where a text has nearly a name, but for one small piece lost, added or put in its place."""

import re
from collections.abc import Iterator
from functools import lru_cache

HAN = re.compile(r"[\u4e00-\u9fff]")
# Characters that, where they are all that differs, make the name of another body or thing, or mean nothing at all.
MEANINGFUL = frozenset("0123456789〇一二三四五六七八九十百两第期甲乙丙丁东西南北中上下前后左右内外大小新老旧高低")
MEANINGFUL |= frozenset(
    "男女春夏秋冬进出收支省市区县镇乡村街路局处科部年月日费类级的各等及其该本、，。；：“”（）()《》-—·/ \n"
)
SYSTEM = re.compile(r"(?:系统|平台|网站|网|门户|信息库|数据库|中心|软件)$")  # proper names; others are also prose
PLACE = re.compile(r".?[省市区县镇乡村州盟旗路街局校]")
SHORTENING = frozenset(("人民", "有限", "股份", "责任"))
Sizes = tuple[tuple[int, int], ...]
IN_SHORT_NAMES: Sizes = ((1, 0), (0, 1))
IN_LONG_NAMES: Sizes = ((1, 1), (1, 0), (0, 1), (2, 0), (0, 2))


def near_misses(name: str, text: str, back: str, *, body: bool) -> Iterator[tuple[int, str]]:
    """Each near miss in a text (`back` is the text from its end); of long names of systems two characters may differ.

    All but two characters being the same, either the first or the second half is there as it should be.
    """
    length = _length(name)
    if length < (7 if body else 8):
        return
    sizes = IN_LONG_NAMES if length >= 10 and not body and SYSTEM.search(name) else IN_SHORT_NAMES
    for start, end, before, less, more in _halves(name, text, sizes):
        if is_typo(name[before : before + less], text[start + before : start + before + more], name[before + less :]):
            yield start, text[start:end]
    for start, end, after, less, more in _halves(name[::-1], back, sizes):
        at, cut = len(text) - end, len(text) - start - after
        lost = name[: len(name) - after][-less:] if less else ""
        if is_typo(lost, text[cut - more : cut], name[len(name) - after :]):
            yield at, text[at : len(text) - start]


@lru_cache(4096)
def _length(name: str) -> int:
    """How many Chinese characters a name has."""
    return len(HAN.findall(name))


def is_typo(lost: str, put: str, rest: str) -> bool:
    """Whether a difference, before the same rest, looks like a typo: no number, place or little word, no short form."""
    if set(lost + put) & MEANINGFUL or {lost, put} & SHORTENING:
        return False
    return not (lost and put and PLACE.match(rest))


def _halves(name: str, text: str, sizes: Sizes) -> Iterator[tuple[int, int, int, int, int]]:
    """Where the first half stands and the rest fits but for a piece: start, end, same before it, lost, put."""
    half = name[: (len(name) - 2) // 2]
    start = text.find(half)
    while start >= 0:
        if not text.startswith(name, start):  # mostly it is there as it should be
            pairs = zip(name, text[start : start + len(name)], strict=False)
            before = next((n for n, (mine, its) in enumerate(pairs) if mine != its), len(name))
            for less, more in sizes:
                rest = name[before + less :]
                if len(rest) > 1 and text.startswith(rest, start + before + more):
                    yield start, start + before + more + len(rest), before, less, more
                    break
        start = text.find(half, start + 1)
