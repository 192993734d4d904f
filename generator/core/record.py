"""Records: what every noun of a data file is. Frozen, and each remembers where in the file its fields stand."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, Self, dataclass_transform

from generator.core.diagnostic import Place
from generator.core.printed import text_of

FieldName = str | tuple[str, int]  # a field by its English name; of a list of lines, its name and the index from 0


NOWHERE: Mapping[str, Any] = {}


class Marks(NamedTuple):
    """Place of a record: file, field path, line and column; those of each field, and of each line of prose.

    `items` hold line and column of each line, and its number; 0 is that of an only one.
    `texts` are the fields that the paper prints in another way than their value: 52,410.88万元, or / for none.
    """

    file: str = ""
    path: str = ""
    spot: tuple[int, int] = (0, 0)
    fields: Mapping[str, tuple[int, int]] = NOWHERE
    items: Mapping[str, tuple[tuple[int, int, int], ...]] = NOWHERE
    texts: Mapping[str, str] = NOWHERE


def field(
    key: str,
    *,
    default: Any = dataclasses.MISSING,
    forms: tuple[str, ...] = (),
    meaning: str = "",
    on: Mapping[str, str] = NOWHERE,
) -> Any:
    """Declare a field that people write under the Chinese `key`; without a default it must be written.

    `forms` are other words that official forms have for it, which lead whoever writes one of them to the key; `on`
    tells the word of single forms of ours (自评表), `meaning` what belongs there.
    """
    return dataclasses.field(default=default, metadata={"key": key, "forms": forms, "meaning": meaning, "on": on})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, dataclasses.field))
@dataclass(frozen=True, kw_only=True)
class Record:
    """A frozen record read from a file.

    `labels` name the fields that stand for an item of a list in paths (指标体系.B1.2), `shorthand` the field that a
    bare text in place of a mapping is taken for; `alone` nouns may stand without a list where there is only one.
    `form_hints` tell of words of official forms that are no key here, each where it belongs.
    """

    labels: ClassVar[tuple[str, ...]] = ()
    shorthand: ClassVar[str] = ""
    alone: ClassVar[bool] = False
    form_hints: ClassVar[Mapping[str, str]] = MappingProxyType({})
    marks: Marks = dataclasses.field(default=Marks(), repr=False, compare=False)

    def __init_subclass__(cls) -> None:
        """Make every noun a frozen dataclass, so that a noun is written as its fields and nothing else."""
        dataclass(frozen=True, kw_only=True)(cls)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return a record of values by the names of its fields; what its `__init__` makes takes five times as long."""
        record = object.__new__(cls)
        object.__setattr__(record, "__dict__", {**_defaults(cls), **values})
        return record

    def at(self, field: FieldName = "") -> Place:
        """Return the place of a field; of the record itself where the field was not given."""
        name, item = field if isinstance(field, tuple) else (field, None)
        line, column = self.marks.fields.get(name, self.marks.spot)
        steps = [self.marks.path, key_of(type(self), name) if name else ""]
        if item is not None and name in self.marks.items:
            where = self.marks.items[name][item]
            if where[2]:
                line, column = where[:2]
                steps.append(str(where[2]))
        return Place(self.marks.file, line, column, ".".join(step for step in steps if step))

    def written(self, name: str) -> str:
        """Return a field as the paper prints it, the mark of a blank cell included; empty where nothing is written."""
        return self.marks.texts.get(name) or text_of(getattr(self, name))


def keys_of(noun: type[Record]) -> Mapping[str, "dataclasses.Field[Any]"]:
    """Return the Chinese keys of a noun, in the order they are declared."""
    return _keys(noun)


def key_of(noun: type[Record], name: str) -> str:
    """Return the Chinese key of a field."""
    return next((key for key, f in _keys(noun).items() if f.name == name), name)


def _read_keys(noun: type[Record]) -> Mapping[str, "dataclasses.Field[Any]"]:
    return MappingProxyType({f.metadata["key"]: f for f in dataclasses.fields(noun) if "key" in f.metadata})


def _read_defaults(noun: type[Record]) -> Mapping[str, Any]:
    return {f.name: f.default for f in dataclasses.fields(noun) if f.default is not dataclasses.MISSING}


_defaults: Callable[[Any], Mapping[str, Any]] = cache(_read_defaults)
_keys: Callable[[Any], Mapping[str, "dataclasses.Field[Any]"]] = cache(_read_keys)


class Waiver(Record):
    """豁免: a check that the data file itself answers: the reason (理由), which readers are told, and who decided it.

    With 内容 it covers only the diagnostics that quote these words. What concerns persons needs 已审查 as well.
    """

    check: str = ""
    reason: str = field("理由")
    office: str = field("处室")
    reviewed: bool = field("已审查", default=False)
    content: str = field("内容", default="")

    def covers(self, check: str, text: str) -> bool:
        """True if the remark waives the check of a diagnostic."""
        return self.check == check and self.content in text


class Remark(Record):
    """说明: a word to the reader about something odd beside it, and the waivers of checks it answers."""

    text: str = ""
    waivers: tuple[Waiver, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for word in (self.text, *(w.reason for w in self.waivers)) if word)


NO_REMARK = Remark()
