"""待填: what a drafted file leaves open is told as such, field by field, and never taken for a mistake or for 0."""

import types
import typing
from typing import Any, Literal

import yaml

from generator.diagnostic import UNFILLED
from generator.rules import rules


def is_unfilled(node: yaml.Node) -> bool:
    """Whether something is still to come here: a word, a list or a whole block; a line of prose counts for all."""
    if not isinstance(node, yaml.ScalarNode) or UNFILLED not in node.value:
        return False
    return UNFILLED in (line.strip() for line in node.value.split("\n"))


def still_to_fill(hint: Any, key: str) -> str:
    """What is to be filled in, with the words to choose from where there are such."""
    words = tuple(rules()) if key == "方法" else _choices(hint)
    return f"{key}{UNFILLED}，请" + (f"从中选一个：{'、'.join(words)}" if words else "填写")


def _choices(hint: Any) -> tuple[str, ...]:
    """The words a field may hold, none where any text will do."""
    if hint is bool:
        return "是", "否"
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return tuple(word for arg in typing.get_args(hint) for word in _choices(arg))
    return tuple(word for word in typing.get_args(hint) if word) if typing.get_origin(hint) is Literal else ()
