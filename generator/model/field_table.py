"""Table of fields (字段表): labels of each field of a data file by form, kind of value, meaning.

Derived from the declarations of the nouns' fields. Forms, recognised labels, drop-downs, hints and documentation are
generated from it.
"""

import dataclasses
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, dataclass
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Any, Literal

from generator.core.checksum import Checksum
from generator.core.date import PartialDate, Years
from generator.core.number import Amount, Count, Measure, Percent, Rate
from generator.core.record import Record, Remark, keys_of
from generator.core.web import WebAddress
from generator.model.budget import Cell
from generator.model.project import Project
from generator.rules import Rule, rules

FieldKind = Literal[
    "文字", "选择", "是否", "数", "金额", "百分数", "比率", "数或百分数", "整数", "日期", "年度", "网址", "栏目",
    "评分方法", "说明", "校验和",
]  # fmt: skip
KINDS: Mapping[object, FieldKind] = {
    Decimal: "数", Amount: "金额", Percent: "百分数", Rate: "比率", Measure: "数或百分数", Count: "整数",
    PartialDate: "日期", Years: "年度", WebAddress: "网址", bool: "是否", Remark: "说明", Rule: "评分方法",
    Cell: "文字", str: "文字",
    Checksum: "校验和",
}  # fmt: skip
NUMERIC: tuple[FieldKind, ...] = ("数", "金额", "百分数", "比率", "数或百分数", "整数")
MOST_LABELS = 4  # words of forms listed in documentation; whoever writes another one is told the key
WRITTEN: Mapping[FieldKind, str] = {
    "金额": "带单位，如 19.369万元",
    "百分数": "带百分号，如 98.09%",
    "比率": "照原文写，如 98.09%、98.09 或 0.9809",
    "数或百分数": "如 12 或 95%",
    "整数": "整数",
    "日期": "如 2018-06、2018-06-30 或 2018年5月下旬",
    "年度": "如 2018 或 2021—2024",
    "网址": "以 http:// 或 https:// 开头",
    "是否": "是、否",
    "校验和": "64 位的 SHA-256",
}  # how a value of a kind is written in a data file


@dataclass(frozen=True)
class FormField:
    """A field of a noun: key, labels on forms, kind of value, choices (`words`).

    `many`: a list of lines, or of records of the noun `below`. `on` holds its labels by form.
    """

    noun: type[Record]
    name: str
    key: str
    kind: FieldKind
    words: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    on: Mapping[str, str] = dataclasses.field(default_factory=dict)
    meaning: str = ""
    many: bool = False
    below: type[Record] | None = None
    required: bool = False

    @property
    def unit(self) -> str:
        """Unit of a figure that a form states once in its header."""
        return "万元" if self.kind == "金额" else ""

    @property
    def labels(self) -> tuple[str, ...]:
        """All labels on forms, the key first."""
        return tuple(dict.fromkeys((self.key, *self.on.values(), *self.forms)))

    def label(self, form: str = "") -> str:
        return self.on.get(form, self.key)

    @cached_property
    def hint(self) -> str:
        """One-line hint for filling in the field: meaning and notation."""
        how = WRITTEN.get(self.kind, "") if self.kind != "金额" else "不带单位的按万元计"
        return "；".join(part for part in (self.meaning, how) if part)


def fields_of(noun: type[Record]) -> Mapping[str, FormField]:
    """Return the fields of a noun by Chinese key, in order of declaration."""
    return _fields(noun)


def _read_fields(noun: type[Record]) -> Mapping[str, FormField]:
    hints = typing.get_type_hints(noun)
    fields = {}
    for key, f in keys_of(noun).items():
        many, part = _part(hints[f.name])
        below = part if isinstance(part, type) and issubclass(part, Record) and part not in KINDS else None
        words = tuple(word for word in _words(hints[f.name]) if word)
        kind: FieldKind = "选择" if words else "栏目" if below else KINDS.get(part, "文字")
        fields[key] = FormField(
            noun,
            f.name,
            key=key,
            kind=kind,
            words=words,
            forms=tuple(f.metadata["forms"]),
            on=f.metadata["on"],
            meaning=f.metadata["meaning"],
            many=many,
            below=below,
            required=f.default is MISSING,
        )
    return MappingProxyType(fields)


_fields: Callable[[Any], Mapping[str, FormField]] = cache(_read_fields)


def meaning_of(noun: type[Record], name: str) -> str:
    """Return the meaning of a field, by its English name."""
    return next((field.meaning for field in fields_of(noun).values() if field.name == name), "")


def _part(hint: object) -> tuple[bool, Any]:
    """Return if an annotation is a list, and the item type; of a union the first member counts."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return _part(next(part for part in parts if part is not types.NoneType))
    return (True, _part(parts[0])[1]) if origin is tuple else (False, hint)


def _words(hint: object) -> Iterator[str]:
    """Yield the choices of an annotation."""
    for part in typing.get_args(hint):
        if typing.get_origin(hint) is Literal:
            yield str(part)
        else:
            yield from _words(part)


def field_at(path: tuple[str | int, ...], method: str = "") -> FormField | None:
    """Return the field at a path from a project, or None; `method` is the rule for paths into 评分."""
    return _field_at(tuple(step for step in path if isinstance(step, str)), method)


@lru_cache(1000)
def _field_at(keys: tuple[str, ...], method: str) -> FormField | None:
    noun: type[Record] | None = Project
    field = None
    for key in keys:
        field = fields_of(noun).get(key) if noun else None
        if field is None:
            return None
        noun = rules().get(method) if field.kind == "评分方法" else field.below
    return field


def all_fields(noun: type[Record] = Project) -> Iterator[FormField]:
    """Yield every field below a noun, breadth first, each noun once."""
    waiting, nouns = [noun], {noun}
    while waiting:
        current = waiting.pop(0)
        for field in fields_of(current).values():
            yield field
            if field.below and field.below not in nouns:
                nouns.add(field.below)
                waiting.append(field.below)


def nouns() -> tuple[type[Record], ...]:
    """Return the nouns of a data file, breadth first."""
    return tuple(dict.fromkeys(field.noun for field in all_fields()))


def described() -> Iterator[tuple[str, str]]:
    """Yield the table as documentation shows it: each noun with its keys, behind a key the words for it on forms."""
    rows: dict[type[Record], list[str]] = {}
    for field in all_fields():
        if field.meaning and field.kind != "说明":
            words = "、".join(field.labels[1 : 1 + MOST_LABELS])
            rows.setdefault(field.noun, []).append(f"{field.key}（{words}）" if words else field.key)
    for noun, keys in rows.items():
        title = (noun.__doc__ or "").partition(":")[0]
        name, of_indicator = title.partition(" of ")[0].partition(" row")[0], title.endswith("of an indicator")
        yield f"{'指标的' if of_indicator else ''}{name}", "；".join(keys)
