"""Unfilled values (待填): what a draft leaves open is told field by field, never taken for a mistake or for 0."""

from generator.core.diagnostic import UNFILLED
from generator.load.source import Node, ScalarNode
from generator.rules import rules


def is_unfilled(node: Node) -> bool:
    """Whether something is still to come here: a word, a list or a whole block; a line of prose counts for all."""
    if type(node) is not ScalarNode or UNFILLED not in node.value:
        return False
    return UNFILLED in (line.strip() for line in node.value.split("\n"))


def still_to_fill(key: str, words: tuple[str, ...]) -> str:
    """What is to be filled in, with the words to choose from where there are such."""
    words = tuple(rules()) if key == "方法" else words
    return f"{key}{UNFILLED}，请" + (f"从中选一个：{'、'.join(words)}" if words else "填写")
