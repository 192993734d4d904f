"""数据字典: every column and key with what it means; the same table makes the downloads and their schemas."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from generator import exports
from generator.core.number import figure
from generator.pages import NavEntry, Page, PageKind, shows
from generator.pages._metadata import column
from generator.views import Portfolio, ProjectDetail
from generator.views.download import Download
from generator.views.fields import OMITTED, Field, Thing_contra, cells
from generator.views.fields.documents import COMPUTED, INDEX, ONLY_WHOLE
from generator.views.fields.lists import lists_of
from generator.views.fields.others import CORRECTION, OVERVIEW, SCHEME, UNIT, YEAR
from generator.views.fields.peers import PEER, peer_rows
from generator.views.fields.project import INDICATOR, INDICATORS, PROJECT
from generator.views.fields.review import SAMPLE, sample_lines
from generator.views.fields.series import SERIES

NAV = (NavEntry(7, "数据与说明", "data/dictionary.md"),)
KINDS = (PageKind(re.compile(r"data/dictionary\.html"), listing=True),)
MAX_EXAMPLE = 36  # characters


class FieldEntry(NamedTuple):
    """A field with the first value there is of it, None where there is none."""

    field: Field[Any]
    value: Any

    @property
    def example(self) -> str:
        """The value as it is printed."""
        value = self.value
        match value:
            case Decimal():
                return figure(value)
            case bool():
                return "true" if value else "false"
            case dict():
                return "，".join(f"{key} {count}" for key, count in value.items())
            case list() | tuple():
                plain = not self.field.inside and self.field.item in ("", "整数")
                return _cut("、".join(map(str, value))) if plain else f"{len(value)} 项"
            case str() | int():
                return _cut(str(value))
        return ""


@dataclass(frozen=True)
class FieldGroup:
    """The fields of one kind of thing."""

    id: str
    title: str
    about: str
    entries: tuple[FieldEntry, ...]

    @property
    def rows(self) -> Iterator[tuple[Field[Any], str, str]]:
        """Each field, the downloads it stands in where others of the group stand in more, and an example."""
        everywhere = reduce(or_, (entry.field.seen.downloads for entry in self.entries))
        for entry in self.entries:
            seen = entry.field.seen.downloads
            yield entry.field, "" if seen == everywhere else seen.words, entry.example


def pages(portfolio: Portfolio, sample: ProjectDetail | None, downloads: Sequence[Download]) -> Iterator[Page]:
    """The one dictionary."""
    about = "各种下载里每一列、每一个键的中文名、类型、单位、示例、含义和依据。"
    yield Page(
        "data/dictionary.md",
        "数据字典",
        "dictionary",
        shows(groups=(*_groups(portfolio, sample), *_of_tables(downloads))),
        description=about,
        tags=column("数据字典", about, "数据", "数据字典", kind="数据发布"),
        changed=portfolio.updated,
    )


def _groups(portfolio: Portfolio, sample: ProjectDetail | None) -> Iterator[FieldGroup]:
    samples, examples = [sample] if sample else [], portfolio.examples
    summaries = [next((detail for detail in samples if detail.id == own.id), own) for own in examples.summaries]
    rows = [row for detail in samples for row in detail.indicator_rows]
    schemes = [scheme for scheme, _ in portfolio.schemes[:1]]
    # Of a sample only the newest year is complete.
    years = [own for _, own in examples.by_year[: None if examples is portfolio else 1]]
    project = (*_entries(PROJECT, summaries), *_entries([INDICATORS], samples))
    tops = [
        FieldGroup("project", "项目", "汇总表的一行，也是程序读到的一条记录。", project),
        FieldGroup("indicator", "指标得分", "工作簿的第二张表，一个计分指标一行。", _entries(INDICATOR, rows)),
        FieldGroup("year", "年度合计", "接口 years/ 里的合计数。", _entries(YEAR, years)),
        FieldGroup("unit", "单位", "接口 units.json 里的一条记录。", _entries(UNIT, portfolio.units)),
        FieldGroup("scheme", "评级办法", "接口 schemes.json 里的一条记录。", _entries(SCHEME, schemes)),
        FieldGroup("index", "接口目录", "接口 index.json。", _entries(INDEX, [portfolio])),
        FieldGroup(
            "whole", "单个项目的全部数据", "data/ 里每个项目一个文件，“项目”的字段之外还有：", _entries(ONLY_WHOLE, [])
        ),
        FieldGroup("computed", "算出的内容", "全部数据里的 computed，由本站算出。", _entries(COMPUTED, samples)),
    ]
    seen: set[tuple[Field[Any], ...]] = {(*PROJECT, INDICATORS), INDICATOR, COMPUTED}
    for top in (*tops, *_optional_groups(portfolio)):
        yield from _with_inner(top, seen)


def _optional_groups(portfolio: Portfolio) -> Iterator[FieldGroup]:
    """Yield the groups of what not every site has."""
    examples = portfolio.examples
    if portfolio.overviews:
        entries = _entries(OVERVIEW, portfolio.overviews)
        yield FieldGroup("overview", "一览", "data/overviews.json 里的一条记录。", entries)
    if portfolio.corrections:
        entries = _entries(CORRECTION, portfolio.corrections)
        yield FieldGroup("correction", "更正", "data/corrections.json 里的一条记录。", entries)
    for spec in lists_of(portfolio):
        further = "、".join(f"“{field.title}”" for field in spec.record if field not in spec.columns)
        more = f"（另有{further}）" if further else ""
        about = f"{spec.stem}.csv 的一行，也是 {spec.document.path} 里的一条记录{more}。"
        yield FieldGroup(spec.name, spec.title, about, _entries(spec.columns, spec.rows(examples)))
    if peers := peer_rows(examples.totals.peer_groups):
        yield FieldGroup("peers", "同类对照", "data/ 里各年度的 peers.csv 的一行。", _entries(PEER, peers))
    if portfolio.series:
        about = "data/series/ 里的一个 JSON 文件；其中的列表各有同名的列的 CSV，也是工作簿的各张表。"
        yield FieldGroup("series", "历年对照", about, _entries(SERIES, []))
    if samples := portfolio.book.samples:
        entries = _entries(SAMPLE, sample_lines(samples[0]))
        yield FieldGroup("sample", "自评抽样", "data/sample-….csv 的一行：可以抽取的一个自评。", entries)


def _of_tables(downloads: Sequence[Download]) -> Iterator[FieldGroup]:
    """Yield a group for each kind of CSV file that names itself, if there is one; it has no examples."""
    for table in exports.registry().tables:
        path = next((file.path for file in downloads if table.pattern.fullmatch(file.path)), "")
        if table.title and path:
            name = path.rpartition("/")[2].removesuffix(".csv")
            yield FieldGroup(f"table-{name}", table.title, f"{path} 的一行。", _entries(table.fields, ()))


def _entries(fields: Iterable[Field[Thing_contra]], things: Iterable[Thing_contra]) -> tuple[FieldEntry, ...]:
    """Each published field with the first value that is not blank, of real things; few of them are looked at."""
    fields = tuple(field for field in fields if field.seen.downloads)
    values_by_key: dict[str, object] = {}
    lacking = list(fields)
    for thing in things:
        (values,) = cells(lacking, [thing])
        for field, value in zip(lacking, values, strict=True):
            if value not in (None, OMITTED, "", [], (), {}):
                values_by_key[field.key] = value
        lacking = [field for field in lacking if field.key not in values_by_key]
        if not lacking:
            break
    return tuple(FieldEntry(field, values_by_key.get(field.key)) for field in fields)


def _with_inner(group: FieldGroup, seen: set[tuple[Field[Any], ...]]) -> Iterator[FieldGroup]:
    """A group, and behind it those of what its lists hold, each once."""
    yield group
    for field, value in group.entries:
        known = field.inside in seen or set(field.inside) < {*PROJECT, *INDICATOR}
        if field.inside and not known:
            seen.add(field.inside)
            listed = field.kind == "列表"
            things = list(value) if listed and value else [value] if value else []
            title = f"{group.title}的{field.title}{'（列表）' if listed else ''}"
            about = f"{group.title}里的 {field.key}{'，每一项有：' if listed else '，其中有：'}"
            yield from _with_inner(
                FieldGroup(f"{group.id}-{field.key}", title, about, _entries(field.inside, things)), seen
            )


def _cut(text: str) -> str:
    return text if len(text) <= MAX_EXAMPLE else text[:MAX_EXAMPLE] + "…"
