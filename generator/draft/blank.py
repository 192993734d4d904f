"""Blank form: a noun's fields in their order, each 待填, those nobody must fill in marked as such."""

import dataclasses
import types
import typing
from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Literal, TypeGuard

from generator.core.date import PartialDate
from generator.core.diagnostic import UNFILLED
from generator.core.number import Amount, Count, Measure, Percent
from generator.core.record import Record, Remark, keys_of
from generator.draft.form import FormBlock, FormRow, Value
from generator.model.project import Budget, Finding, PrintedResult
from generator.model.report import Evaluation
from generator.model.selfeval import AnnualGoal, SelfSheet
from generator.rules import Rule

hints: Callable[[object], dict[str, object]] = cache(typing.get_type_hints)

# Fields that may be left out and yet are filled in by most: they stand in force in a new file.
ASKED: Mapping[type[Record], Collection[str]] = {
    Evaluation: ("method",),
    Budget: ("spent",),
    PrintedResult: ("score", "grade"),
    Finding: ("advice", "rectification"),
    SelfSheet: ("goals",),
    AnnualGoal: ("expected", "achieved"),
}
WRITTEN: Mapping[object, str] = {
    Amount: "带单位，如 19.369万元",
    Percent: "带百分号，如 98.09%",
    Measure: "如 12 或 95%",
    Count: "整数",
    PartialDate: "如 2018-06、2018-06-30 或 2018年5月下旬",
}
MOST_WORDS = 6


def blank(noun: type[Record], given: Mapping[str, Value] | None = None, asked: Collection[str] = ()) -> FormBlock:
    """Every field of a noun but 说明; `given` and `asked` go by the English name."""
    known, rows = given or {}, []
    for key, f in keys_of(noun).items():
        hint = hints(noun)[f.name]
        if hint is Remark or noun in _parts(hint):  # a tree in a tree has no end
            continue
        if f.name in known:
            rows.append(FormRow(key, known[f.name]))
            continue
        wanted = f.default is dataclasses.MISSING or f.name in asked or f.name in ASKED.get(noun, ())
        rows.append(FormRow(key, empty(hint), note(hint), optional=not wanted))
    return FormBlock(tuple(rows))


def empty(hint: object) -> Value:
    """What stands for a value that is to come."""
    inner = _inner(hint)
    if inner is Rule:
        return FormBlock((FormRow("方法", "评定"), FormRow("得分", UNFILLED)), flat=True)
    if typing.get_origin(inner) is tuple:
        item = typing.get_args(inner)[0]
        return (first_in_force(blank(item)),) if _is_noun(item) else (UNFILLED,)
    return blank(inner) if _is_noun(inner) else UNFILLED


def first_in_force(block: FormBlock) -> FormBlock:
    """The rows of a list's item, those that must be filled first: the first one bears the dash."""
    first, *rest = sorted(block.rows, key=lambda row: row.optional)
    return FormBlock((dataclasses.replace(first, optional=False), *rest), block.flat)


def note(hint: object) -> str:
    """How a value is written: the words to choose from, the unit, the sign."""
    inner = _inner(hint)
    if inner is bool:
        return "是、否"
    if typing.get_origin(inner) is Literal:
        words = [word for word in typing.get_args(inner) if word]
        return "、".join(words[:MOST_WORDS]) + ("等" if len(words) > MOST_WORDS else "")
    return WRITTEN.get(inner, "")


def _inner(hint: object) -> object:
    """An annotation without `| None`."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        return next(arg for arg in typing.get_args(hint) if arg is not types.NoneType)
    return hint


def _parts(hint: object) -> tuple[object, ...]:
    """What a tuple is made of."""
    return typing.get_args(hint) if typing.get_origin(hint) is tuple else ()


def _is_noun(hint: object) -> TypeGuard[type[Record]]:
    return isinstance(hint, type) and issubclass(hint, Record)
