"""From YAML nodes to records: the annotation of a field decides how its text is read, never YAML itself.

Every mistake becomes a diagnostic and reading goes on, so that one run tells all of them.
"""

import dataclasses
import difflib
import re
import types
import typing
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any, Literal

import yaml

from generator.day import Day, NoSuchDay
from generator.diagnostic import UNFILLED, Diagnostic, Place
from generator.load.remark import WRONG, remark, spot
from generator.load.source import UNPRINTABLE
from generator.load.unfilled import is_unfilled, still_to_fill
from generator.number import Amount, Count, Measure, NotPlain, Percent, count, plain
from generator.record import Marks, Record, Remark, keys_of
from generator.rules import Rule, rules

SCALARS: dict[Any, Callable[[str], Any]] = {
    Decimal: plain,
    Amount: Amount.read,
    Percent: Percent.read,
    Measure: Measure.read,
    Count: count,
    Day: Day.read,
}
SIGNS = {">=": "≥", "≧": "≥", "<=": "≤", "≦": "≤", "==": "=", "＝": "=", "﹦": "=", "═": "="}
YES_NO = {"是": True, "否": False}
PERSONAL = re.compile(r"\d(?:[\s-]?\d){10}|[@＠]")  # a path is printed, and must not repeat such a number
KINDS = {
    yaml.ScalarNode: "一段文字",
    yaml.SequenceNode: "列表（以“- ”开头的若干项）",
    yaml.MappingNode: "若干行“项目: 内容”",
}
_hints: Callable[[Any], dict[str, Any]] = cache(typing.get_type_hints)


class Reader:
    """Reads the records of one file and gathers what is wrong with it."""

    def __init__(self, file: str) -> None:
        """Begin with a file that has nothing wrong."""
        self.file = file
        self.found: list[Diagnostic] = []

    def say(self, node: yaml.Node, path: str, text: str, check: str) -> Any:
        """Note a mistake at a node and give the sign of a value that could not be read."""
        mark = node.start_mark
        self.found.append(Diagnostic(Place(self.file, mark.line + 1, mark.column + 1, path), text, check))
        return WRONG

    def record(self, noun: type[Record], node: yaml.Node, path: str, **given: Any) -> Any:
        """Read a mapping as a noun; WRONG where any part of it is."""
        if noun.shorthand and isinstance(node, yaml.ScalarNode):
            return self._build(noun, {noun.shorthand: node}, node, path, given)
        if not isinstance(node, yaml.MappingNode):
            return self._wrong_kind(node, path, yaml.MappingNode)
        pairs = self._pairs(node, path, tuple(keys_of(noun)))
        return self._build(noun, pairs, node, path, given)

    def _build(self, noun: type[Record], pairs: Any, node: yaml.Node, path: str, given: dict[str, Any]) -> Any:
        hints, values, fields, items, sound = _hints(noun), dict(given), {}, {}, True
        for key, f in keys_of(noun).items():
            if value_node := pairs.get(key):
                hint = hints[f.name]
                nested = typing.get_args(hint)[:1] == (noun,)  # 下级 of an indicator stand beside it in paths
                below = path.removesuffix(f".{_label(noun, node, 0)}") if nested else _join(path, key)
                values[f.name] = self.value(hint, value_node, below, key)
                fields[f.name] = spot(value_node)
                if isinstance(values[f.name], tuple) and isinstance(values[f.name][0], str):
                    items[f.name] = _line_spots(value_node)
                sound &= values[f.name] is not WRONG
            elif f.default is dataclasses.MISSING and key not in pairs:
                self.say(node, path, f"缺少“{key}”，请补上一行“{key}: …”", "缺项")
                sound = False
        sound &= all(key in keys_of(noun) for key in pairs)
        return noun(marks=Marks(self.file, path, spot(node), fields, items), **values) if sound else WRONG

    def _pairs(self, node: yaml.MappingNode, path: str, keys: tuple[str, ...]) -> dict[str, Any]:
        """The value of each key; None for a known key that seems to be there misspelt, lest it be told twice."""
        pairs: dict[str, Any] = {}
        spots: dict[str, yaml.Node] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self.say(key_node, path, "冒号前面应是一个词，不能是列表或括号", "未知项")
                continue
            key = key_node.value.strip()
            if key in pairs:
                first = spots[key].start_mark.line + 1
                self.say(key_node, _join(path, key), f"“{key}”与第 {first} 行重复，请删去一个", "重复项")
                continue
            pairs[key], spots[key] = value_node, key_node
        for key in [key for key in pairs if key not in keys]:
            near = difflib.get_close_matches(key, [other for other in keys if other not in pairs], 1, 0.5)
            pairs.update(dict.fromkeys(near))
            hint = (
                f"：{colon}"
                if (colon := _colon(key))
                else (f"，是不是“{near[0]}”？" if near else f"；这里可以写：{'、'.join(keys)}")
            )
            self.say(spots[key], _join(path, key), f"没有“{key}”这一项{hint}", "未知项")
        return pairs

    def value(self, hint: Any, node: yaml.Node, path: str, key: str) -> Any:
        """Read a node as the annotation says."""
        if is_unfilled(node):
            return self.say(node, path, still_to_fill(hint, key), UNFILLED)
        if hint is Remark:
            return remark(self, node, path)
        if hint is Rule or (
            typing.get_origin(hint) in (types.UnionType, typing.Union) and Rule in typing.get_args(hint)
        ):
            return self._rule(node, path)
        if typing.get_origin(hint) in (types.UnionType, typing.Union):
            hint = next(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
        if typing.get_origin(hint) is tuple:
            return self._items(typing.get_args(hint)[0], node, path, key)
        if isinstance(hint, type) and issubclass(hint, Record):
            return self.record(hint, node, path)
        return self.scalar(hint, node, path, key)

    def scalar(self, hint: Any, node: yaml.Node, path: str, key: str) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            return self._wrong_kind(node, path, yaml.ScalarNode)
        text = "".join(line.strip() for line in node.value.strip().split("\n"))
        if is_unfilled(node):
            return self.say(node, path, still_to_fill(hint, key), UNFILLED)
        if not text or (not node.style and text in ("~", "null")):
            return self.say(node, path, f"“{key}”后面没有内容，请填写；没有可填的请删去这一行", "空项")
        if UNPRINTABLE.search(text):
            return self.say(node, path, "内容里有用“\\”写成的看不见的字符，请删去", "编码")
        if typing.get_origin(hint) is Literal:
            return self._choice(typing.get_args(hint), text, node, path)
        if hint is bool:
            return YES_NO[text] if text in YES_NO else self.say(node, path, f"“{text}”请改为“是”或“否”", "取值")
        if hint in SCALARS:
            try:
                return SCALARS[hint](text)
            except NotPlain as error:
                return self.say(node, path, str(error), "数字")
            except NoSuchDay as error:
                return self.say(node, path, str(error), "日期")
        return text

    def _choice(self, words: tuple[str, ...], text: str, node: yaml.Node, path: str) -> Any:
        if text in words:
            return text
        same = SIGNS.get(text, "")
        near = [same] if same in words else difflib.get_close_matches(text, words, 1, 0.5)
        hint = f"，是不是“{near[0]}”？" if near else "，"
        return self.say(node, path, f"“{text}”不在可选的词里{hint}请从中选一个：{'、'.join(words)}", "取值")

    def _items(self, hint: Any, node: yaml.Node, path: str, key: str) -> Any:
        if hint is str and isinstance(node, yaml.ScalarNode):
            if self.scalar(str, node, path, key) is WRONG:
                return WRONG
            return tuple(line.strip() for line in node.value.split("\n") if line.strip())
        if getattr(hint, "alone", False) and not isinstance(node, yaml.SequenceNode):
            only = self.record(hint, node, path)
            return only if only is WRONG else (only,)
        if not isinstance(node, yaml.SequenceNode):
            return self._wrong_kind(node, path, yaml.SequenceNode)
        if not node.value:
            return self.say(node, path, f"“{key}”是空的列表，请填写或删去", "空项")
        values = [
            self.value(hint, item, _join(path, _label(hint, item, n)), key) for n, item in enumerate(node.value, 1)
        ]
        return WRONG if any(value is WRONG for value in values) else tuple(values)

    def _rule(self, node: yaml.Node, path: str) -> Any:
        if not isinstance(node, yaml.MappingNode):
            return self._wrong_kind(node, path, yaml.MappingNode)
        known = rules()
        rows = [pair for pair in node.value if getattr(pair[0], "value", None) == "方法"]
        if hint := next((hint for key, _ in node.value if (hint := _colon(str(key.value)))), ""):
            return self.say(node, path, hint, "未知项")
        if not rows:
            return self.say(node, path, f"缺少“方法”，请写明评分方法：{'、'.join(known)}", "缺项")
        method = self.scalar(str, rows[0][1], _join(path, "方法"), "方法")
        if method is not WRONG:
            method = self._choice(tuple(known), method, rows[0][1], _join(path, "方法"))
        if method is WRONG or len(rows) > 1:
            return WRONG if len(rows) == 1 else self.say(rows[1][0], path, "“方法”写了两次，请删去一个", "重复项")
        rest = yaml.MappingNode(node.tag, [pair for pair in node.value if pair is not rows[0]], node.start_mark)
        return self.record(known[method], rest, path)

    def _wrong_kind(self, node: yaml.Node, path: str, wanted: type[yaml.Node]) -> Any:
        value = getattr(node, "value", "")
        if isinstance(node, yaml.ScalarNode) and not value.strip():
            return self.say(node, path, "后面没有内容，请填写；没有可填的请删去这一行", "空项")
        shown = f"“{value[:20]}”" if isinstance(node, yaml.ScalarNode) else KINDS[type(node)]
        hint = _colon(value.split()[0]) if isinstance(node, yaml.ScalarNode) and wanted is yaml.MappingNode else ""
        return self.say(node, path, f"这里应是{KINDS[wanted]}，现在是{shown}{hint and f'：{hint}'}", "类型")


def _colon(text: str) -> str:
    """Advice for a word that still holds the colon that should have ended it."""
    found = re.fullmatch(r"(\S+?)[:：](.*)", text)
    return f"冒号要用半角，后面加一个空格，请写成“{found[1]}: {found[2] or '…'}”" if found else ""


def _label(hint: Any, node: yaml.Node, number: int) -> str:
    """What stands for an item in a path: the first of its telling fields that is filled, else its number."""
    if isinstance(hint, type) and issubclass(hint, Record) and isinstance(node, yaml.MappingNode):
        pairs = [pair for pair in node.value if all(isinstance(part, yaml.ScalarNode) for part in pair)]
        told = {key.value: value.value for key, value in pairs}
        named = (told[key].strip() for key in hint.labels if told.get(key, "").strip())
        return next((name for name in named if not PERSONAL.search(name)), str(number))
    return str(number)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _line_spots(node: yaml.Node) -> tuple[tuple[int, int], ...]:
    """Where each line of prose stands, whether it was written as a list or as a text of several lines."""
    if isinstance(node, yaml.SequenceNode):
        return tuple(spot(item) for item in node.value)
    row, column = spot(node)
    if not isinstance(node, yaml.ScalarNode):
        return ()
    step = 1 if node.style == "|" else 0  # other styles fold their lines, and only the first is known
    given = [number for number, line in enumerate(node.value.split("\n"), 1) if line.strip()]
    return tuple((row + step * number, column) for number in given)
