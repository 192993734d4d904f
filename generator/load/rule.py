"""评分 as it is read: the 方法 says which rule it is, and everything beside it is what that rule asks for."""

from typing import Any

from generator.load.nodes import join
from generator.load.remark import INVALID, ValueReader
from generator.load.schema import TypeSpec
from generator.load.source import MappingNode, Node, ScalarNode
from generator.load.texts import clear_words
from generator.load.unknown_keys import colon, wrong_kind
from generator.rules import rules


def rule(reader: ValueReader, node: Node, path: str) -> Any:
    """Read a mapping of 方法 and what it needs; INVALID where any of it cannot be read."""
    if type(node) is not MappingNode:
        return reader.report(node, path, *wrong_kind(node, MappingNode))
    known = rules()
    rows = [pair for pair in node.value if pair[0].value == "方法"]
    if hint := next(filter(None, (colon(key.value) for key, _ in node.value if type(key) is ScalarNode)), ""):
        return reader.report(node, path, hint, "未知项")
    if not rows:
        return reader.report(node, path, f"缺少“方法”，请写明评分方法：{'、'.join(known)}", "缺项")
    method = clear_words(rows[0][1])
    if method not in known:
        method = reader.text(TypeSpec("text", tuple(known)), rows[0][1], join(path, "方法"), "方法")
    if method is INVALID or len(rows) > 1:
        return INVALID if len(rows) == 1 else reader.report(rows[1][0], path, "“方法”写了两次，请删去一个", "重复项")
    rest = MappingNode([pair for pair in node.value if pair is not rows[0]], node.start_mark)
    return reader.record(known[method], rest, path)
