"""Declared content: records as written, under the keys of the data file, without omitted fields."""

from collections.abc import Callable
from dataclasses import MISSING
from decimal import Decimal
from functools import cache
from operator import attrgetter
from typing import Any

from generator.core.checksum import Checksum
from generator.core.date import PartialDate, Years
from generator.core.number import Amount, Measure, Percent, Rate, figure
from generator.core.record import Record, Remark, keys_of
from generator.core.web import WebAddress
from generator.rules import Rule

WITH_TEXT = (Amount, Percent, Rate, Measure, PartialDate, Years, WebAddress, Checksum)  # types that keep their text


def declared(value: object) -> object:
    """Return a value of a record as JSON data: texts as declared, decimals as texts."""
    return _writer(type(value))(value)


def _find_writer(kind: type) -> Callable[[Any], object]:
    """Return the converter for values of a class."""
    if issubclass(kind, Remark):
        return _remark
    if issubclass(kind, Record):
        return _record
    if issubclass(kind, tuple):
        return _list
    if issubclass(kind, Decimal):
        return figure
    return attrgetter("text") if issubclass(kind, WITH_TEXT) else lambda value: value


def _list(values: tuple[object, ...]) -> list[object]:
    return [_writer(type(value))(value) for value in values]


def _record(record: Record) -> object:
    """Return the declared fields of a record; a rule begins with its name."""
    given: dict[str, object] = {"方法": record.method} if isinstance(record, Rule) else {}
    values, printed = vars(record), record.marks.texts
    for key, name, default, alone in _fields(type(record)):
        value = values[name]
        if value is default and not printed:  # most of them
            continue
        if name in printed:
            given[key] = record.written(name)
        elif value is not default and (alone or value != default):
            given[key] = value if type(value) is str else _writer(type(value))(value)
    return given


def _remark(remark: Remark) -> object:
    waivers: dict[str, list[object]] = {}
    for waiver in remark.waivers:
        waivers.setdefault(waiver.check, []).append(declared(waiver))
    alone = {check: group[0] if len(group) == 1 else group for check, group in waivers.items()}
    return {**({"备注": remark.text} if remark.text else {}), **alone} if waivers else remark.text


def _read_fields(noun: type[Record]) -> tuple[tuple[str, str, object, bool], ...]:
    """Return key, name and default of each field, and if identity decides equality: records are slow to compare."""
    fields = ((key, field.name, field.default) for key, field in keys_of(noun).items())
    return tuple((key, name, default, default is None or default is MISSING) for key, name, default in fields)


# Typed here, since mypy takes no dataclass for hashable as an argument of a cached function.
_writer: Callable[[Any], Callable[[Any], object]] = cache(_find_writer)
_fields: Callable[[Any], tuple[tuple[str, str, object, bool], ...]] = cache(_read_fields)
