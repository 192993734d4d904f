"""数据字典: every column and key with what it means; the same table makes the downloads and their schemas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any

from generator.pages import Page, PageInput, newest, shows
from generator.pages._tags import column
from generator.views import figure
from generator.views.fields import Field
from generator.views.fields.documents import COMPUTED, INDEX, WHOLE, units
from generator.views.fields.others import SCHEME, UNIT, YEAR
from generator.views.fields.project import INDICATOR, PROJECT, TableRow, leaves

LONGEST = 36


@dataclass(frozen=True)
class Group:
    """The fields of one kind of thing, and real ones that the examples are taken from."""

    id: str
    title: str
    about: str
    fields: tuple[Field, ...]
    things: Sequence[Any]

    @property
    def rows(self) -> Iterator[tuple[Field, str, str]]:
        """Each field, the downloads it stands in where others of the group stand in more, and an example."""
        everywhere = reduce(or_, (field.seen for field in self.fields))
        for field in self.fields:
            yield field, "" if field.seen == everywhere else field.seen.words, example(field, self.things)


def pages(material: PageInput) -> Iterator[Page]:
    """The one dictionary."""
    about = "各种下载里每一列、每一个键的中文名、类型、单位、示例、含义和依据。"
    yield Page(
        "data/dictionary.md",
        "数据字典",
        "dictionary",
        shows(groups=tuple(_groups(material))),
        about,
        tags=column("数据字典", about, "数据", "数据字典", kind="数据发布"),
        changed=newest(material.views.cards),
    )


def _groups(material: PageInput) -> Iterator[Group]:
    views = material.views
    sample = material.sample
    cards = (sample if sample and sample.id == card.id else card for card in views.cards)
    entries = [TableRow(card, number) for number, card in enumerate(cards, 1)]
    tops = [
        Group("project", "项目", "汇总表的一行，也是接口里的一条记录。", PROJECT, entries),
        Group(
            "indicator",
            "指标得分",
            "工作簿的第二张表，一个计分指标一行。",
            INDICATOR,
            list(leaves(sample)) if sample else [],
        ),
        Group("year", "年度合计", "接口 years/ 里的合计数。", YEAR, list(views.years())),
        Group("unit", "单位", "接口 units.json 里的一条记录。", UNIT, units(views)),
        Group("scheme", "评级办法", "接口 schemes.json 里的一条记录。", SCHEME, [c.scheme for c in views.cards[:1]]),
        Group("index", "接口目录", "接口 index.json。", INDEX, [views]),
        Group("whole", "单个项目的全部数据", "data/ 里每个项目一个文件，在项目的各项之外还有：", WHOLE[-2:], []),
        Group("computed", "算出的内容", "全部数据里的 computed。", COMPUTED, [sample] if sample else []),
    ]
    told: set[tuple[Field, ...]] = set()
    for top in tops:
        yield from _with_inner(top, told)


def _with_inner(group: Group, told: set[tuple[Field, ...]]) -> Iterator[Group]:
    """A group, and behind it those of what its lists hold, each once."""
    yield group
    for field in group.fields:
        known = field.inside in (PROJECT, INDICATOR, COMPUTED) or set(field.inside) < {*PROJECT, *INDICATOR}
        if field.inside and field.inside not in told and not known:
            told.add(field.inside)
            found = next((value for value in map(field.of, group.things) if value), None)
            things = [] if found is None else list(found) if field.kind == "列表" else [found]
            inner = Group(f"{group.id}-{field.key}", f"{field.title}的每一项" if field.kind == "列表" else field.title,
                          f"{group.title}的 {field.key}。", field.inside, things)  # fmt: skip
            yield from _with_inner(inner, told)


def example(field: Field, things: Sequence[Any]) -> str:
    """The first value there is, as it is printed; empty where none is."""
    for thing in things:
        value = field.of(thing)
        if value in (None, "", [], (), {}):
            continue
        return _shown(field, value)
    return ""


def _shown(field: Field, value: Any) -> str:
    if isinstance(value, Decimal):
        return figure(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "，".join(f"{key} {count}" for key, count in value.items())
    if isinstance(value, list | tuple):
        return (
            f"{len(value)} 项" if field.inside or field.item not in ("", "整数") else _cut("、".join(map(str, value)))
        )
    return _cut(str(value)) if isinstance(value, str | int) else ""


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"
