"""Field table: names and meanings of all published figures, for CSV, XLSX, JSON, JSON Schema and 数据字典."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from enum import Enum, Flag, auto
from typing import Any, Generic, Literal, TypeVar

from generator.core.number import ABSENT, figure

Kind = Literal["整数", "小数", "百分数", "文字", "是否", "列表", "对象"]
Thing_contra = TypeVar("Thing_contra", contravariant=True)
Item = TypeVar("Item")


YES_NO: Mapping[bool | None, str] = {True: "是", False: "否"}
OURS = "（本站核算）"  # suffix of headings of computed figures


class Omission(Enum):
    """Result of a getter for a key to omit."""

    OMITTED = auto()


OMITTED = Omission.OMITTED


class Channel(Flag):
    """见于: downloads that contain a figure."""

    TABLE = auto()  # CSV and XLSX, and the CSV that 查询 creates in the browser
    SHEET = auto()  # XLSX alone
    RECORD = auto()  # data/projects.json and its like
    LIST = auto()  # rows of the lists under api/
    DETAIL = auto()  # one project under api/
    QUERY = auto()  # searched, filtered and shown by 查询, besides the columns of tables; no download

    @property
    def downloads(self) -> "Channel":
        """Channels that are downloads."""
        return self & ~Channel.QUERY

    @property
    def words(self) -> str:
        """Names of the downloads, for readers."""
        names = ("CSV、XLSX", "XLSX", "JSON 记录", "接口列表", "接口单项")
        return "、".join(name for seen, name in zip(~Channel.QUERY, names, strict=True) if seen in self)


EVERYWHERE = Channel.TABLE | Channel.RECORD | Channel.LIST | Channel.DETAIL


@dataclass(frozen=True)
class Field(Generic[Thing_contra]):
    """One figure: key in JSON, Chinese name, kind, meaning, and its getter `of`.

    `rule` is its basis; `absent`: it may be missing (null, empty cell); `optional`: its key may be omitted. Lists and
    objects have fields `inside`; `item` names the items of a list; items of a `nested` list have the same fields as the
    list's parent. `numbered`: the row number in a table.
    """

    key: str
    title: str
    kind: Kind
    meaning: str
    _: KW_ONLY
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
        """Column header; amounts have their unit there, so that cells are bare numbers."""
        return f"{self.title}（{self.unit}）" if self.unit == "万元" else self.title


def list_of(
    key: str, title: str, meaning: str, of: Callable[[Thing_contra], Iterable[Item]], inside: "Sequence[Field[Item]]",
    item: str, **more: Any,
) -> Field[Thing_contra]:  # fmt: skip
    """Return the field of a list of objects with the fields `inside`."""
    return Field(key, title, "列表", meaning, of=of, inside=tuple(inside), item=item, **more)


def object_of(
    key: str, title: str, meaning: str, of: Callable[[Thing_contra], Item], inside: "Sequence[Field[Item]]", **more: Any
) -> Field[Thing_contra]:
    """Return the field of an object with the fields `inside`."""
    return Field(key, title, "对象", meaning, of=of, inside=tuple(inside), **more)


def row(fields: Sequence[Field[Thing_contra]], thing: Thing_contra) -> dict[str, Any]:
    """Convert an object to a JSON object."""
    members: dict[str, Any] = {}
    for field in fields:
        value = field.of(thing)
        if value is None or type(value) is str:  # the common case
            members[field.key] = value
        elif value is not OMITTED:
            members[field.key] = to_json(field, fields, value)
    return members


def to_json(field: Field[Any], among: Sequence[Field[Any]], value: Any) -> object:
    """Convert the value of a field to JSON, decimals as text to keep all digits; `among` are the fields of its row."""
    if value is None or value is OMITTED:
        return value
    if isinstance(value, Decimal):
        return figure(value)
    inside: Sequence[Field[Any]] = among if field.nested else field.inside
    if field.kind == "列表":
        return [row(inside, item) for item in value] if inside else list(value)
    return row(inside, value) if inside else value


def records(fields: Sequence[Field[Any]], rows: Iterable[Sequence[object]]) -> Iterator[dict[str, object]]:
    """Convert rows of a table to JSON objects; for fields without inner fields."""
    keys = [field.key for field in fields]
    for values in rows:
        yield {k: figure(v) if isinstance(v, Decimal) else v for k, v in zip(keys, values, strict=True)}


def cell_text(value: object) -> str:
    """Return the text of a table cell; empty for None."""
    if value is None:
        return ""
    return figure(value) if isinstance(value, Decimal) else str(value)


def cells(fields: Sequence[Field[Thing_contra]], things: Iterable[Thing_contra]) -> Iterator[list[object]]:
    """Yield the rows of a table, numbered from 1."""
    for number, thing in enumerate(things, 1):
        yield [number if field.numbered else field.of(thing) for field in fields]


def fields_in(fields: Iterable[Field[Thing_contra]], place: Channel) -> tuple[Field[Thing_contra], ...]:
    """Return the fields of one channel, in order."""
    return tuple(field for field in fields if place in field.seen)


def blank_to_none(text: str) -> str | None:
    """Return a text, or None for an empty text or a dash."""
    return None if text in ("", ABSENT) else text


API = "api/v1"


@dataclass(frozen=True)
class DocumentSpec(Generic[Thing_contra]):
    """One kind of JSON file: name (also of its schema), address, title, fields.

    A `listed` document is a list of objects with these fields; documents of the `api` start with the schema address.
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
