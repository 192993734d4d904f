"""Records: base class of every noun of a data file; frozen, with the positions of its fields in the file."""

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, Self, dataclass_transform

from generator.core.diagnostic import Place
from generator.core.printed import text_of

FieldName = str | tuple[str, int]  # English name; for an item of a list of lines, name and 0-based index
NOWHERE: Mapping[str, Any] = {}
NO_SPOT = (0, 0)


class Marks(NamedTuple):
    """Position of a record: file, field path, line and column; also of each field and each line of prose.

    `items` holds line, column and number of each line of prose; number 0 for a single line.
    `texts` holds fields printed differently from their value: 52,410.88万元, or / for none.
    """

    file: str = ""
    path: str = ""
    spot: tuple[int, int] = NO_SPOT
    fields: Mapping[str, tuple[int, int]] = NOWHERE
    items: Mapping[str, tuple[tuple[int, int, int], ...]] = NOWHERE
    texts: Mapping[str, str] = NOWHERE

    @property
    def unplaced(self) -> "Marks":
        """Names of the given fields and their printed texts, without lines and columns."""
        return Marks(self.file, fields=dict.fromkeys(self.fields, NO_SPOT), texts=self.texts)


def field(
    key: str,
    *,
    default: Any = dataclasses.MISSING,
    forms: tuple[str, ...] = (),
    meaning: str = "",
    on: Mapping[str, str] = NOWHERE,
) -> Any:
    """Declare a field with a Chinese `key`; without a default it is required.

    `forms` are synonyms on official forms, used in error messages to suggest the key; `on` gives the label on single
    forms of ours (自评表); `meaning` describes the value.
    """
    return dataclasses.field(default=default, metadata={"key": key, "forms": forms, "meaning": meaning, "on": on})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field, dataclasses.field))
@dataclass(frozen=True, kw_only=True)
class Record:
    """A frozen record read from a file.

    `labels` are the fields that identify a list item in paths (指标体系.B1.2), `shorthand` the field set by a bare text
    in place of a mapping; `alone`: a single item may be written without a list.
    `form_hints` maps words of official forms that are no key to advice on where they belong.
    """

    labels: ClassVar[tuple[str, ...]] = ()
    shorthand: ClassVar[str] = ""
    alone: ClassVar[bool] = False
    form_hints: ClassVar[Mapping[str, str]] = MappingProxyType({})
    marks: Marks = dataclasses.field(default=Marks(), repr=False, compare=False)

    def __init_subclass__(cls) -> None:
        """Make every subclass a frozen keyword-only dataclass."""
        dataclass(frozen=True, kw_only=True)(cls)

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Build a record from field values by name, five times as fast as `__init__`."""
        record = object.__new__(cls)
        object.__setattr__(record, "__dict__", {**_defaults(cls), **values})
        return record

    def at(self, field: FieldName = "") -> Place:
        """Return the position of a field, or of the record if the field was not given."""
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
        """Return a field as the paper prints it, blank-cell marks included; empty if absent."""
        return self.marks.texts.get(name) or text_of(getattr(self, name))


def keys_of(noun: type[Record]) -> Mapping[str, "dataclasses.Field[Any]"]:
    """Return the fields of a noun by Chinese key, in order of declaration."""
    return _keys(noun)


def key_of(noun: type[Record], name: str) -> str:
    """Return the Chinese key of a field."""
    return next((key for key, f in _keys(noun).items() if f.name == name), name)


def _read_keys(noun: type[Record]) -> Mapping[str, "dataclasses.Field[Any]"]:
    return MappingProxyType({f.metadata["key"]: f for f in dataclasses.fields(noun) if "key" in f.metadata})


def _read_defaults(noun: type[Record]) -> Mapping[str, Any]:
    return {f.name: f.default for f in dataclasses.fields(noun) if f.default is not dataclasses.MISSING}


# Typed here, since mypy takes no dataclass for hashable as an argument of a cached function.
_defaults: Callable[[Any], Mapping[str, Any]] = cache(_read_defaults)
_keys: Callable[[Any], Mapping[str, "dataclasses.Field[Any]"]] = cache(_read_keys)


class Waiver(Record):
    """豁免: waiver of a check in the data file, with the published reason (理由) and the office that decided it.

    With 内容 it covers only diagnostics that quote these words. Checks that concern persons need 已审查 as well.
    """

    check: str = ""
    reason: str = field("理由")
    office: str = field("处室")
    reviewed: bool = field("已审查", default=False)
    content: str = field("内容", default="")

    def covers(self, check: str, text: str) -> bool:
        """True for a diagnostic of this check with this text."""
        return self.check == check and self.content in text


class Remark(Record):
    """说明: note to readers about an oddity of the data, with waivers of the checks that report it."""

    text: str = ""
    waivers: tuple[Waiver, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(word for word in (self.text, *(w.reason for w in self.waivers)) if word)


NO_REMARK = Remark()
