"""Forms of ours, as a workbook or a document: values by their paths, lists in one cell, forms of another version."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import get_args

from generator.forms.layout import Path
from generator.forms.layouts import FormLayout
from generator.intake.drafted import Entry, Node, PaperKind
from generator.intake.paper import Refused, Spot

ITEM = re.compile(r"(\d+)、\s*")
UNNUMBERED = "这一段没有编号，或与别的重号，按第 {} 项读"
TWICE = "表里是“{}”，其他内容里是“{}”，按表里的读"
Step = str | Fraction  # a number that is not whole is the place of an item put between two others
Steps = tuple[Step, ...]
GAP = Fraction(1, 10_000)  # between an item and the one put in behind it


def other_version(file: str, name: str, version: str) -> Refused:
    """Refuse a form of another version than the one in use."""
    reason = f"这是“{name}”第 {version} 版，不是现在用的；请运行 make form 做一份新的，把内容填进去再交来"
    return Refused(file, reason)


def kind_of(layout: FormLayout) -> PaperKind:
    kind: PaperKind = next(name for name in get_args(PaperKind) if name == layout.NAME)
    return kind


def list_entries(path: Steps, text: str, spot: Spot) -> Iterator[tuple[Steps, Entry]]:
    """Yield the values of a cell that holds a list, an item a line; `*` in the path stands for the number of the item.

    Where the items are records (主要绩效.*.内容), a line says itself which of them it belongs to.
    """
    lines = [line for part in text.split("\n") if (line := part.strip())]
    if path[-1] == "*":
        yield from (((*path[:-1], Fraction(number)), Entry(line, spot)) for number, line in enumerate(lines))
        return
    for number, line, doubts in _items(lines):
        yield tuple(Fraction(number) if step == "*" else step for step in path), Entry(line, spot, doubts)


def _items(lines: Sequence[str]) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield each item of a numbered list from 0; an only one needs no number, of others the lack of it is doubted."""
    last = -1
    for line in lines:
        match = ITEM.match(line)
        number = int(match[1]) - 1 if match else -1
        sure = number > last or len(lines) == 1
        last = number if number > last else last + 1
        if text := line[match.end() :] if match else line:
            yield last, text, () if sure else (UNNUMBERED.format(last + 1),)


def reconciled(shown: Entry, other: Entry) -> Entry:
    """Return the value of a field that the form and 其他内容 have both.

    The latter has it to the letter (9.5分 for 9.5); where it has another value, that of the form counts and is doubted.
    """
    same = _loose(shown.text) == _loose(other.text)
    return other if same else shown.doubted(TWICE.format(shown.text, other.text))


def _loose(text: str) -> str:
    """Return a text without what a form shows elsewhere: a unit, the word for points, blanks."""
    return re.sub(r"\s|万元$|分$", "", text)


def steps_of(path: Path) -> Steps:
    """Return a path whose numbers leave room between them."""
    return tuple(step if isinstance(step, str) else Fraction(step) for step in path)


def tree_of(values: Mapping[Steps, Node], in_place: bool = False) -> dict[str, Node]:
    """Return the tree of a data file; items of a list come in the order of their numbers, one close behind the other.

    Those of a form that does not show the whole list stay `in_place`, behind empty ones.
    """
    tree = _node_below(values, in_place)
    return tree if isinstance(tree, dict) else {}


def _node_below(values: Mapping[Steps, Node], in_place: bool) -> Node:
    groups: dict[Step, dict[Steps, Node]] = {}
    for (first, *rest), node in values.items():
        groups.setdefault(first, {})[tuple(rest)] = node
    texts = {step: _node_of(below, in_place) for step, below in groups.items() if isinstance(step, str)}
    numbers = sorted(step for step in groups if isinstance(step, Fraction))
    if in_place and numbers:
        numbers = sorted({*numbers, *map(Fraction, range(int(numbers[-1])))})
    return [_node_of(groups.get(step, {}), in_place) for step in numbers] if numbers and not texts else texts


def _node_of(below: Mapping[Steps, Node], in_place: bool) -> Node:
    if () in below and len(below) == 1:
        return below[()]
    return _node_below({steps: node for steps, node in below.items() if steps}, in_place)
