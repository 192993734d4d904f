"""What every published figure is called and means: one table for CSV, XLSX, JSON, its schemas and the 数据字典."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Flag, auto
from typing import Any, Literal

from generator.views import figure

Kind = Literal["整数", "小数", "百分数", "文字", "是否", "列表", "对象"]


class Channel(Flag):
    """见于: the downloads a figure stands in."""

    TABLE = auto()  # CSV and XLSX
    SHEET = auto()  # XLSX alone
    RECORD = auto()  # data/projects.json and its like
    LIST = auto()  # rows of the lists under api/
    DETAIL = auto()  # one project under api/

    @property
    def words(self) -> str:
        """The same for readers."""
        names = ("CSV、XLSX", "XLSX", "JSON 记录", "接口列表", "接口单项")
        return "、".join(name for seen, name in zip(Channel, names, strict=True) if seen in self)


EVERYWHERE = Channel.TABLE | Channel.RECORD | Channel.LIST | Channel.DETAIL


@dataclass(frozen=True)
class Field:
    """One figure: its Chinese name, its key in JSON, what it is and means, and how it is had from the thing.

    `rule` says what it rests on, `absent` whether it may be missing (null, an empty cell), `optional` whether its key
    may be left out. A list or an object has fields `inside`, which `item` names where it holds others of its own kind.
    """

    key: str
    title: str
    kind: Kind
    meaning: str
    of: Callable[[Any], Any] = lambda thing: thing
    unit: str = ""
    rule: str = ""
    absent: bool = False
    optional: bool = False
    inside: "tuple[Field, ...]" = ()
    item: str = ""
    seen: Channel = EVERYWHERE
    width: int = 12

    @property
    def heading(self) -> str:
        """The head of its column; an amount says its unit there, so that the cells are bare numbers."""
        return f"{self.title}（{self.unit}）" if self.unit == "万元" else self.title

    def json(self, thing: Any) -> Any:
        """The value in JSON: decimals as text, so that no digit is lost."""
        value = self.of(thing)
        if isinstance(value, Decimal):
            return figure(value)
        if isinstance(value, list | tuple):
            return [row(self.inside, item) if self.inside else item for item in value]
        return row(self.inside, value) if self.inside and value is not None else value


def row(fields: Iterable[Field], thing: Any) -> dict[str, Any]:
    """One thing as an object of JSON."""
    made = ((field, field.json(thing)) for field in fields)
    return {field.key: value for field, value in made if not (field.optional and value is None)}


def fields_in(fields: Iterable[Field], place: Channel) -> tuple[Field, ...]:
    """The fields that stand in one kind of download, in order."""
    return tuple(field for field in fields if place in field.seen)


def blank_to_none(text: str) -> str | None:
    """A text, or nothing where a dash stands for it."""
    return None if text in ("", "—") else text
