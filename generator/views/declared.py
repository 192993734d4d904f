"""Declared content: a record as people wrote it, under the keys of the form, with nothing that was left out."""

import dataclasses
from decimal import Decimal

from generator.core.checksum import Checksum
from generator.core.date import PartialDate, Years
from generator.core.number import Amount, Measure, Percent, Rate, figure
from generator.core.record import Record, Remark, keys_of
from generator.core.web import WebAddress
from generator.rules import Rule


def declared(value: object) -> object:
    """A value of a record as it was written: texts as declared, decimals as texts."""
    match value:
        case Remark():
            waivers: dict[str, list[object]] = {}
            for waiver in value.waivers:
                waivers.setdefault(waiver.check, []).append(declared(waiver))
            alone = {check: found[0] if len(found) == 1 else found for check, found in waivers.items()}
            return {**({"备注": value.text} if value.text else {}), **alone} if waivers else value.text
        case Record():
            given: dict[str, object] = {"方法": value.method} if isinstance(value, Rule) else {}
            for key, field in keys_of(type(value)).items():
                one = getattr(value, field.name)
                if field.name in value.marks.texts:
                    given[key] = value.written(field.name)
                elif field.default is dataclasses.MISSING or one != field.default:
                    given[key] = one if type(one) is str else declared(one)
            return given
        case Amount() | Percent() | Rate() | Measure() | PartialDate() | Years() | WebAddress() | Checksum():
            return value.text
        case Decimal():
            return figure(value)
        case tuple():
            return [declared(item) for item in value]
    return value
