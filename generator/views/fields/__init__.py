"""Field table: what every published figure is called and means, once for CSV, XLSX, JSON, its schemas, the 数据字典."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, Flag, auto
from typing import Any, Generic, Literal, TypeVar

from generator.core.number import ABSENT, figure

Kind = Literal["整数", "小数", "百分数", "文字", "是否", "列表", "对象"]
Thing_contra = TypeVar("Thing_contra", contravariant=True)
Item = TypeVar("Item")


YES_NO: Mapping[bool | None, str] = {True: "是", False: "否"}
OURS = "（本站核算）"  # behind the heading of what we work out


class Omission(Enum):
    """Result of a getter whose key is to be left out."""

    OMITTED = auto()


OMITTED = Omission.OMITTED


class Channel(Flag):
    """见于: the downloads a figure stands in."""

    TABLE = auto()  # CSV and XLSX, and the CSV of what 查询 lists, which is made in the reader's browser
    SHEET = auto()  # XLSX alone
    RECORD = auto()  # data/projects.json and its like
    LIST = auto()  # rows of the lists under api/
    DETAIL = auto()  # one project under api/
    QUERY = auto()  # what 查询 searches, filters and shows beside the columns of the tables; no download

    @property
    def downloads(self) -> "Channel":
        """Channels that are downloads."""
        return self & ~Channel.QUERY

    @property
    def words(self) -> str:
        """The downloads, for readers."""
        names = ("CSV、XLSX", "XLSX", "JSON 记录", "接口列表", "接口单项")
        return "、".join(name for seen, name in zip(~Channel.QUERY, names, strict=True) if seen in self)


EVERYWHERE = Channel.TABLE | Channel.RECORD | Channel.LIST | Channel.DETAIL


@dataclass(frozen=True)
class Field(Generic[Thing_contra]):
    """One figure: its Chinese name, its key in JSON, what it is and means, and how it is had from the thing.

    `rule` says what it rests on, `absent` whether it may be missing (null, an empty cell), `optional` whether its key
    may be left out. A list or an object has fields `inside`; `item` names what a list holds, and a list that is
    `nested` holds things with the very fields it stands among. `numbered`: the place of a row in its table, no fact.
    """

    key: str
    title: str
    kind: Kind
    meaning: str
    of: Callable[[Thing_contra], object]
    unit: str = ""
    rule: str = ""
    absent: bool = False
    optional: bool = False
    inside: "tuple[Field[Any], ...]" = ()
    item: str = ""
    nested: bool = False
    numbered: bool = False
    seen: Channel = EVERYWHERE
    width: int = 12

    @property
    def heading(self) -> str:
        """The head of its column; an amount says its unit there, so that the cells are bare numbers."""
        return f"{self.title}（{self.unit}）" if self.unit == "万元" else self.title


def list_of(
    key: str, title: str, meaning: str, of: Callable[[Thing_contra], Iterable[Item]], inside: "Sequence[Field[Item]]",
    item: str, **more: Any,
) -> Field[Thing_contra]:  # fmt: skip
    """A list of things with fields of their own."""
    return Field(key, title, "列表", meaning, of, inside=tuple(inside), item=item, **more)


def object_of(
    key: str,
    title: str,
    meaning: str,
    of: Callable[[Thing_contra], Item],
    inside: "Sequence[Field[Item]]",
    **more: Any,
) -> Field[Thing_contra]:
    """One thing with fields of its own."""
    return Field(key, title, "对象", meaning, of, inside=tuple(inside), **more)


def row(fields: Sequence[Field[Thing_contra]], thing: Thing_contra) -> dict[str, Any]:
    """One thing as an object of JSON."""
    made: dict[str, Any] = {}
    for field in fields:
        value = field.of(thing)
        if value is None or type(value) is str:  # most of them
            made[field.key] = value
        elif value is not OMITTED:
            made[field.key] = _told(field, fields, value)
    return made


def in_json(field: Field[Thing_contra], among: Sequence[Field[Thing_contra]], thing: Thing_contra) -> object:
    """A value in JSON, as `row` has it."""
    return _told(field, among, field.of(thing))


def _told(field: Field[Any], among: Sequence[Field[Any]], value: Any) -> object:
    """A value in JSON: decimals as text, so that no digit is lost."""
    if value is None or value is OMITTED:
        return value
    if isinstance(value, Decimal):
        return figure(value)
    inside: Sequence[Field[Any]] = among if field.nested else field.inside
    if field.kind == "列表":
        return [row(inside, item) for item in value] if inside else list(value)
    return row(inside, value) if inside else value


def records(fields: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> Iterator[dict[str, object]]:
    """Rows of a table as objects of JSON; the fields hold no others."""
    keys = [field.key for field in fields]
    for values in rows:
        yield {k: figure(v) if isinstance(v, Decimal) else v for k, v in zip(keys, values, strict=True)}


def cell_text(value: object) -> str:
    """A value as a table shows it, empty where there is none."""
    if value is None:
        return ""
    return figure(value) if isinstance(value, Decimal) else str(value)


def cells(
    fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra], number: object = None
) -> Iterator[list[object]]:
    """The rows of a table; `number` stands for the number of each, where it is not known yet."""
    for place, thing in enumerate(things, 1):
        yield [(number or place) if field.numbered else field.of(thing) for field in fields]


def fields_in(fields: Iterable[Field[Thing_contra]], place: Channel) -> tuple[Field[Thing_contra], ...]:
    """The fields that stand in one kind of download, in order."""
    return tuple(field for field in fields if place in field.seen)


def blank_to_none(text: str) -> str | None:
    """A text, or nothing where a dash stands for it."""
    return None if text in ("", ABSENT) else text


API = "api/v1"


@dataclass(frozen=True)
class DocumentSpec(Generic[Thing_contra]):
    """One kind of JSON file: its name (also its schema's), its address, what it holds, its fields.

    A document that is a list holds objects of these fields; those of the `api` begin with the address of their schema.
    """

    name: str
    path: str
    title: str
    fields: tuple[Field[Thing_contra], ...]
    listed: bool = False
    api: bool = True

    @property
    def schema(self) -> str:
        """Path of the schema."""
        return f"{API}/schema/{self.name}.schema.json"
