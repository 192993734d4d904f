"""Every piece of text that people wrote into a record, with its place, for the checks that read words.

Every check walks every record of every project, so what a noun may hold is looked up once, not at each record.
"""

import dataclasses
import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal

from generator.record import Field, Record, Remark, Waiver, keys_of

WRITTEN = {str, Remark, Literal}


def records_of(record: Record) -> list[Record]:
    """The records a record holds; remarks and waivers are the editors' words and not among them."""
    held: list[Record] = []
    values = vars(record)
    for name in _holding_records(type(record)):
        if value := values[name]:
            if isinstance(value, tuple):
                held.extend(value)
            else:
                held.append(value)
    return held


def all_records(record: Record) -> Iterator[Record]:
    """A record and every record below it."""
    waiting = [record]
    while waiting:
        one = waiting.pop()
        yield one
        waiting.extend(reversed(records_of(one)))


def texts(record: Record) -> Iterator[tuple[Record, Field, str, bool]]:
    """Each text of a record and of those below it: whose it is, where, its words, whether it is a remark."""
    for one in all_records(record):
        values = vars(one)
        for name in _holding_words(type(one)):
            value = values[name]
            if isinstance(value, str):
                if value:
                    yield one, name, value, False
            elif isinstance(value, tuple):
                for number, line in enumerate(value):
                    yield one, (name, number), line, False
            elif isinstance(value, Remark) and (value.text or value.waivers):
                for words in value.words:
                    yield one, name, words, True


def _records_in(noun: type[Record]) -> tuple[str, ...]:
    hints = typing.get_type_hints(noun)
    return tuple(f.name for f in dataclasses.fields(noun) if any(map(_is_record, _kinds(hints[f.name]))))


def _words_in(noun: type[Record]) -> tuple[str, ...]:
    hints = typing.get_type_hints(noun)
    return tuple(f.name for f in keys_of(noun).values() if not WRITTEN.isdisjoint(_kinds(hints[f.name])))


_holding_records: Callable[[Any], tuple[str, ...]] = cache(_records_in)
_holding_words: Callable[[Any], tuple[str, ...]] = cache(_words_in)


def _kinds(hint: Any) -> list[Any]:
    """The classes that stand in an annotation; of a choice of words only that it is one."""
    if typing.get_origin(hint) is Literal:
        return [Literal]
    inner = [kind for part in typing.get_args(hint) for kind in _kinds(part)]
    return inner or [hint]


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record) and not issubclass(kind, Remark | Waiver)
