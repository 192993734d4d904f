"""Record schemas: how each value of a noun is read and validated, worked out once from its annotations."""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple

from generator.core.checksum import Checksum, InvalidChecksum
from generator.core.date import InvalidDate, PartialDate, Years
from generator.core.diagnostic import UNFILLED
from generator.core.number import BLANK, Amount, Count, InvalidNumber, Measure, Percent, Rate, count, plain
from generator.core.printed import printed_amount, printed_measure, printed_number, printed_percent, text_of
from generator.core.record import Record, Remark, Waiver, keys_of
from generator.core.web import InvalidAddress, WebAddress
from generator.load.source import Node, ScalarNode, in_one_line
from generator.model.budget import Cell
from generator.model.totals import TotalRules
from generator.rules import Rule

REFUSED = {InvalidNumber: "数字", InvalidDate: "日期", InvalidAddress: "网址", InvalidChecksum: "校验和"}
REFUSALS = tuple(REFUSED)
MOST_KEPT = 2000  # values of one kind: the same dates, weights and words stand in file after file

Read = Callable[[str], Any]
Meaning = Callable[[str], tuple[object, str] | None]

READ: Mapping[object, Read] = {
    Decimal: plain,
    Amount: Amount.read,
    Percent: Percent.read,
    Rate: Rate.read,
    Measure: Measure.read,
    Count: count,
    PartialDate: PartialDate.read,
    Years: Years.read,
    WebAddress: WebAddress.read,
    Checksum: Checksum.read,
}
# Facts, which a paper may leave blank, are read as papers print them; parameters of rules are not.
PRINTED: Mapping[object, Read] = {
    Decimal: printed_number,
    Amount: printed_amount,
    Percent: printed_percent,
    Measure: printed_measure,
}


class TypeSpec(NamedTuple):
    """Type of a value, as its annotation says.

    Of a text: the `words` to choose from, or how it is `read`; of a record its `noun`, of a list what `each` item is.
    A `fact` is kept as it is printed, and may be blank in the paper: then its value is `blank`; so is that of a cell.
    """

    kind: Literal["text", "yes_no", "record", "rule", "remark", "items"]
    words: tuple[str, ...] = ()
    read: Read | None = None
    noun: Any = None
    each: "TypeSpec | None" = None
    fact: bool = False
    blank: object = None


class FieldSchema(NamedTuple):
    """How a key is read: the field it fills, its type; True if its items are siblings in paths (下级).

    Where a text is wanted, `meaning` says what becomes of it.
    """

    field: str
    type: TypeSpec
    transparent: bool
    meaning: Meaning | None


class RecordSchema(NamedTuple):
    """How a noun is read: a step for each key, the keys that must be there, and the key that a form's word is for.

    `blocks` are the nouns that are there, empty, where a file leaves their key out (预算). A `whole` one counts for
    nothing where any part of it cannot be read.
    """

    fields: Mapping[str, FieldSchema]
    required: tuple[str, ...]
    forms: Mapping[str, str]
    blocks: Mapping[str, type[Record]]
    whole: bool


TEXT = TypeSpec("text")
TEXTUAL = ("text", "yes_no")
YES_NO = {"是": True, "否": False}
WHOLE = (Rule.__module__, TotalRules.__module__)
CELL = TypeSpec("text", blank="")


def type_spec(hint: object) -> TypeSpec:
    """Return the type of an annotation; of a union the first part counts, a rule before all."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return type_spec(Rule if Rule in parts else next(part for part in parts if part is not types.NoneType))
    if origin is tuple:
        return TypeSpec("items", each=type_spec(parts[0]))
    if origin is Literal:
        return TypeSpec("text", tuple(word for word in parts if word))
    if hint in (Rule, Remark):
        return TypeSpec("rule" if hint is Rule else "remark")
    if isinstance(hint, type) and issubclass(hint, Record):
        return TypeSpec("record", noun=hint)
    if hint is Cell:
        return CELL
    if hint is bool:
        return TypeSpec("yes_no", tuple(YES_NO), YES_NO.get)
    return TypeSpec("text", read=READ[hint]) if hint in READ else TEXT


def _field_type(noun: type[Record], f: "Field[Any]", hints: Mapping[str, object]) -> TypeSpec:
    """Return the type of a field: an optional value or word to choose is a fact."""
    hint = hints[f.name]
    spec = type_spec(hint)
    if f.default not in (None, "") or not (spec.read or spec.words) or noun.__module__.startswith(Rule.__module__):
        return spec
    value = next((part for part in typing.get_args(hint) if part in PRINTED), None)
    return spec._replace(read=PRINTED.get(value, spec.read), fact=True, blank=f.default)


def _field_schema(name: str, kind: TypeSpec, transparent: bool) -> FieldSchema:
    if kind.kind not in TEXTUAL:
        return FieldSchema(name, kind, transparent, None)
    meaning: Meaning = words_as_written
    if kind.words or kind.read:
        blanks = BLANK.difference(kind.words) if kind.fact and kind.kind == "text" else frozenset[str]()
        meaning = meaning_of(kind.words, kind.read, kind.fact, blanks, kind.blank)
    return FieldSchema(name, kind, transparent, meaning)


def _record_schema(noun: type[Record]) -> RecordSchema:
    hints, keys = typing.get_type_hints(noun), keys_of(noun)
    kinds = {key: (f.name, _field_type(noun, f, hints), typing.get_args(hints[f.name])[:1]) for key, f in keys.items()}
    steps = {key: _field_schema(name, kind, first == (noun,)) for key, (name, kind, first) in kinds.items()}
    required = tuple(key for key, f in keys.items() if f.default is MISSING)
    forms = {word: key for key, f in keys.items() for word in f.metadata["forms"] if word not in keys}
    blocks = {key: type(f.default) for key, f in keys.items() if isinstance(f.default, Record) and key != "说明"}
    return RecordSchema(
        steps, required, forms=forms, blocks=blocks, whole=noun is Waiver or noun.__module__.startswith(WHOLE)
    )


plan_of: Callable[[Any], RecordSchema] = cache(_record_schema)


def clear_words(node: Node) -> str:
    """Return the words of a text; empty if there are none, or if only the reader can tell: 待填, null, escapes."""
    return "" if type(node) is not ScalarNode or node.style == '"' else _clear(node.value)


def _clear(written: str) -> str:
    text = in_one_line(written)
    return "" if UNFILLED in text or text in ("~", "null") else text


def words_as_written(written: str) -> tuple[str, str] | None:
    """Return a text as its own value; None if only the reader can tell."""
    text = _clear(written)
    return (text, "") if text else None


@cache
def meaning_of(words: tuple[str, ...], read: Read | None, fact: bool, blanks: frozenset[str], blank: object) -> Meaning:
    """Return a cached function from a text to its value: one of `words`, or by `read`; each of `blanks` is `blank`.

    It returns the value, with the text if the paper prints the value of a `fact` in another way; None for a text that
    is no such value, or that only the reader can tell.
    """

    def meaning(written: str) -> tuple[object, str] | None:
        text = _clear(written)
        if not text:
            return None
        if text in blanks:
            return blank, text
        if words and text not in words:
            return None
        try:
            value = read(text) if read else words[words.index(text)]
        except REFUSALS:
            return None
        return value, text if fact and text_of(value) != text else ""

    return lru_cache(MOST_KEPT)(meaning)
