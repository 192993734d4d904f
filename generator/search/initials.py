"""Pinyin initials of a name, one letter for each character: 合作交流 is also found as hzjl."""

import re
from functools import cache

from pypinyin import Style, lazy_pinyin

from generator.search.fold import fold

RUN = re.compile("[\u4e00-\u9fff]+|[^\u4e00-\u9fff]+")  # the name of a year's project often differs in the year alone


def initials(text: str) -> str:
    """One letter for a Chinese character; what is none stands for itself, folded."""
    return "".join(map(_read, RUN.findall(text)))


@cache
def _read(run: str) -> str:
    letters = "".join(lazy_pinyin(run, style=Style.FIRST_LETTER, errors="default"))
    return "".join(fold(character)[:1] or " " for character in letters)
