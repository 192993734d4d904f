"""Every record below a project and every piece of text that people wrote into it, in the order of the file.

Every check asks for them, so a project is walked once, and what a noun may hold is looked up once for all its records.
"""

import dataclasses
import typing
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar

from generator.checks._cache_last import cache_last
from generator.core.record import NO_REMARK, Field, Record, Remark, Waiver, keys_of

WRITTEN = {str, Remark, Literal}
Text = tuple[Record, Field, str, bool]  # whose it is, where, its words, whether it is a remark
Noun = TypeVar("Noun", bound=Record)


class Walk(NamedTuple):
    """A record and all below it, by noun too; their texts and lists; of records with waivers near, by `id`, these."""

    records: list[Record]
    by_noun: dict[type[Record], list[Any]]
    texts: list[Text]
    lists: list[tuple[Record, str, tuple[str, ...]]]
    waivers: dict[int, tuple[Waiver, ...]]


class _Holds(NamedTuple):
    """The fields of a noun: that hold records, from the last; that hold words; whether it has a 说明 of its own."""

    records: tuple[str, ...]
    words: tuple[str, ...]
    remark: bool


def all_records(top: Record) -> Sequence[Record]:
    """A record and every record below it; remarks and waivers are the editors' words and not among them."""
    return _walk(top).records


def every(noun: type[Noun], top: Record) -> Sequence[Noun]:
    """The records of one noun among them."""
    return _walk(top).by_noun.get(noun, ())


def lists(top: Record) -> Sequence[tuple[Record, str, tuple[str, ...]]]:
    """The fields that hold several lines of text."""
    return _walk(top).lists


def texts(top: Record) -> Sequence[Text]:
    """Each text of a record and of those below it."""
    return _walk(top).texts


def waivers_beside(top: Record, record: Record) -> tuple[Waiver, ...]:
    """The waivers of the 说明 nearest to a record: its own, else that of what holds it."""
    return _walk(top).waivers.get(id(record), ())


@cache_last
def _walk(top: Record) -> Walk:
    walk = Walk([], defaultdict(list), [], [], {})
    records, by_noun, words, lists, beside = walk
    waiting: list[tuple[Record, tuple[Waiver, ...]]] = [(top, ())]
    while waiting:
        one, near = waiting.pop()
        noun, values = type(one), vars(one)
        holds = _holds(noun)
        if holds.remark:
            near = values["remark"].waivers
        if near:
            beside[id(one)] = near
        records.append(one)
        by_noun[noun].append(one)
        for name in holds.words:
            value = values[name]
            if not value or value is NO_REMARK:
                continue
            if isinstance(value, str):
                words.append((one, name, value, False))
            elif isinstance(value, tuple):
                words += [(one, (name, number), line, False) for number, line in enumerate(value)]
                if len(value) > 1:
                    lists.append((one, name, value))
            elif isinstance(value, Remark):
                words += [(one, name, said, True) for said in value.words]
        for name in holds.records:
            if value := values[name]:
                waiting += [(below, near) for below in reversed(value)] if isinstance(value, tuple) else [(value, near)]
    return walk


def _held_by(noun: type[Record]) -> _Holds:
    hints = typing.get_type_hints(noun)
    records = tuple(f.name for f in dataclasses.fields(noun) if any(map(_is_record, _kinds(hints[f.name]))))
    words = tuple(f.name for f in keys_of(noun).values() if not WRITTEN.isdisjoint(_kinds(hints[f.name])))
    return _Holds(records[::-1], words, "remark" in hints)


def _that_may_hold(noun: type[Record], kind: type[object]) -> tuple[str, ...]:
    """The fields of a noun that people write and that may hold values of a kind."""
    hints = typing.get_type_hints(noun)
    written = (f.name for f in keys_of(noun).values())
    return tuple(n for n in written if any(isinstance(k, type) and issubclass(kind, k) for k in _kinds(hints[n])))


_holds: Callable[[Any], _Holds] = cache(_held_by)
fields_of: Callable[[Any, Any], tuple[str, ...]] = cache(_that_may_hold)


def _kinds(hint: Any) -> list[Any]:
    """The classes that stand in an annotation; of a choice of words only that it is one."""
    if typing.get_origin(hint) is Literal:
        return [Literal]
    inner = [kind for part in typing.get_args(hint) for kind in _kinds(part)]
    return inner or [hint]


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record) and not issubclass(kind, Remark | Waiver)
