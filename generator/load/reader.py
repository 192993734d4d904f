"""Record reader: a tree of texts is validated and becomes records, by the annotations of fields, never by YAML.

Every mistake becomes a diagnostic and reading goes on, so that one run tells all of them.
"""

import difflib
import re
from collections.abc import Mapping
from typing import Any

from generator.core.date import InvalidDate
from generator.core.diagnostic import UNFILLED, Diagnostic, Place
from generator.core.number import InvalidNumber
from generator.core.record import Marks, Record
from generator.load.remark import INVALID, remark
from generator.load.schema import TEXT, TypeSpec, plan_of, type_spec
from generator.load.source import UNPRINTABLE, MappingNode, Node, ScalarNode, SequenceNode, position
from generator.load.unfilled import is_unfilled, still_to_fill
from generator.rules import rules

SIGNS = {">=": "≥", "≧": "≥", "<=": "≤", "≦": "≤", "==": "=", "＝": "=", "﹦": "=", "═": "="}
YES_NO = {"是": True, "否": False}
PERSONAL = re.compile(r"\d(?:[\s-]?\d){10}|[@＠]")  # a path is printed, and must not repeat such a number
WITH_COLON = re.compile(r"(\S+?)[:：](.*)")
KINDS = {ScalarNode: "一段文字", SequenceNode: "列表（以“- ”开头的若干项）", MappingNode: "若干行“项目: 内容”"}


class RecordReader:
    """Reads the records of one file and gathers what is wrong with it."""

    def __init__(self, file: str) -> None:
        """Begin with a file that has nothing wrong."""
        self.file = file
        self.found: list[Diagnostic] = []

    def report(self, node: Node, path: str, text: str, check: str) -> Any:
        """Note a mistake at a node and give the sign of a value that could not be read."""
        self.found.append(Diagnostic(Place(self.file, *position(node), path), text, check))
        return INVALID

    def record(self, noun: type[Record], node: Node, path: str, **given: Any) -> Any:
        """Read a mapping as a noun; WRONG where any part of it is."""
        if noun.shorthand and type(node) is ScalarNode:
            return self._build(noun, {noun.shorthand: node}, node, path, given)
        if type(node) is not MappingNode:
            return self._wrong_kind(node, path, MappingNode)
        return self._build(noun, self._pairs(node, path, plan_of(noun).fields), node, path, given)

    def _build(self, noun: type[Record], pairs: dict[str, Any], node: Node, path: str, values: dict[str, Any]) -> Any:
        (steps, needed), fields, items, sound = plan_of(noun), {}, {}, True
        for key, below in pairs.items():
            if not below or key not in steps:
                sound = False
                continue
            field, kind, beside = steps[key]
            where = path.removesuffix(f".{_label(noun, node, 0)}") if beside else _join(path, key)
            value = values[field] = self.read(kind, below, where, key)
            fields[field] = position(below)
            if value is INVALID:
                sound = False
            elif kind.each is TEXT:
                items[field] = _line_spots(below)
        for key in needed:
            if key not in pairs:
                self.report(node, path, f"缺少“{key}”，请补上一行“{key}: …”", "缺项")
                sound = False
        if not sound:
            return INVALID
        if "marks" not in values:
            values["marks"] = Marks(self.file, path, position(node), fields, items)
        return noun(**values)

    def _pairs(self, node: MappingNode, path: str, known: Mapping[str, Any]) -> dict[str, Any]:
        """The value of each key; None for a known key that seems to be there misspelt, lest it be told twice."""
        pairs: dict[str, Any] = {}
        strange: dict[str, Node] = {}
        for key_node, value_node in node.value:
            key = key_node.value.strip() if type(key_node) is ScalarNode else None
            if key is None:
                self.report(key_node, path, "冒号前面应是一个词，不能是列表或括号", "未知项")
            elif key in pairs:
                text = f"“{key}”与第 {_line_of(key, node)} 行重复，请删去一个"
                self.report(key_node, _join(path, key), text, "重复项")
            else:
                pairs[key] = value_node
                if key not in known:
                    strange[key] = key_node
        for key, key_node in strange.items():
            near = difflib.get_close_matches(key, [other for other in known if other not in pairs], 1, 0.5)
            pairs.update(dict.fromkeys(near))
            hint = (
                f"：{colon}"
                if (colon := _colon(key))
                else (f"，是不是“{near[0]}”？" if near else f"；这里可以写：{'、'.join(known)}")
            )
            self.report(key_node, _join(path, key), f"没有“{key}”这一项{hint}", "未知项")
        return pairs

    def value(self, hint: Any, node: Node, path: str, key: str) -> Any:
        """Read a node as an annotation says."""
        return self.read(type_spec(hint), node, path, key)

    def read(self, kind: TypeSpec, node: Node, path: str, key: str) -> Any:
        """Read a node as what is asked for."""
        if kind.kind in ("text", "yes_no"):
            return self.text(kind, node, path, key)
        if is_unfilled(node):
            return self.report(node, path, still_to_fill(key, kind.words), UNFILLED)
        match kind.kind:
            case "record":
                return self.record(kind.noun, node, path)
            case "items":
                return self._items(kind.each or TEXT, node, path, key)
            case "rule":
                return self._rule(node, path)
        return remark(self, node, path)

    def text(self, kind: TypeSpec, node: Node, path: str, key: str) -> Any:
        """Read a text: a word to choose, a number, a date, or words as they are; line breaks in it mean nothing."""
        if type(node) is not ScalarNode:
            return self._wrong_kind(node, path, ScalarNode)
        text = node.value.strip()
        if "\n" in text:
            text = "".join(line.strip() for line in text.split("\n"))
        if UNFILLED in text and is_unfilled(node):
            return self.report(node, path, still_to_fill(key, kind.words), UNFILLED)
        if not text or (not node.style and text in ("~", "null")):
            return self.report(node, path, f"“{key}”后面没有内容，请填写；没有可填的请删去这一行", "空项")
        if node.style == '"' and UNPRINTABLE.search(text):  # elsewhere none can be written
            return self.report(node, path, "内容里有用“\\”写成的看不见的字符，请删去", "编码")
        if kind.kind == "yes_no":
            return YES_NO[text] if text in YES_NO else self.report(node, path, f"“{text}”请改为“是”或“否”", "取值")
        if kind.words:
            return text if text in kind.words else self._no_choice(kind.words, text, node, path)
        try:
            return kind.read(text) if kind.read else text
        except (InvalidNumber, InvalidDate) as error:
            return self.report(node, path, str(error), "数字" if isinstance(error, InvalidNumber) else "日期")

    def _no_choice(self, words: tuple[str, ...], text: str, node: Node, path: str) -> Any:
        same = SIGNS.get(text, "")
        near = [same] if same in words else difflib.get_close_matches(text, words, 1, 0.5)
        hint = f"，是不是“{near[0]}”？" if near else "，"
        return self.report(node, path, f"“{text}”不在可选的词里{hint}请从中选一个：{'、'.join(words)}", "取值")

    def _items(self, each: TypeSpec, node: Node, path: str, key: str) -> Any:
        if each is TEXT and type(node) is ScalarNode:
            if self.text(TEXT, node, path, key) is INVALID:
                return INVALID
            return tuple(line.strip() for line in node.value.split("\n") if line.strip())
        if each.noun and each.noun.alone and type(node) is not SequenceNode:
            only = self.record(each.noun, node, path)
            return only if only is INVALID else (only,)
        if type(node) is not SequenceNode:
            return self._wrong_kind(node, path, SequenceNode)
        if not node.value:
            return self.report(node, path, f"“{key}”是空的列表，请填写或删去", "空项")
        values = tuple(
            self.read(each, item, _join(path, _label(each.noun, item, number)), key)
            for number, item in enumerate(node.value, 1)
        )
        return INVALID if any(value is INVALID for value in values) else values

    def _rule(self, node: Node, path: str) -> Any:
        if type(node) is not MappingNode:
            return self._wrong_kind(node, path, MappingNode)
        known = rules()
        rows = [pair for pair in node.value if pair[0].value == "方法"]
        if hint := next((hint for key, _ in node.value if type(key) is ScalarNode and (hint := _colon(key.value))), ""):
            return self.report(node, path, hint, "未知项")
        if not rows:
            return self.report(node, path, f"缺少“方法”，请写明评分方法：{'、'.join(known)}", "缺项")
        method = self.text(TypeSpec("text", tuple(known)), rows[0][1], _join(path, "方法"), "方法")
        if method is INVALID or len(rows) > 1:
            return INVALID if len(rows) == 1 else self.report(rows[1][0], path, "“方法”写了两次，请删去一个", "重复项")
        rest = MappingNode([pair for pair in node.value if pair is not rows[0]], node.start_mark)
        return self.record(known[method], rest, path)

    def _wrong_kind(self, node: Node, path: str, wanted: type[Node]) -> Any:
        if type(node) is not ScalarNode:
            shown, hint = KINDS[type(node)], ""
        elif not node.value.strip():
            return self.report(node, path, "后面没有内容，请填写；没有可填的请删去这一行", "空项")
        else:
            shown, hint = f"“{node.value[:20]}”", _colon(node.value.split()[0]) if wanted is MappingNode else ""
        return self.report(node, path, f"这里应是{KINDS[wanted]}，现在是{shown}{hint and f'：{hint}'}", "类型")


def _line_of(key: str, node: MappingNode) -> int:
    """Where a key first stands."""
    return next(position(one)[0] for one, _ in node.value if type(one) is ScalarNode and one.value.strip() == key)


def _colon(text: str) -> str:
    """Advice for a word that still holds the colon that should have ended it."""
    found = WITH_COLON.fullmatch(text) if ":" in text or "：" in text else None
    return f"冒号要用半角，后面加一个空格，请写成“{found[1]}: {found[2] or '…'}”" if found else ""


def _label(noun: Any, node: Node, number: int) -> str:
    """What stands for an item in a path: the first of its telling fields that is filled, else its number."""
    if not noun or type(node) is not MappingNode:
        return str(number)
    for label in noun.labels:
        said = [
            one.value.strip() for key, one in node.value if key.value == label and type(key) is type(one) is ScalarNode
        ]
        if said and said[-1] and not PERSONAL.search(said[-1]):
            return str(said[-1])
    return str(number)


def _join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _line_spots(node: Node) -> tuple[tuple[int, int], ...]:
    """Where each line of prose stands, whether it was written as a list or as a text of several lines."""
    if type(node) is not ScalarNode:
        return tuple(map(position, node.value))
    step = 1 if node.style == "|" else 0  # other styles fold their lines, and only the first is known
    given = [number for number, line in enumerate(node.value.split("\n"), 1) if line.strip()]
    line, column = position(node)
    return tuple((line + step * number, column) for number in given)
