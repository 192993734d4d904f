"""Form of a draft: rows of key and value, and how they become the lines of a data file.

A row that may be left out is written with `#` as its very first character; deleting that character puts it in force.
Words to the clerk begin with `# `, so that the two can be told apart.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.core.diagnostic import UNFILLED

Value: TypeAlias = "str | FormBlock | tuple[str | FormBlock, ...]"

BARE = re.compile(r"(?!.*(: | #|\t|:$))[^\s\-?:,\[\]{}#&*!|>'\"%@`=~](.*\S)?")
IN_FLOW = re.compile(r"[^,\[\]{}:?]*")
SHORT = 32  # characters of a list that fit one line
EMPTY = ("null", "Null", "NULL")  # what an unquoted word would be taken for nothing


@dataclass(frozen=True)
class FormRow:
    """One key: its value, a short note behind it, words above it, and whether it may be left out."""

    key: str
    value: Value
    note: str = ""
    words: str = ""
    optional: bool = False


@dataclass(frozen=True)
class FormBlock:
    """Rows that stand under one key or make one item of a list; `flat`: in braces where all values are texts."""

    rows: tuple[FormRow, ...]
    flat: bool = False


def quoted(text: str, flow: bool = False) -> str:
    """Return a text as YAML reads it back: bare where that is safe, else in single quotes."""
    if BARE.fullmatch(text) and text not in EMPTY and (not flow or IN_FLOW.fullmatch(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def lines(block: FormBlock, indent: int = 0, off: bool = False) -> Iterator[str]:
    """Yield the lines of a block; `off`: it is part of something left out."""
    pad = " " * indent
    for row in block.rows:
        skipped = off or row.optional or _is_empty(row.value)
        mark = "#" if skipped else ""
        note = f"  # {row.note}" if row.note else ""
        if row.words and not off:
            yield from (f"{pad}# {words}" for words in row.words.split("\n"))
        head = f"{mark}{pad}{row.key}:"
        match row.value:
            case str(text):
                yield f"{head} {quoted(text)}{note}"
            case FormBlock(rows, True) if all(isinstance(below.value, str) for below in rows):
                yield f"{head} {_in_braces(rows)}{_notes(rows) or note}"
            case FormBlock():
                yield f"{head}{note}"
                yield from lines(row.value, indent + 2, skipped)
            case items if _is_short(items):
                inner = ", ".join(quoted(str(item), flow=True) for item in items)
                yield f"{head} [{inner}]{note}"
            case items:
                yield f"{head}{note}"
                for item in items:
                    yield from _item(item, indent, skipped)


def _in_braces(rows: Sequence[FormRow]) -> str:
    return "{" + ", ".join(f"{row.key}: {quoted(str(row.value), flow=True)}" for row in rows) + "}"


def _notes(rows: Iterable[FormRow]) -> str:
    """Return the notes of rows in braces as one comment; each is named if there are several."""
    noted = [row for row in rows if row.note]
    words = "；".join(f"{row.key} {row.note}" if len(noted) > 1 else row.note for row in noted)
    return f"  # {words}" if words else ""


def _is_empty(value: Value) -> bool:
    """True if nothing of a block is in force; a key with nothing under it would be a mistake."""
    return isinstance(value, FormBlock) and all(row.optional or _is_empty(row.value) for row in value.rows)


def _is_short(items: "tuple[str | FormBlock, ...]") -> bool:
    """True if a list reads better in one line: several words, none of them open."""
    texts = [item for item in items if isinstance(item, str) and item != UNFILLED]
    return len(items) > 1 and len(texts) == len(items) and sum(map(len, texts)) <= SHORT


def _item(item: "str | FormBlock", indent: int, off: bool) -> Iterator[str]:
    """Yield an item of a list; its first row bears the dash, so that row must not be one that may be left out."""
    pad, mark = " " * indent, "#" if off else ""
    if isinstance(item, str):
        yield f"{mark}{pad}- {quoted(item)}"
        return
    first, *rest = lines(item, indent + 2, off)
    start = len(mark) + indent
    yield f"{first[:start]}- {first[start + 2 :]}"
    yield from rest
