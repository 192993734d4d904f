"""说明 as it is read: what readers are told, and which checks it answers, each with a reason and an office."""

from typing import Any, Protocol

from generator.core.record import Marks, Record, Remark, Waiver
from generator.load.schema import TEXT, TypeSpec
from generator.load.source import MappingNode, Node, ScalarNode, SequenceNode, position
from generator.load.unfilled import is_unfilled

INVALID = object()  # in place of a value that could not be read; a diagnostic says why


class ValueReader(Protocol):
    """What reading a 说明 needs of the reader of the file it stands in."""

    file: str
    unread: list[str]

    def report(self, node: Node, path: str, text: str, check: str) -> object:
        """Report a mistake; gives INVALID."""
        ...

    def text(self, kind: TypeSpec, node: Node, path: str, key: str) -> Any:
        """Read one text."""
        ...

    def record(self, noun: type[Record], node: Node, path: str, **given: Any) -> Any:
        """Read one record."""
        ...


def remark(reader: ValueReader, node: Node, path: str) -> Any:
    """Read a 说明: a word to the reader, or a mapping of 备注 and of the checks it answers."""
    if type(node) is not MappingNode:
        text = reader.text(TEXT, node, path, "说明")
        return text if text is INVALID else Remark(text=text, marks=Marks(reader.file, path, position(node)))
    if not node.value:
        return reader.report(node, path, "“说明”后面没有内容，请填写；没有可填的请删去这一行", "空项")
    words, seen, sound = "", set(), True
    waivers: list[Waiver] = []
    for key_node, value_node in node.value:
        key = key_node.value if type(key_node) is ScalarNode else ""
        if key in seen:
            value = reader.report(key_node, f"{path}.{key}", f"“{key}”写了两次，请合并", "重复项")
        elif key == "备注":
            value = reader.text(TEXT, value_node, f"{path}.{key}", key)
            words = "" if value is INVALID else value
        else:
            value = _waivers(reader, key, key_node, value_node, f"{path}.{key}")
            waivers += [one for one in value if one is not INVALID]
        sound &= value is not INVALID and not (type(value) is list and INVALID in value)
        seen.add(key)
    if not sound:
        reader.unread.append(path)
    waivers.sort(key=lambda waiver: waiver.check)  # the order of keys means nothing
    return Remark(text=words, waivers=tuple(waivers), marks=Marks(reader.file, path, position(node)))


def _waivers(reader: ValueReader, check: str, key_node: Node, node: Node, path: str) -> Any:
    """The waivers of one check: one mapping, or several that each name the 内容 they are for."""
    if type(node) is ScalarNode and not is_unfilled(node):
        how = f"“{check}: {{理由: …, 处室: …}}”"
        return [reader.report(node, path, f"豁免要写明理由和作出豁免的处室，请写成{how}", "缺项")]
    nodes = node.value if type(node) is SequenceNode else [node]
    marks = [Marks(reader.file, path, position(key_node if one is node else one)) for one in nodes]
    return [reader.record(Waiver, one, path, check=check, marks=mark) for one, mark in zip(nodes, marks, strict=True)]
