"""Comparison of a paper with the data file that there is of its project: field by field, what is old and what is new.

The file is taken as it is written, so that each difference names the place of the text that would change. Items of a
list belong together by code, then by name, then by place; texts are the same however spaced, grouped or listed.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from hashlib import sha256
from typing import Any, Literal

from generator.core.date import InvalidDate, PartialDate
from generator.core.number import IN_WAN, InvalidNumber, parts_of, plain
from generator.core.record import Record
from generator.intake.drafted import Blank, Entry, Step, Usual, entries, said, says
from generator.intake.drafted import Node as Value
from generator.intake.paper import Spot
from generator.load.schema import TypeSpec, plan_of
from generator.load.source import MappingNode, Node, ScalarNode, SequenceNode, join, label
from generator.model.report import Source
from generator.rules import rules
from generator.search.fold import fold

Path = tuple[Step, ...]
SUM_CHARS = 16
LONGEST = 60  # characters of a value in a line that people read
BEFORE = 20  # of these, shown in front of the first difference of two long texts
AWARDED = ("评分", "得分")  # points that a rule was given as printed (评定) are those of 公布.得分
PRINTED = ("公布", "得分")
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


@dataclass(frozen=True)
class FieldChange:
    """One difference: what is done (改 a value, 补 a key, 加 an item, 删), where in the file, the old and the new."""

    how: Literal["改", "补", "加", "删"]
    path: Path
    field: str
    value: "Value | None"
    old: str = ""

    @property
    def spot(self) -> Spot | None:
        """Place of the new value in the paper."""
        values = entries(self.value) if self.value is not None else ()
        return next((entry.spot for _, entry in values if entry.spot), None)

    def __str__(self) -> str:
        new = _line(_value_text(self.value)) if self.value is not None else "（来件空白）"
        old = _line(self.old) or "（没有）"
        alike = next((n for n, (left, right) in enumerate(zip(old, new, strict=False)) if left != right),
                     min(len(old), len(new)))  # fmt: skip
        start = max(alike - BEFORE, 0) if max(len(old), len(new)) > LONGEST else 0
        place = f"（{self.spot}）" if self.spot else ""
        return f"{self.field}：{_short(old, start)} → {_short(new, start)}{place}"


@dataclass
class PaperComparison:
    """All differences, what the file has and the paper does not speak of, and where each value of the file was read."""

    changes: list[FieldChange] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    origins: dict[Path, Entry] = field(default_factory=dict)


def compare(root: Node, values: Mapping[str, Value], noun: type[Record], ours: bool = False) -> PaperComparison:
    """Hold the values of a paper against the text of a data file.

    A form of `ours` tells by blanks what was taken away, and is silent on everything that it has no cell for.
    """
    comparer = _Comparer(ours)
    if isinstance(root, MappingNode):
        comparer.record(root, noun, values, (), "")
    return comparer.result


class _Comparer:
    """Walks down both trees at once."""

    def __init__(self, ours: bool) -> None:
        self.ours = ours
        self.result = PaperComparison()

    def record(
        self, node: MappingNode, noun: type[Record] | None, value: Mapping[str, Value], path: Path, shown: str
    ) -> None:
        """Compare the keys of a mapping."""
        fields = plan_of(noun).fields if noun else {}
        written = {key.value.strip(): below for key, below in node.value if isinstance(key, ScalarNode)}
        if noun:
            value = self._under_the_rule(written, _as_awarded(written, value), shown)
        for key, below in value.items():
            field_plan = fields.get(key)
            is_transparent = field_plan is not None and field_plan.transparent
            where = shown.removesuffix(f".{label(noun, node, 0)}") if is_transparent else join(shown, key)
            if isinstance(below, Usual) and key in written:
                continue
            if key in written and _is_cleared(written[key], below):
                self._gone((*path, key), where, written[key])
            elif key in written:
                self.value(written[key], field_plan.type if field_plan else None, below, (*path, key), where)
            elif says(below):
                self._new("补", (*path, key), where, below)
        self.result.kept += (join(shown, key) for key in written if key not in value)

    def _under_the_rule(
        self, written: Mapping[str, Node], value: Mapping[str, Value], shown: str
    ) -> Mapping[str, Value]:
        """Leave a rule of the file as it is: papers print the points that it comes to, and no rule."""
        rule, given = written.get(AWARDED[0]), value.get(AWARDED[0])
        method = given.get("方法") if isinstance(given, Mapping) else None
        if self.ours or not isinstance(rule, MappingNode) or not isinstance(method, Entry) or method.text != "评定":
            return value
        if any(key.value == "方法" and below.value == method.text for key, below in rule.value):
            return value
        printed = (
            _short(_value_text({key: entry for key, entry in given.items() if key != "方法"}))
            if isinstance(given, Mapping)
            else ""
        )
        self.result.kept.append(f"{join(shown, AWARDED[0])}（现有文件按规则算，来件印的得分 {printed}）")
        return {key: below for key, below in value.items() if key != AWARDED[0]}

    def value(self, node: Node, kind: TypeSpec | None, value: Value, path: Path, shown: str) -> None:
        """Compare whatever stands under a key."""
        noun = _noun(node, kind)
        if kind and kind.kind == "items" and kind.each and kind.each.kind == "text":
            self._lines(node, value, path, shown)
        elif isinstance(value, Mapping) and isinstance(node, MappingNode):
            self.record(node, noun, value, path, shown)
        elif isinstance(value, Mapping) and isinstance(node, ScalarNode):
            only = value.get(noun.shorthand) if noun and len(value) == 1 else None
            if isinstance(only, Entry):
                self._scalar(node, only, path, shown)
            else:
                self._new("改", path, shown, value, node.value)
        elif isinstance(value, Entry):
            if isinstance(node, ScalarNode):
                self._scalar(node, value, path, shown)
            else:
                self.value(node, kind, {noun.shorthand: value} if noun and noun.shorthand else [value], path, shown)
        elif not isinstance(value, Mapping | Blank):
            self._items(node, kind.each if kind else None, value, path, shown)

    def _scalar(self, node: ScalarNode, entry: Entry, path: Path, shown: str) -> None:
        self.result.origins[path] = entry
        if not same_test(path)(node.value, entry.text):
            self._new("改", path, shown, entry, node.value)

    def _lines(self, node: Node, value: Value, path: Path, shown: str) -> None:
        """Compare lines of prose, written as a list or as one text."""
        news = [
            Entry(line, written.spot, written.doubts)
            for _, written in entries(value)
            for line in written.text.split("\n")
            if line
        ]
        if not isinstance(node, ScalarNode):
            self._items(node, None, news, path, shown)
            return
        olds = [line.strip() for line in node.value.split("\n") if line.strip()]
        self.result.origins |= {(*path, number): entry for number, entry in enumerate(news)}
        if len(olds) != len(news) or not all(map(same_test(path), olds, (new.text for new in news))):
            self._new("改", path, shown, news[0] if len(news) == 1 else news, node.value)

    def _items(self, node: Node, each: TypeSpec | None, values: Sequence[Value], path: Path, shown: str) -> None:
        noun = each.noun if each else None
        if not isinstance(node, SequenceNode):  # the only item of a list may stand without it
            if isinstance(node, MappingNode) and len(values) == 1:
                self.value(node, each, values[0], path, shown)
            else:
                self.result.kept.append(f"{shown}（现有文件写成一项，来件有 {len(values)} 项，请手工核对）")
            return
        pairs = matched(node.value, values, noun)
        cleared = {place for number, place in pairs.items() if _is_cleared(node.value[place], values[number])}
        if self.ours and noun is None:  # lines of one cell
            cleared |= set(range(len(node.value))) - set(pairs.values())
        if cleared and len(cleared) == len(node.value) and not any(map(says, values)):
            self._gone(path, shown, node)
            return
        for number, value in enumerate(values):
            place = pairs.get(number)
            if place is None and says(value):
                index = len(node.value) + sum(other not in pairs for other in range(number))
                self._new("加", (*path, index), join(shown, str(index + 1)), value)
            elif place is not None and place not in cleared:
                below = node.value[place]
                self.value(below, each, value, (*path, place), join(shown, label(noun, below, place + 1)))
        for place, below in enumerate(node.value):
            where = join(shown, label(noun, below, place + 1))
            if place in cleared:
                self._gone((*path, place), where, below)
            elif place not in pairs.values():
                self.result.kept.append(where)

    def _gone(self, path: Path, shown: str, node: Node) -> None:
        self.result.changes.append(FieldChange("删", path, shown, None, old=_words(node)))

    def _new(self, how: Literal["改", "补", "加"], path: Path, shown: str, value: Value, old: str = "") -> None:
        value = said(value)
        self.result.changes.append(FieldChange(how, path, shown, value, old=old))
        self.result.origins |= dict(entries(value, path))


def _is_cleared(node: Node, value: Value) -> bool:
    """Return whether nothing is left of what a file has: the form leaves all of it blank."""
    if isinstance(value, Mapping) and isinstance(node, MappingNode):
        return bool(node.value) and all(_is_cleared(below, value.get(str(key.value), {})) for key, below in node.value)
    return isinstance(value, Blank)


def _as_awarded(written: Mapping[str, Node], value: Mapping[str, Value]) -> Mapping[str, Value]:
    """Printed points as the file has them: given to 评定 instead of 公布."""
    block, rule = value.get(PRINTED[0]), written.get(AWARDED[0])
    if PRINTED[0] in written or not isinstance(block, Mapping) or not isinstance(rule, MappingNode):
        return value
    if PRINTED[1] not in block or AWARDED[1] not in {key.value for key, _ in rule.value} or AWARDED[0] in value:
        return value
    rest = {key: below for key, below in block.items() if key != PRINTED[1]}
    moved = {key: below for key, below in value.items() if key != PRINTED[0]} | ({PRINTED[0]: rest} if rest else {})
    return {**moved, AWARDED[0]: {AWARDED[1]: block[PRINTED[1]]}}


def _noun(node: Node, kind: TypeSpec | None) -> type[Record] | None:
    """Record that a node is read as; of a rule the one of its 方法."""
    if kind is None or kind.kind != "rule" or not isinstance(node, MappingNode):
        return kind.noun if kind else None
    methods = [below.value for key, below in node.value if key.value == "方法" and isinstance(below, ScalarNode)]
    return rules().get(methods[0]) if methods else None


def _words(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return str(node.value)
    below = [child for _, child in node.value] if isinstance(node, MappingNode) else node.value
    return "，".join(filter(None, map(_words, below)))


def _value_text(value: Value) -> str:
    return "，".join(entry.text for _, entry in entries(value))


def _line(text: str) -> str:
    """Return a text of several lines as one."""
    return "".join(part.strip() for part in text.split("\n"))


def _short(line: str, start: int = 0) -> str:
    """Return as much of a line as people read at once, from a character on."""
    rest = line[start:]
    return "…" * bool(start) + (rest if len(rest) <= LONGEST else f"{rest[:LONGEST]}…")


def is_same(old: str, new: str) -> bool:
    """Return whether two texts say the same, however wide, spaced, grouped by commas or in which unit of money."""
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


def prose_sum(text: str) -> str:
    """Return a checksum by which a text is known again, however it is spaced and listed."""
    return sha256(fold(_unlisted("".join(text.split()))).encode()).hexdigest()[:SUM_CHARS]


def _unlisted(text: str) -> str:
    """Return a text without the number and the stop that make it an item of a list."""
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
    """Return the place in the file of each item of the paper that has one there."""
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
    """Return the places of words that stand only once."""
    return {word: place for place, word in enumerate(words) if word and words.count(word) == 1}


def _text_under(key: str, item: "Node | Value") -> str:
    """Text of an item under a key, folded."""
    if isinstance(item, MappingNode):
        below = next((below for name, below in item.value if name.value == key), None)
        return fold(below.value) if isinstance(below, ScalarNode) else ""
    entry = item.get(key) if isinstance(item, Mapping) else None
    return fold(entry.text) if isinstance(entry, Entry) else ""


def _whole(item: "Node | Value") -> str:
    """Return the words of an item that is a text."""
    if isinstance(item, ScalarNode):
        return fold(item.value)
    return fold(item.text) if isinstance(item, Entry) else ""
