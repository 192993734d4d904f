"""Drafted values: what was read from a paper, each with its place and its doubts, and the data file they make.

A tree under the keys of the data file. What took a guess bears `# 待核对：…` behind it, which `check` tells of, and
which keeps the site from being built until a person has taken it away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.core.diagnostic import UNVERIFIED, one_line
from generator.draft.form import quoted
from generator.intake.paper import Spot
from generator.load.source import UNPRINTABLE


@dataclass(frozen=True)
class Entry:
    """One value as it is written in the data file, where it was read, and what was guessed in reading it."""

    text: str
    spot: Spot | None = None
    doubts: tuple[str, ...] = ()


Node: TypeAlias = "Entry | Mapping[str, Node] | Sequence[Node]"


class EmptyBlock(dict[str, Node]):
    """A block that is there with nothing in it (自评表: {}), in whichever process it was read."""


EMPTY_BLOCK: Mapping[str, Node] = EmptyBlock()
Step = str | int  # a key, or the place in a list from 0


@dataclass(frozen=True)
class DraftLine:
    """A line of the data file, the way down to what it holds, and the value, None where it only opens what follows."""

    text: str
    path: tuple[Step, ...] = ()
    entry: Entry | None = None


def draft_lines(node: Mapping[str, Node]) -> Iterator[DraftLine]:
    """The lines of a whole tree; what is empty is left out."""
    yield from _mapping(node, 0, ())


def entries(node: Node, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], Entry]]:
    """Every value with the way down to it, in order."""
    if isinstance(node, Entry):
        yield path, node
    elif isinstance(node, Mapping):
        for key, below in node.items():
            yield from entries(below, (*path, key))
    else:
        for number, below in enumerate(node):
            yield from entries(below, (*path, number))


def says(node: Node) -> bool:
    """Whether there is any value in a tree, or a block that is there though empty."""
    if isinstance(node, Entry | EmptyBlock):
        return True
    return any(says(below) for below in (node.values() if isinstance(node, Mapping) else node))


def _mapping(node: Mapping[str, Node], indent: int, path: tuple[Step, ...]) -> Iterator[DraftLine]:
    pad = " " * indent
    for key, below in node.items():
        here = (*path, key)
        if isinstance(below, Entry):
            yield from _text(f"{pad}{key}:", below, indent + 2, here)
        elif isinstance(below, EmptyBlock):
            yield DraftLine(f"{pad}{key}: {{}}", here)
        elif isinstance(below, Mapping) and below:
            yield DraftLine(f"{pad}{key}:", here)
            yield from _mapping(below, indent + 2, here)
        elif below and not isinstance(below, Mapping):
            yield DraftLine(f"{pad}{key}:", here)
            yield from _items(below, indent, here)


def _items(items: Sequence[Node], indent: int, path: tuple[Step, ...]) -> Iterator[DraftLine]:
    pad = " " * indent
    for number, item in enumerate(items):
        here = (*path, number)
        if isinstance(item, Entry):
            yield from _text(f"{pad}-", item, indent + 2, here)
        elif isinstance(item, Mapping):
            for place, line in enumerate(_mapping(item, indent + 2, here)):
                text = line.text if place else f"{pad}- {line.text[indent + 2 :]}"
                yield DraftLine(text, line.path, line.entry)
        else:
            inner = ", ".join(
                quoted(writable(one.text).replace("\n", ""), flow=True) for one in item if isinstance(one, Entry)
            )
            first = next((one for one in item if isinstance(one, Entry)), None)
            doubts = tuple(doubt for one in item if isinstance(one, Entry) for doubt in one.doubts)
            whole = Entry("", first.spot if first else None, doubts)
            yield DraftLine(f"{pad}- [{inner}]{_note(whole)}", here, whole)


def _text(opening: str, entry: Entry, indent: int, path: tuple[Step, ...]) -> Iterator[DraftLine]:
    """A value behind its key or dash; one of several lines as a block."""
    text = writable(entry.text)
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        yield DraftLine(f"{opening} {quoted(text.strip())}{_note(entry)}", path, entry)
        return
    yield DraftLine(f"{opening} |-{_note(entry)}", path, entry)
    yield from (DraftLine(f"{' ' * indent}{line}", path, entry) for line in lines)


def writable(text: str) -> str:
    """A text without what no data file may hold: control characters, and marks that nobody sees."""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _note(entry: Entry) -> str:
    """The doubts behind a value."""
    return f"  # {UNVERIFIED}：{one_line(writable('；'.join(entry.doubts)))}" if entry.doubts else ""


def as_node(value: object) -> Node:
    """Declared content (`views.declared`) as a tree of values."""
    match value:
        case dict():
            return {str(key): as_node(below) for key, below in value.items()}
        case list() | tuple():
            return [as_node(below) for below in value]
        case bool():
            return Entry("是" if value else "否")
    return Entry(str(value))
