"""Matching: which item of a list of the data file is which of the paper, and whether two texts say the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from generator.core.date import InvalidDate, PartialDate
from generator.core.number import IN_WAN, InvalidNumber, parts_of, plain
from generator.core.record import Record
from generator.intake.drafted import Entry, Step
from generator.intake.drafted import Node as Value
from generator.load.schema import plan_of
from generator.load.source import MappingNode, Node, ScalarNode
from generator.model.report import Source
from generator.search.fold import fold

CODE = "编号"
STOPS = "。；;，, "
# Fields of running text; the others hold names and values.
PROSE = frozenset((
    "背景", "立项依据", "项目内容", "实施情况", "主要实施内容", "实际完成内容", "批复", "使用情况", "职责", "工作情况",
    "目的", "范围", "依据", "评价内容", "数据来源", "案卷研究", "调研访谈", "问卷调查", "确定方式", "总目标",
    "年度目标", "预期目标", "实际完成情况", "偏差原因", "自评结论", "附注", "详情", "问题", "问题详情", "建议",
    "建议详情", "情况", "整改措施", "扣分原因", "备注", "结论", "抽样说明", "例外理由", "原因", "理由", "不公开理由",
))  # fmt: skip
ACHIEVEMENTS = "主要绩效"  # whose 内容 is running text; that of other blocks may be a name
NUMERAL = "[一二三四五六七八九十]"
# Not 3.5万元, 1、2号楼 or 一、二期: there the first figure belongs to the text.
LIST_NUMBER = re.compile(
    rf"(?:[（(]\s*(?:\d{{1,2}}|{NUMERAL}{{1,3}})\s*[）)]\s*、?|\d{{1,2}}\s*(?:[）)]|[、.．](?!\s*\d))"
    rf"|{NUMERAL}{{1,3}}\s*、(?!\s*{NUMERAL})|[①-⑳]\s*[、.．]?)"
)


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


def same_test(path: tuple[Step, ...]) -> Callable[[str, str], bool]:
    """Return the comparison for texts of a field."""
    key = next(step for step in reversed(path) if isinstance(step, str))
    return is_same_prose if key in PROSE or path[0] == ACHIEVEMENTS else is_same


def is_same_prose(old: str, new: str) -> bool:
    """Like `is_same`, but the number in front of a list item and the stop at its end make no difference."""
    rest = fold(_unlisted(old))
    return is_same(old, new) or (rest != "" and rest == fold(_unlisted(new)))


def _unlisted(text: str) -> str:
    """A text without the number and the stop that make it an item of a list."""
    stripped = text.strip()
    match = LIST_NUMBER.match(stripped)
    return stripped[match.end() if match else 0 :].rstrip(STOPS)


def _figure(text: str) -> tuple[Decimal, str] | None:
    number, unit = parts_of(text.replace(",", "").replace("，", "").strip())
    try:
        value = plain(number)
    except InvalidNumber:
        return None
    return (value * IN_WAN[unit], "万元") if unit in IN_WAN else (value, unit.removesuffix("分"))


def matched(nodes: Sequence[Node], values: Sequence[Value], noun: type[Record] | None) -> Mapping[int, int]:
    """The place in the file of each item of the paper that has one there."""
    places: dict[int, int] = {}
    keys = [CODE, *(noun.labels if noun else ()), *(plan_of(noun).required[:1] if noun else ())]
    ways: list[Callable[[Any], str]] = [partial(_text_under, key) for key in dict.fromkeys(keys)]
    for way in (*ways, _whole):
        olds = _once([way(node) if place not in places.values() else "" for place, node in enumerate(nodes)])
        news = _once([way(value) if number not in places else "" for number, value in enumerate(values)])
        places |= {number: olds[word] for word, number in news.items() if word in olds}
    for number, value in enumerate(values[: len(nodes)]):
        named = noun is Source and _text_under("文件", value)  # another document is another source
        if not named and number not in places and number not in places.values():
            places[number] = number
    return places


def _once(words: Sequence[str]) -> Mapping[str, int]:
    """The places of words that stand only once."""
    return {word: place for place, word in enumerate(words) if word and words.count(word) == 1}


def _text_under(key: str, item: "Node | Value") -> str:
    """Text of an item under a key, folded."""
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
