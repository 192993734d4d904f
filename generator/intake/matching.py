"""Matching: which item of a list of the data file is which of the paper, and whether two texts say the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from generator.core.date import InvalidDate, PartialDate
from generator.core.number import IN_WAN, InvalidNumber, parts_of, plain
from generator.core.record import Record
from generator.intake.drafted import Entry
from generator.intake.drafted import Node as Value
from generator.load.schema import plan_of
from generator.load.source import MappingNode, Node, ScalarNode
from generator.model.report import Source
from generator.search.fold import fold

CODE = "编号"
STOPS = "。；;，, "
PROSE = 10  # characters from which on a text is more than a name or a value
FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?", re.A)


def is_same(old: str, new: str) -> bool:
    """Whether two texts say the same, however wide, spaced, grouped by commas or in which unit of money."""
    if fold(old) == fold(new) or ((date := _date(old)) and date == _date(new)):
        return True
    figure = _figure(old)
    return figure is not None and figure == _figure(new)


def _date(text: str) -> str:
    try:
        return PartialDate.read(text.strip()).chinese
    except InvalidDate:
        return ""


def is_reworded(old: str, new: str) -> bool:
    """Whether two texts are prose, and the old one says in other words nothing with another figure."""
    if fold(old).strip(STOPS) == fold(new).strip(STOPS):
        return True
    return min(len(old), len(new)) >= PROSE and _figures(old) <= _figures(new)


def _figures(text: str) -> set[Decimal]:
    return {plain(found.replace(",", "")) for found in FIGURE.findall(text)}


def _figure(text: str) -> tuple[Decimal, str] | None:
    number, unit = parts_of(text.replace(",", "").replace("，", "").strip())
    try:
        value = plain(number)
    except InvalidNumber:
        return None
    return (value * IN_WAN[unit], "万元") if unit in IN_WAN else (value, unit.removesuffix("分"))


def matched(nodes: Sequence[Node], values: Sequence[Value], noun: type[Record] | None) -> Mapping[int, int]:
    """The place in the file of each item of the paper that has one there."""
    found: dict[int, int] = {}
    keys = [CODE, *(noun.labels if noun else ()), *(plan_of(noun).required[:1] if noun else ())]
    ways: list[Callable[[Any], str]] = [partial(_said, key) for key in dict.fromkeys(keys)]
    for way in (*ways, _whole):
        olds = _once([way(node) if place not in found.values() else "" for place, node in enumerate(nodes)])
        news = _once([way(value) if number not in found else "" for number, value in enumerate(values)])
        found |= {number: olds[word] for word, number in news.items() if word in olds}
    for number, value in enumerate(values[: len(nodes)]):
        named = noun is Source and _said("文件", value)  # another document is another source
        if not named and number not in found and number not in found.values():
            found[number] = number
    return found


def _once(words: Sequence[str]) -> Mapping[str, int]:
    """The places of words that stand only once."""
    return {word: place for place, word in enumerate(words) if word and words.count(word) == 1}


def _said(key: str, item: "Node | Value") -> str:
    """What an item says under a key, folded."""
    if isinstance(item, MappingNode):
        below = next((below for name, below in item.value if name.value == key), None)
        return fold(below.value) if isinstance(below, ScalarNode) else ""
    entry = item.get(key) if isinstance(item, Mapping) else None
    return fold(entry.text) if isinstance(entry, Entry) else ""


def _whole(item: "Node | Value") -> str:
    """The words of an item that is a text."""
    if isinstance(item, ScalarNode):
        return fold(item.value)
    return fold(item.text) if isinstance(item, Entry) else ""
