"""Codes of indicators: how they are usually written, in which shape, and what is odd about one."""

import re
import unicodedata
from functools import lru_cache

WIDE = re.compile(r"[\uff01-\uff5e]")
END = re.compile(r"[.。．、，,;；:：]+$")
JOINTS = re.compile(r"[-_·—–~/.。、\s]+")
HAN = frozenset("〇一二三四五六七八九十")
KINDS = ("0123456789", "9"), ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "A"), ("abcdefghijklmnopqrstuvwxyz", "a")
KIND = {char: kind for chars, kind in KINDS for char in chars}
RUNS = re.compile(r"([^.])\1+")


@lru_cache(4096)
def clean(code: str) -> str:
    """A code as it is usually written: half-width, capitals, dots between numbers, nothing at the end."""
    half = WIDE.sub(lambda m: unicodedata.normalize("NFKC", m.group()), code.strip())
    return JOINTS.sub(".", END.sub("", half)).upper()


@lru_cache(4096)
def shape(code: str) -> str:
    """The kinds of characters of a code, runs as one: A1.12 is A9.9."""
    return RUNS.sub(r"\1", "".join(_kind(char) for char in code))


def _kind(char: str) -> str:
    if char in KIND:
        return KIND[char]
    if char in HAN:
        return "一"
    if unicodedata.category(char) in ("No", "Nl"):
        return "①"
    if WIDE.match(char):
        return "Ａ" if unicodedata.normalize("NFKC", char) in KIND else char
    return char


def fault(code: str) -> str:
    """What is odd about a code that is not written as usual, to be printed behind it."""
    if WIDE.search(END.sub("", code)):
        return "用了全角字符"
    if end := END.search(code):
        return f"末尾多了“{end.group()}”"
    return "的字母是小写" if code.upper() == clean(code) else "的分隔符号与其他编号不同"
