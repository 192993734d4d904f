"""Unverified values (待核对): a comment behind what was read from a paper by guessing is told until someone deletes it.

Comments are no part of what YAML reads, so they are looked for in the text itself, outside all that it holds.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from generator.core.diagnostic import UNVERIFIED, Diagnostic, Place
from generator.load.nodes import join, label
from generator.load.schema import TypeSpec, plan_of
from generator.load.source import MappingNode, Node, OpenedFile, ScalarNode, position
from generator.rules import rules

COMMENT = re.compile(rf"(?<!\S)#[ \t]*{UNVERIFIED}[：:]?[ \t]*(.*)")
BLOCK_STYLES = ("|", ">")
LONGEST_VALUE = 40  # of a value that is quoted in a message
BEHIND = f"请对照来件核对这一处，无误后删去行尾的“# {UNVERIFIED}…”"
ALONE = f"请对照来件核对，无误后删去这一行“# {UNVERIFIED}…”"


class _Word(NamedTuple):
    """A key or a value, the path of its field, and where in the text it begins and ends."""

    node: ScalarNode
    path: str
    start: Any
    end: Any
    is_key: bool = False

    def holds(self, index: int, line: int) -> bool:
        """Whether a place in the text is part of it; behind the sign of a block a comment may stand."""
        heading = self.node.style in BLOCK_STYLES and line == self.start.line
        return not heading and bool(self.start.index <= index < self.end.index)

    def ends_on(self, line: int) -> bool:
        """Whether it ends on a line, or is a block that begins there."""
        return bool((self.start if self.node.style in BLOCK_STYLES else self.end).line == line)


def unverified(opened: OpenedFile, kind: TypeSpec) -> tuple[Diagnostic, ...]:
    """Every doubt that stands in a file, which holds what `kind` says; without any, the text is only searched."""
    if UNVERIFIED not in opened.text:
        return ()
    found = list(COMMENT.finditer(opened.text))
    words = tuple(_words(opened.root, kind, "")) if found else ()
    return tuple(told for comment in found if (told := _told(opened, words, comment)))


def _told(opened: OpenedFile, words: tuple[_Word, ...], comment: "re.Match[str]") -> Diagnostic | None:
    line = opened.text.count("\n", 0, comment.start())
    if any(word.holds(comment.start(), line) for word in words):
        return None
    doubt = comment[1].strip().rstrip("。") or "没有写明要核对什么"
    before = [word for word in words if word.ends_on(line) and word.start.index < comment.start()]
    if before:
        word = before[-1]
        shown = "" if word.is_key else f"“{_short(word.node.value)}”"
        place = Place(opened.file, *position(word.node), word.path)
        return Diagnostic(place._replace(line=line + 1), f"{shown}{UNVERIFIED}：{doubt}；{BEHIND}", UNVERIFIED)
    after = next((word for word in words if word.start.index > comment.start()), None)
    column = comment.start() - opened.text.rfind("\n", 0, comment.start())
    place = Place(opened.file, line + 1, column, after.path if after else "")
    return Diagnostic(place, f"{UNVERIFIED}：{doubt}；{ALONE}", UNVERIFIED)


def _short(text: str) -> str:
    line = "".join(part.strip() for part in text.split("\n"))
    return line if len(line) <= LONGEST_VALUE else f"{line[:LONGEST_VALUE]}…"


def _words(node: Node, kind: TypeSpec | None, path: str) -> Iterator[_Word]:
    """Every key and value in the order of the text, with the path that the reader has for it."""
    if isinstance(node, ScalarNode):
        yield _Word(node, path, node.start_mark, node.end_mark)
    elif isinstance(node, MappingNode):
        noun = _noun(node, kind)
        fields = plan_of(noun).fields if noun else {}
        for key, value in node.value:
            name = key.value.strip() if type(key) is ScalarNode else ""
            known = fields.get(name)
            beside = known is not None and known.transparent
            where = path.removesuffix(f".{label(noun, node, 0)}") if beside else join(path, name)
            if type(key) is ScalarNode:
                yield _Word(key, where, key.start_mark, key.end_mark, is_key=True)
            yield from _words(value, known.type if known else None, where)
    else:
        each = kind.each if kind else None
        for number, item in enumerate(node.value, 1):
            yield from _words(item, each, join(path, label(each.noun if each else None, item, number)))


def _noun(node: MappingNode, kind: TypeSpec | None) -> type | None:
    """What a mapping is read as."""
    if kind is None or kind.kind != "rule":
        return kind.noun if kind else None
    said = [value.value for key, value in node.value if key.value == "方法" and type(value) is ScalarNode]
    return rules().get(said[0]) if said else None
