"""Form of a draft: rows of key and value, their serialization as a data file, and blank forms of nouns.

Optional rows start with `#` in the first column; deleting that character enables them. Explanations start with `# `,
to distinguish them.
"""

import dataclasses
import re
import types
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, TypeAlias, TypeGuard

from generator.core.diagnostic import UNFILLED
from generator.core.record import Record, Remark, keys_of
from generator.model.field_table import KINDS, WRITTEN
from generator.rules import Rule

Value: TypeAlias = "str | FormBlock | tuple[str | FormBlock, ...]"

BARE = re.compile(r"(?!.*(: | #|\t|:$))[^\s\-?:,\[\]{}#&*!|>'\"%@`=~](.*\S)?")
IN_FLOW = re.compile(r"[^,\[\]{}:?]*")
SHORT = 32  # characters of a list in one line
EMPTY = ("null", "Null", "NULL")  # unquoted words that YAML reads as null


@dataclass(frozen=True)
class FormRow:
    """One key: value, short note after it, explanation above it, optional or not."""

    key: str
    value: Value
    note: str = ""
    words: str = ""
    optional: bool = False


@dataclass(frozen=True)
class FormBlock:
    """Rows under one key or of one list item; `flat`: in braces if all values are texts."""

    rows: tuple[FormRow, ...]
    flat: bool = False


def quoted(text: str, flow: bool = False) -> str:
    """Quote a text for YAML if needed; `flow`: within brackets or braces."""
    if BARE.fullmatch(text) and text not in EMPTY and (not flow or IN_FLOW.fullmatch(text)):
        return text
    return "'" + text.replace("'", "''") + "'"


def lines(block: FormBlock, indent: int = 0, off: bool = False) -> Iterator[str]:
    """Yield the lines of a block; `off`: within a disabled row."""
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
    """True if all rows of a block are disabled; a key without content would be a mistake."""
    return isinstance(value, FormBlock) and all(row.optional or _is_empty(row.value) for row in value.rows)


def _is_short(items: "tuple[str | FormBlock, ...]") -> bool:
    """True if a list fits one line: several words, none of them open."""
    texts = [item for item in items if isinstance(item, str) and item != UNFILLED]
    return len(items) > 1 and len(texts) == len(items) and sum(map(len, texts)) <= SHORT


def _item(item: "str | FormBlock", indent: int, off: bool) -> Iterator[str]:
    """Yield the lines of a list item; its first row has the dash, so it must be enabled."""
    pad, mark = " " * indent, "#" if off else ""
    if isinstance(item, str):
        yield f"{mark}{pad}- {quoted(item)}"
        return
    first, *rest = lines(item, indent + 2, off)
    start = len(mark) + indent
    yield f"{first[:start]}- {first[start + 2 :]}"
    yield from rest


hints: Callable[[object], dict[str, object]] = cache(typing.get_type_hints)

Fields = Mapping[type[Record], Collection[str]]

MOST_WORDS = 6


@dataclasses.dataclass(frozen=True)
class FormOffer:
    """Choice of fields in a blank form: optional fields that are enabled (`required`), and fields `shown`.

    Nouns not in `shown` have all fields; otherwise the given ones, in that order.
    """

    required: Fields = dataclasses.field(default_factory=dict)
    shown: Fields = dataclasses.field(default_factory=dict)


WHOLE = FormOffer()


def blank(noun: type[Record], offer: FormOffer = WHOLE, given: Mapping[str, Value] | None = None) -> FormBlock:
    """Return the fields of a noun except 说明; `given` are values by English name."""
    values, rows = given or {}, []
    fields = {f.name: (key, f) for key, f in keys_of(noun).items()}
    for name in offer.shown.get(noun, fields):
        key, f = fields[name]
        hint = hints(noun)[name]
        if hint is Remark or noun in _parts(hint):  # a tree in a tree has no end
            continue
        if name in values:
            rows.append(FormRow(key, values[name]))
        else:
            wanted = f.default is dataclasses.MISSING or name in offer.required.get(noun, ())
            rows.append(FormRow(key, empty(hint, offer), note(hint), optional=not wanted))
    return FormBlock(tuple(rows))


def empty(hint: object, offer: FormOffer = WHOLE) -> Value:
    """Return the form of an open value."""
    inner = _inner(hint)
    if inner is Rule:
        return FormBlock((FormRow("方法", "评定"), FormRow("得分", UNFILLED)), flat=True)
    if typing.get_origin(inner) is tuple:
        item = typing.get_args(inner)[0]
        return (first_in_force(blank(item, offer)),) if _is_noun(item) else (UNFILLED,)
    return blank(inner, offer) if _is_noun(inner) else UNFILLED


def first_in_force(block: FormBlock) -> FormBlock:
    """Sort the rows of a list item, required ones first, and enable the first, which has the dash."""
    first, *rest = sorted(block.rows, key=lambda row: row.optional)
    return FormBlock((dataclasses.replace(first, optional=False), *rest), block.flat)


def note(hint: object) -> str:
    """Return the notation of a value: choices, unit, sign."""
    inner = _inner(hint)
    if typing.get_origin(inner) is Literal:
        words = [word for word in typing.get_args(inner) if word]
        return "、".join(words[:MOST_WORDS]) + ("等" if len(words) > MOST_WORDS else "")
    return WRITTEN.get(KINDS.get(inner, "文字"), "")


def _inner(hint: object) -> object:
    """Return an annotation without `| None`."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return next(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
    return hint


def _parts(hint: object) -> tuple[object, ...]:
    """Return the item types of a tuple."""
    return typing.get_args(hint) if typing.get_origin(hint) is tuple else ()


def _is_noun(hint: object) -> TypeGuard[type[Record]]:
    return isinstance(hint, type) and issubclass(hint, Record)
