"""Mark on prose: said once of a draft, that its running text still stands as printed and has to be made shorter."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.intake.drafted import Entry, Node, Step, entries
from generator.intake.reports.wording import REWORD

PROSE = ("背景", "项目内容", "实施情况", "绩效目标", "组织管理", "评价", "主要绩效", "问题整改")
LONG = 60  # characters: shorter ones are names and figures as often as prose


def marked_once(values: Mapping[str, Node]) -> Mapping[str, Node]:
    """The same values, the first long piece of prose marked."""
    for path, entry in entries(values):
        if path[0] in PROSE and len(entry.text) > LONG:
            marked = _replaced(values, path, replace(entry, doubts=(*entry.doubts, REWORD)))
            return marked if isinstance(marked, Mapping) else values
    return values


def _replaced(node: Node, path: Sequence[Step], entry: Entry) -> Node:
    if not path:
        return entry
    if isinstance(node, Mapping):
        return {key: _replaced(below, path[1:], entry) if key == path[0] else below for key, below in node.items()}
    if isinstance(node, Entry):
        return node
    return [_replaced(below, path[1:], entry) if place == path[0] else below for place, below in enumerate(node)]
