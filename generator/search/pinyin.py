"""Pinyin of a name, one syllable per character, so that 视频会议 matches shipinhuiyi and sphy."""

import re
from functools import cache

from generator.search.fold import fold

RUN = re.compile("[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")  # runs are cached: names often differ only in the year


def syllables(text: str) -> tuple[str, ...]:
    """Return a syllable per Chinese character; other characters folded."""
    return tuple(syllable for run in RUN.findall(text) for syllable in _read(run))


def initials(text: str) -> str:
    """Return one letter per character."""
    return "".join(syllable[:1] or " " for syllable in syllables(text))


@cache
def _read(run: str) -> tuple[str, ...]:
    if not "\u4e00" <= run[0] <= "\u9fff":
        return tuple(fold(character) for character in run)
    from pypinyin import Style, lazy_pinyin  # large dictionaries, needed by few processes

    return tuple(lazy_pinyin(run, style=Style.NORMAL, errors="default"))
