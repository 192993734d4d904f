"""Pinyin of a name, one syllable for each character: 视频会议 is also found as shipinhuiyi and as sphy."""

import re
from functools import cache

from generator.search.fold import fold

RUN = re.compile("[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")  # the name of a year's project often differs in the year alone


def syllables(text: str) -> tuple[str, ...]:
    """Return a syllable for a Chinese character; what is none stands for itself, folded."""
    return tuple(syllable for run in RUN.findall(text) for syllable in _read(run))


def initials(text: str) -> str:
    """One letter for each character."""
    return "".join(syllable[:1] or " " for syllable in syllables(text))


@cache
def _read(run: str) -> tuple[str, ...]:
    if not "\u4e00" <= run[0] <= "\u9fff":
        return tuple(fold(character) for character in run)
    from pypinyin import Style, lazy_pinyin  # its dictionaries take as much room as all else: few processes need them

    return tuple(lazy_pinyin(run, style=Style.NORMAL, errors="default"))
