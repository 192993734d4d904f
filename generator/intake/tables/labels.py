"""Labels (标签): the words that forms print beside and above their cells, as the nouns declare them.

A field is known by its key and by the other words that forms have for it; messages and reading share the declaration.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from generator.core.record import Record, keys_of

BRACKETS = re.compile(r"[（(【\[〔][^（）()【】\[\]〔〕]*[）)】\]〕]")
NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}[、.．]|[（(][一二三四五六七八九十]{1,2}[）)]|\d{1,2}[、.．])(?=\D)"
)
PUNCTUATION = re.compile(r"[\s:：,，。;；*★☆﹡＊“”\"'‘’、/／\\\-—－_.．()（）【】\[\]〔〕%％]+")
WEIGHT_IN_NAME = re.compile(
    r"[（(【\[]?\s*(?:权重|分值|满分|共|占)?\s*[:：]?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[）)】\]]?$"
)


@cache
def bare(text: str) -> str:
    """The words of a label alone: no blanks, punctuation, numbering, nor what stands in brackets (万元, B/A, 10分)."""
    joined = "".join(text.split())
    short = BRACKETS.sub("", NUMBERING.sub("", joined))
    return PUNCTUATION.sub("", short) or PUNCTUATION.sub("", joined)


def weight_in(name: str) -> str:
    """The weight that a name prints behind itself: 50 of 产出指标(50分), of A决策15分; "" where it prints none."""
    found = WEIGHT_IN_NAME.search(name.strip())
    return found[1] if found else ""


def words_of(noun: type[Record]) -> Mapping[str, str]:
    """Every word for a field of a noun, bare, with the English name of the field; the keys come before other forms."""
    return _words(noun)


def _read_words(noun: type[Record]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    fields = keys_of(noun)
    for key, field in fields.items():
        found[bare(key)] = field.name
    for field in fields.values():
        for word in (*field.metadata.get("forms", ()), *field.metadata.get("on", {}).values()):
            found.setdefault(bare(word), field.name)
    return MappingProxyType(found)


_words: Callable[[Any], Mapping[str, str]] = cache(_read_words)


def field_of(noun: type[Record], text: str, *names: str) -> str:
    """The field that a label names; only those asked for, where some are; "" where it is none."""
    name = words_of(noun).get(bare(text), "")
    return name if not names or name in names else ""


@cache
def bare_words(words: tuple[str, ...]) -> frozenset[str]:
    """Some words as labels are compared."""
    return frozenset(bare(word) for word in words)
