"""Nodes of a file as places: the paths that name them, the lines they stand on, their words."""

import re
from typing import Any

from generator.load.source import MappingNode, Node, ScalarNode, position

PERSONAL = re.compile(r"\d(?:[\s-]?\d){10}|[@＠]")  # a path is printed, and must not repeat such a number


def in_one_line(written: str) -> str:
    """Return the words of a text; line breaks in it mean nothing."""
    text = written.strip()
    return "".join(line.strip() for line in text.split("\n")) if "\n" in text else text


def line_of(key: str, node: MappingNode) -> int:
    """Return the line of the first occurrence of a key."""
    return next(
        position(key_node)[0]
        for key_node, _ in node.value
        if type(key_node) is ScalarNode and key_node.value.strip() == key
    )


def label(noun: Any, node: Node, number: int) -> str:
    """Return the step of an item in a path: its first filled label field, else its number."""
    if noun and noun.labels and type(node) is MappingNode:
        values = node.by_key()
        for name in noun.labels:
            telling = values.get(name)
            if type(telling) is ScalarNode and (words := telling.value.strip()) and not PERSONAL.search(words):
                return words
    return str(number)


def join(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def line_spots(node: Node) -> tuple[tuple[int, int, int], ...]:
    """Return line, column and number of each line of prose, in a list or a text; the only one has number 0."""
    if type(node) is not ScalarNode:
        spots = [position(item) for item in node.value]
    else:
        step = 1 if node.style == "|" else 0  # other styles fold their lines, and only the first is known
        given = [number for number, line in enumerate(node.value.split("\n"), 1) if line.strip()]
        line, column = position(node)
        spots = [(line + step * number, column) for number in given]
    if len(spots) == 1:
        return ((*spots[0], 0),)
    return tuple((line, column, number) for number, (line, column) in enumerate(spots, 1))
