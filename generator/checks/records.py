"""Records and texts of a project: every record below it and every text people wrote, in the order of the file."""

import dataclasses
import typing
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Concatenate, Literal, NamedTuple, ParamSpec, TypeVar

from generator.core.number import Amount
from generator.core.record import NO_REMARK, FieldName, Record, Remark, Waiver, keys_of

Key = TypeVar("Key")
Context = ParamSpec("Context")  # arguments that always go with the key, as a project with its score
Result = TypeVar("Result")


def is_among(record: Record, field: FieldName, fields: Mapping[type[Record], Collection[str]]) -> bool:
    """Return whether a field, or the one that an item belongs to, is among those named for its record type."""
    return (field[0] if isinstance(field, tuple) else field) in fields.get(type(record), ())


def cache_last(func: Callable[Concatenate[Key, Context], Result]) -> Callable[Concatenate[Key, Context], Result]:
    """Cache the last result of a function by identity of its argument: many checks in a row read one project."""
    last_key: object = None
    result: Result

    def cached(key: Key, /, *args: Context.args, **kwargs: Context.kwargs) -> Result:
        nonlocal last_key, result
        if last_key is not key:
            result = func(key, *args, **kwargs)
            last_key = key
        return result

    return cached


WRITTEN = {str, Remark, Literal}
TextEntry = tuple[Record, FieldName, str, bool]  # the record, its field, the text, whether it is in a 说明
Noun = TypeVar("Noun", bound=Record)
Thing = TypeVar("Thing")


class RecordIndex(NamedTuple):
    """Records below one, all and by noun; their texts, lists and amounts; the waivers by `id` of the record."""

    records: list[Record]
    by_noun: dict[type[Record], list[Any]]
    texts: list[TextEntry]
    lists: list[tuple[Record, str, tuple[str, ...]]]
    amounts: list[tuple[Record, str, Amount]]
    waivers: dict[int, tuple[Waiver, ...]]


class _FieldsByContent(NamedTuple):
    """Fields of a noun by content: records (last first), words, amounts; whether it has a 说明 of its own."""

    records: tuple[str, ...]
    words: tuple[str, ...]
    amounts: tuple[str, ...]
    remark: bool


def all_records(top: Record) -> Sequence[Record]:
    """Return a record and every record below it, without 说明 and waivers, which are the editors' words."""
    return _index(top).records


def every(noun: type[Noun], top: Record) -> Sequence[Noun]:
    """Return the records of one noun among them."""
    return _index(top).by_noun.get(noun, ())


def lists(top: Record) -> Sequence[tuple[Record, str, tuple[str, ...]]]:
    """Return the fields that hold several lines of text."""
    return _index(top).lists


def amounts(top: Record) -> Sequence[tuple[Record, str, Amount]]:
    """Return the amounts of money that have a field of their own."""
    return _index(top).amounts


def texts(top: Record) -> Sequence[TextEntry]:
    """Return each text of a record and of those below it."""
    return _index(top).texts


def repeated(things: Iterable[Thing], key: Callable[[Thing], object]) -> Iterator[tuple[Thing, Thing]]:
    """Yield each thing whose key one before it has, with the first that has it."""
    first: dict[object, Thing] = {}
    for thing in things:
        earlier = first.setdefault(key(thing), thing)
        if earlier is not thing:
            yield thing, earlier


def lines_of(record: Record, field: str) -> Iterator[tuple[Record, FieldName, str]]:
    """Yield the lines of a field, each with its place."""
    for number, line in enumerate(getattr(record, field)):
        yield record, (field, number), line


def waivers_beside(top: Record, record: Record) -> tuple[Waiver, ...]:
    """Return the waivers of the 说明 nearest to a record: its own, else that of the record above."""
    return _index(top).waivers.get(id(record), ())


def all_waivers(top: Record) -> Collection[Waiver]:
    """Return the waivers of every 说明, each once."""
    return {id(waiver): waiver for waivers in _index(top).waivers.values() for waiver in waivers}.values()


@cache_last
def _index(top: Record) -> RecordIndex:
    index = RecordIndex(records=[], by_noun=defaultdict(list), texts=[], lists=[], amounts=[], waivers={})
    records, by_noun, words, lists, amounts, waivers_of = index
    waiting: list[tuple[Record, tuple[Waiver, ...]]] = [(top, ())]
    while waiting:
        record, waivers = waiting.pop()
        noun, values = type(record), vars(record)
        fields = _fields_by_content(noun)
        if fields.remark:
            waivers = values["remark"].waivers
        if waivers:
            waivers_of[id(record)] = waivers
        records.append(record)
        by_noun[noun].append(record)
        for name in filter(values.get, fields.words):
            value = values[name]
            if type(value) is str:
                words.append((record, name, value, False))
            elif value is NO_REMARK:
                continue
            elif isinstance(value, Remark):
                words += [(record, name, text, True) for text in value.words]
            elif isinstance(value, tuple):
                words += _lines(record, name, value)
                if len(value) > 1 and isinstance(value[0], str):
                    lists.append((record, name, value))
        amounts += [(record, name, values[name]) for name in filter(values.get, fields.amounts)]
        for name in filter(values.get, fields.records):
            value = values[name]
            waiting += [(below, waivers) for below in reversed(value)] if type(value) is tuple else [(value, waivers)]
    return index


def _read_fields(noun: type[Record]) -> _FieldsByContent:
    hints = typing.get_type_hints(noun)
    records = tuple(f.name for f in dataclasses.fields(noun) if any(map(_is_record, _kinds(hints[f.name]))))
    words = tuple(f.name for f in keys_of(noun).values() if not WRITTEN.isdisjoint(_kinds(hints[f.name])))
    amounts = tuple(f.name for f in keys_of(noun).values() if Amount in _kinds(hints[f.name]))
    return _FieldsByContent(records[::-1], words, amounts, "remark" in hints)


_fields_by_content: Callable[[Any], _FieldsByContent] = cache(_read_fields)


def _kinds(hint: Any) -> list[Any]:
    """Return the classes in an annotation; Literal for a choice of words."""
    if typing.get_origin(hint) is Literal:
        return [Literal]
    inner = [kind for part in typing.get_args(hint) for kind in _kinds(part)]
    return inner or [getattr(hint, "__supertype__", hint)]


def _lines(record: Record, name: str, value: tuple[Any, ...]) -> Iterator[TextEntry]:
    """Yield the lines of prose, or the cells of the rows of a table."""
    for number, line in enumerate(value):
        for text in (line,) if isinstance(line, str) else filter(None, line):
            yield record, (name, number), text, False


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record) and not issubclass(kind, Remark | Waiver)
