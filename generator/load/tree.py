"""YAML tree: texts with lines and columns. What would vanish from the text, or put it twice, is refused.

The tree is made from libyaml's events, which are its texts: a tree of YAML's own nodes takes twice as long to make, and
making it falls over on a bomb of brackets.
"""

from collections.abc import Callable
from typing import Any, NoReturn, final

import yaml

DEEPEST = 60

ScalarNode = (
    yaml.ScalarEvent
)  # a text; `style` is the quotation mark or the sign of a block, empty where it stands plain


class Branch:
    """What holds other things, and where it begins."""

    __slots__ = ("start_mark", "value")

    def __init__(self, value: list[Any], start_mark: Any) -> None:
        """Take them as they are."""
        self.value, self.start_mark = value, start_mark


@final
class SequenceNode(Branch):
    """A list."""

    __slots__ = ()
    value: "list[Node]"


@final
class MappingNode(Branch):
    """A mapping, as it is written: keys may be anything and may come twice."""

    __slots__ = ()
    value: "list[tuple[Node, Node]]"


Node = ScalarNode | SequenceNode | MappingNode


class InvalidYaml(Exception):
    """Something YAML allows and we do not; the message says what, `mark` where."""

    def __init__(self, words: str, mark: Any) -> None:
        """Take the place of what YAML read."""
        super().__init__(words)
        self.mark = mark


def position(node: Any) -> tuple[int, int]:
    """Line and column of a node, from 1."""
    mark = node.start_mark
    return mark.line + 1, mark.column + 1


def compose(text: str) -> Any:
    """The tree of a text, None where there are only comments in it."""
    next_event: Callable[[], Any] = yaml.CBaseLoader(text).get_event
    roots: list[Any] = []
    above: list[Any] = []  # the lists and mappings that are not yet closed
    add, second = roots.append, None
    try:
        while (event := next_event()) is not None:
            kind = type(event)
            if kind is ScalarNode:
                if event.anchor or event.tag:
                    _refuse(event)
                add(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor or event.tag or len(above) == DEEPEST:
                    _refuse(event, too_deep=len(above) == DEEPEST)
                branch = (MappingNode if kind is yaml.MappingStartEvent else SequenceNode)([], event.start_mark)
                add(branch)
                above.append(branch)
                add = branch.value.append
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                branch = above.pop()
                if kind is yaml.MappingEndEvent:
                    branch.value = list(zip(branch.value[::2], branch.value[1::2], strict=True))
                add = above[-1].value.append if above else roots.append
            elif kind is yaml.AliasEvent:
                _refuse(event)
            elif kind is yaml.DocumentStartEvent and roots:
                second = second or event.start_mark
    except yaml.YAMLError:
        if not second:
            raise
    if second:
        raise InvalidYaml("一个文件只写一个项目，请删去中间的“---”行", second)
    return roots[0] if roots else None


def _refuse(event: Any, too_deep: bool = False) -> NoReturn:
    """A bomb of brackets; or an anchor or a tag, which would vanish from the text; or what would put it twice."""
    if too_deep:
        words = f"层次超过 {DEEPEST} 层，请检查括号和缩进"
    elif isinstance(event, yaml.AliasEvent):
        words = f"这里的“*{event.anchor}”是引用，请把内容写全；本来就是内容的，请加引号"
    else:
        mark = f"&{event.anchor}" if event.anchor else event.tag
        words = f"这里的“{mark}”会被当作标记而丢掉，请删去；本来就是内容的，请加引号"
    raise InvalidYaml(words, event.start_mark)
