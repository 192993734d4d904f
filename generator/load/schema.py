"""Record schemas: how each value of a noun is read and validated, worked out once from its annotations."""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import MISSING
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple

from generator.core.date import PartialDate
from generator.core.number import Amount, Count, Measure, Percent, count, plain
from generator.core.record import Record, Remark, keys_of
from generator.rules import Rule

READ: Mapping[Any, Callable[[str], Any]] = {
    Decimal: plain,
    Amount: Amount.read,
    Percent: Percent.read,
    Measure: Measure.read,
    Count: count,
    PartialDate: PartialDate.read,
}


class TypeSpec(NamedTuple):
    """What an annotation asks for.

    Of a text: the `words` to choose from, or how it is `read`; of a record its `noun`, of a list what `each` item is.
    """

    kind: Literal["text", "yes_no", "record", "rule", "remark", "items"]
    words: tuple[str, ...] = ()
    read: Callable[[str], Any] | None = None
    noun: Any = None
    each: "TypeSpec | None" = None


class FieldSchema(NamedTuple):
    """What is done for a key: the field it fills and how; whether its items stand beside the noun in paths (下级)."""

    field: str
    type: TypeSpec
    transparent: bool


class RecordSchema(NamedTuple):
    """How a noun is read: a step for each key, and the keys that must be there."""

    fields: Mapping[str, FieldSchema]
    required: tuple[str, ...]


TEXT = TypeSpec("text")


def type_spec(hint: Any) -> TypeSpec:
    """What an annotation asks for; of several parts the first counts, a rule before all."""
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
    if hint is bool:
        return TypeSpec("yes_no", ("是", "否"))
    return TypeSpec("text", read=READ[hint]) if hint in READ else TEXT


def _record_schema(noun: type[Record]) -> RecordSchema:
    hints, keys = typing.get_type_hints(noun), keys_of(noun)
    kinds = {key: (f.name, type_spec(hints[f.name]), typing.get_args(hints[f.name])[:1]) for key, f in keys.items()}
    steps = {key: FieldSchema(name, kind, first == (noun,)) for key, (name, kind, first) in kinds.items()}
    return RecordSchema(steps, tuple(key for key, f in keys.items() if f.default is MISSING))


plan_of: Callable[[Any], RecordSchema] = cache(_record_schema)
