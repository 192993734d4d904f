"""The first letters of the pinyin of a name, one for each character: 合作交流 is also found as hzjl."""

from pypinyin import Style, lazy_pinyin

from generator.search.fold import fold


def initials(text: str) -> str:
    """One letter for a Chinese character; what is none stands for itself, folded."""
    letters = "".join(lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default"))
    return "".join(fold(character)[:1] or " " for character in letters)
