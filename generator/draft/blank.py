"""Blank form: a noun's fields in their order, each 待填, those nobody must fill in marked as such."""

import dataclasses
import types
import typing
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Literal, TypeGuard

from generator.core.diagnostic import UNFILLED
from generator.core.record import Record, Remark, keys_of
from generator.draft.form import FormBlock, FormRow, Value
from generator.model.field_table import KINDS, WRITTEN
from generator.rules import Rule

hints: Callable[[object], dict[str, object]] = cache(typing.get_type_hints)

Fields = Mapping[type[Record], Collection[str]]

MOST_WORDS = 6


@dataclasses.dataclass(frozen=True)
class FormOffer:
    """Choice of fields in a blank form: optional fields that are in force all the same, and the fields shown.

    A noun that `shown` does not name is shown whole; of one that it names the fields come in that order.
    """

    asked: Fields = dataclasses.field(default_factory=dict)
    shown: Fields = dataclasses.field(default_factory=dict)


WHOLE = FormOffer()


def blank(noun: type[Record], offer: FormOffer = WHOLE, given: Mapping[str, Value] | None = None) -> FormBlock:
    """Return the fields of a noun but 说明; `given` goes by the English name."""
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
            wanted = f.default is dataclasses.MISSING or name in offer.asked.get(noun, ())
            rows.append(FormRow(key, empty(hint, offer), note(hint), optional=not wanted))
    return FormBlock(tuple(rows))


def empty(hint: object, offer: FormOffer = WHOLE) -> Value:
    """Return the form of a value that is still open."""
    inner = _inner(hint)
    if inner is Rule:
        return FormBlock((FormRow("方法", "评定"), FormRow("得分", UNFILLED)), flat=True)
    if typing.get_origin(inner) is tuple:
        item = typing.get_args(inner)[0]
        return (first_in_force(blank(item, offer)),) if _is_noun(item) else (UNFILLED,)
    return blank(inner, offer) if _is_noun(inner) else UNFILLED


def first_in_force(block: FormBlock) -> FormBlock:
    """Return the rows of a list's item, those that must be filled first: the first one bears the dash."""
    first, *rest = sorted(block.rows, key=lambda row: row.optional)
    return FormBlock((dataclasses.replace(first, optional=False), *rest), block.flat)


def note(hint: object) -> str:
    """Return how a value is written: the words to choose from, the unit, the sign."""
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
