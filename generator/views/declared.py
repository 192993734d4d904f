"""Declared content: a record as people wrote it, under the keys of the form, with nothing that was left out."""

from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Any

from generator.core.checksum import Checksum
from generator.core.date import PartialDate, Years
from generator.core.number import Amount, Measure, Percent, Rate, figure
from generator.core.record import Record, Remark, keys_of
from generator.core.web import WebAddress
from generator.rules import Rule


def declared(value: object) -> object:
    """A value of a record as it was written: texts as declared, decimals as texts."""
    match value:
        case str() | bool() | None:
            return value
        case tuple():
            return [declared(item) for item in value]
        case Remark():
            return _remark(value)
        case Record():
            return _record(value)
        case Decimal():
            return figure(value)
        case Amount() | Percent() | Rate() | Measure() | PartialDate() | Years() | WebAddress() | Checksum():
            return value.text
    return value


def _record(record: Record) -> object:
    """What was given of a record; a rule begins with its name."""
    given: dict[str, object] = {"方法": record.method} if isinstance(record, Rule) else {}
    values, printed = vars(record), record.marks.texts
    for key, name, default in _fields(type(record)):
        value = values[name]
        if name in printed:
            given[key] = record.written(name)
        elif value is not default and value != default:
            given[key] = value if type(value) is str else declared(value)
    return given


def _remark(remark: Remark) -> object:
    waivers: dict[str, list[object]] = {}
    for waiver in remark.waivers:
        waivers.setdefault(waiver.check, []).append(declared(waiver))
    alone = {check: found[0] if len(found) == 1 else found for check, found in waivers.items()}
    return {**({"备注": remark.text} if remark.text else {}), **alone} if waivers else remark.text


def _read_fields(noun: type[Record]) -> tuple[tuple[str, str, object], ...]:
    """Key, name and default of each field; one that must be given has a default that nothing is equal to."""
    return tuple((key, field.name, field.default) for key, field in keys_of(noun).items())


_fields: Callable[[Any], tuple[tuple[str, str, object], ...]] = cache(_read_fields)
