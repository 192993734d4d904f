"""接口的每种文件: what stands at each address under `api/v1/` and in each JSON under `data/`, field by field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from generator.core.number import percent
from generator.views import Portfolio, Totals
from generator.views.fields import Channel, Field, fields_in, row
from generator.views.fields.others import SCHEME, UNIT, YEAR
from generator.views.fields.project import PROJECT, TableRow

API = "api/v1"
RECORD = fields_in(PROJECT, Channel.RECORD)
LISTED = fields_in(PROJECT, Channel.LIST)
DETAIL = fields_in(PROJECT, Channel.DETAIL)


def _entries(sums: Totals) -> list[TableRow]:
    return [TableRow(card, number) for number, card in enumerate(sums.cards, 1)]


def everything(views: Portfolio) -> list[TableRow]:
    """All projects as lists show them: newest year first, highest score first."""
    return [TableRow(card, n) for n, card in enumerate((card for _, sums in views.years() for card in sums.cards), 1)]


def units(views: Portfolio) -> list[tuple[Any, ...]]:
    """Every unit with the projects it carried out and those it evaluated."""
    return [(unit, views.of_unit(unit), views.evaluated_by(unit)) for unit in views.book.units]


def schemes(views: Portfolio) -> list[Any]:
    """Every scheme."""
    return list(views.book.schemes.values())


_LINE = tuple(
    Field(key, title, "整数" if key == "level" else "文字", meaning, attrgetter(key))
    for key, title, meaning in (
        ("code", "指标编号", "没有的为空文字"),
        ("name", "指标名称", "计分指标的名称"),
        ("level", "级次", "第几级指标"),
        ("weight", "权重", "满分值"),
        ("points", "得分", "没有的为 —"),
        ("lost", "失分", "没有失分的为空文字"),
        ("target", "目标值", "没有的为空文字"),
        ("actual", "实际值", "没有的为空文字"),
        ("formula", "计算过程", "算式"),
        ("reason", "偏差原因", "没有的为空文字"),
    )
)
_RECEIPT = (
    Field("lines", "逐行", "列表", "计分指标，按报告的顺序", attrgetter("lines"), inside=_LINE, item="line"),
    Field("sums", "合计", "列表", "可以用计算器核对的加法", attrgetter("sums")),
    Field("steps", "总分的处理", "列表", "折算、封顶、否决，没有的为空列表", attrgetter("steps")),
    Field("outlook", "距上一等级", "文字", "还差几分，没有的为空文字", attrgetter("outlook")),
    Field("costliest", "失分最多", "列表", "失分最多的几个指标", attrgetter("costliest"), inside=_LINE, item="line"),
)
_NODE = (
    Field("code", "指标编号", "文字", "没有的为空文字", lambda s: s.indicator.code),
    Field("name", "指标名称", "文字", "指标的名称", lambda s: s.indicator.name),
    Field("weight", "权重", "小数", "指标的满分值", lambda s: s.weight, "分"),
    Field("points", "得分", "小数", "网页所示的得分", lambda s: s.points, "分", absent=True),
    Field("rate", "得分率", "文字", "得分占权重的多少，没有的为 —", lambda s: percent(s.rate)),
    Field(
        "computed_points", "算得", "小数", "只在与公布的得分不同时有", lambda s: None, "分", absent=True, optional=True
    ),
    Field("working", "计算过程", "文字", "只在计分指标有", lambda s: s.working and s.working.line, optional=True),
    Field("children", "下级指标", "列表", "只在有下级的指标有", lambda s: s.children, optional=True, item="node"),
)  # fmt: skip
COMPUTED = (
    Field(
        "score", "算得的总分", "小数", "由各指标得分相加；没有指标的为空", lambda c: c.score.computed, "分", absent=True
    ),
    Field("grade", "等级", "文字", "评级办法中的等级，没有的为 —", lambda c: c.rank),
    Field("indicators", "指标", "列表", "一级指标，各带下级", lambda c: c.score.levels, inside=_NODE, item="node"),
    Field("receipt", "得分单", "对象", "网页上的得分单", attrgetter("receipt"), inside=_RECEIPT),
)  # fmt: skip
WHOLE = (
    *RECORD,
    Field("declared", "填报的内容", "对象", "数据文件所填的，键是信息表的用词"),
    Field("computed", "算出的内容", "对象", "由程序算出的得分与计算过程", inside=COMPUTED),
)
RESOURCE = (
    Field("path", "地址", "文字", "从网站首页所在处算起；有 {} 的换成标识或年度", lambda d: d.path),
    Field("title", "内容", "文字", "那里有什么", lambda d: d.title),
    Field("schema", "格式说明", "文字", "JSON Schema 的地址，从网站首页所在处算起", lambda d: d.schema),
)


@dataclass(frozen=True)
class DocumentSpec:
    """One kind of JSON file: its name (also its schema's), its address, what it holds, its fields.

    A document that is a list holds objects of these fields; the others begin with the address of their schema.
    """

    name: str
    path: str
    title: str
    fields: tuple[Field, ...]
    listed: bool = False
    api: bool = True

    @property
    def schema(self) -> str:
        """Where its schema lies."""
        return f"{API}/schema/{self.name}.schema.json"


def _rows(key: str, title: str, fields: Iterable[Field], of: Any) -> tuple[Field, ...]:
    count = Field("count", f"{title}数", "整数", "下面的列表有几项", lambda views: len(of(views)), "个")
    return count, Field(key, title, "列表", f"全部{title}", of, inside=tuple(fields), item=key.removesuffix("s"))


def newest(views: Portfolio) -> str | None:
    """The day of the newest entry or change: what the data are as of, since a clock would change every build."""
    return max((card.newest.iso for card in views.cards if card.newest), default=None)


INDEX: tuple[Field, ...] = (
    Field("version", "接口版本", "文字", "地址或键有不相容的改动时才变", lambda _: "v1"),
    Field("site", "网站名称", "文字", "网站的名称", lambda v: v.book.site.name),
    Field("host", "主办单位", "文字", "网站的主办单位", lambda v: v.book.site.host),
    Field("licence", "数据许可", "文字", "可以怎样使用数据；没有写明的为空", lambda v: v.book.site.licence or None,
          absent=True),
    Field("updated", "数据截至", "文字", "最近一次收录或更新的日期", newest, absent=True),
    Field("projects", "项目数", "整数", "收录的项目数", lambda v: len(v.cards), "个"),
    Field("years", "年度", "列表", "有项目的年度，新的在前", lambda v: list(v.spans), item="整数"),
    Field("resources", "文件", "列表", "有哪些文件", lambda v: DOCUMENTS, inside=RESOURCE, item="resource"),
)  # fmt: skip
DOCUMENTS: "tuple[DocumentSpec, ...]" = (
    DocumentSpec("projects", f"{API}/projects.json", "项目列表", _rows("projects", "项目", LISTED, everything)),
    DocumentSpec("project", f"{API}/projects/{{id}}.json", "一个项目的记录与指标得分", DETAIL),
    DocumentSpec("year", f"{API}/years/{{year}}.json", "一个年度的合计与项目",
             (*YEAR, Field("projects", "项目", "列表", "按分值从高到低", lambda y: _entries(y[1]), inside=LISTED,
                           item="project"))),
    DocumentSpec("units", f"{API}/units.json", "单位", _rows("units", "单位", UNIT, units)),
    DocumentSpec("schemes", f"{API}/schemes.json", "评级办法", _rows("schemes", "评级办法", SCHEME, schemes)),
    DocumentSpec("records", "data/projects.json", "全部项目的记录", RECORD, listed=True, api=False),
    DocumentSpec("records", "data/{year}.json", "一个年度的记录", RECORD, listed=True, api=False),
    DocumentSpec("whole", "data/{id}.json", "一个项目的全部数据与计算过程", WHOLE, api=False),
)  # fmt: skip
CONTENTS = DocumentSpec("index", f"{API}/index.json", "接口目录", INDEX)


def content(document: DocumentSpec, path: str, thing: Any) -> dict[str, Any]:
    """The object that stands at an address of a document; it begins with the way to its schema.

    The rows of a list are made one after the other, when they are asked for.
    """
    up = "../" * (path.count("/") - API.count("/") - 1)
    lists = {field.key: _lazily(field, thing) for field in document.fields if field.kind == "列表" and field.inside}
    others = row((field for field in document.fields if field.key not in lists), thing)
    listed = {field.key: (lists | others)[field.key] for field in document.fields if field.key in lists | others}
    return {"$schema": f"{up}schema/{document.name}.schema.json", **listed}


def _lazily(field: Field, thing: Any) -> Iterator[dict[str, Any]]:
    return (row(field.inside, item) for item in field.of(thing))
