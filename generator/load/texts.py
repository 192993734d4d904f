"""Texts of a file: the words of one that is beyond doubt, and what they say, worked out once for all its places."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from generator.core.checksum import InvalidChecksum
from generator.core.date import InvalidDate
from generator.core.diagnostic import UNFILLED
from generator.core.number import InvalidNumber
from generator.core.printed import text_of
from generator.core.web import InvalidAddress
from generator.load.nodes import in_one_line
from generator.load.source import Node, ScalarNode

REFUSED = {InvalidNumber: "数字", InvalidDate: "日期", InvalidAddress: "网址", InvalidChecksum: "校验和"}
REFUSALS = tuple(REFUSED)
MOST_KEPT = 2000  # values of one kind: the same dates, weights and words stand in file after file

Read = Callable[[str], Any]
Meaning = Callable[[str], tuple[Any, str] | None]


def clear_words(node: Node) -> str:
    """The words of a text; empty where it has none, or one has to look closer: 待填, signs of nothing, escapes."""
    return "" if type(node) is not ScalarNode or node.style == '"' else _clear(node.value)


def _clear(written: str) -> str:
    text = in_one_line(written)
    return "" if UNFILLED in text or text in ("~", "null") else text


def words_as_written(written: str) -> tuple[str, str] | None:
    """What a text means that is itself the value."""
    text = _clear(written)
    return (text, "") if text else None


@cache
def meaning_of(words: tuple[str, ...], read: Read | None, fact: bool, blanks: frozenset[str], blank: Any) -> Meaning:
    """How a text becomes a value: one of the `words`, or as it is `read`; each of the `blanks` means `blank`.

    It gives the value, and the text again where the paper prints the value of a `fact` in another way; None for what
    it cannot be, or where one has to look closer.
    """

    def meaning(written: str) -> tuple[Any, str] | None:
        text = _clear(written)
        if not text:
            return None
        if text in blanks:
            return blank, text
        if words and text not in words:
            return None
        try:
            value = read(text) if read else words[words.index(text)]
        except REFUSALS:
            return None
        return value, text if fact and text_of(value) != text else ""

    return lru_cache(MOST_KEPT)(meaning)
