"""Documents: kinds of JSON files under `api/v1/` and `data/`, with addresses and fields."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from operator import itemgetter
from typing import Any

from generator.model.book import Text
from generator.model.scores import Score
from generator.views import Portfolio, ProjectDetail, ProjectSummary
from generator.views.corrections import CorrectionLine
from generator.views.declared import declared
from generator.views.fields import (
    API,
    OMITTED,
    Channel,
    DocumentSpec,
    Field,
    Item,
    Thing_contra,
    fields_in,
    list_of,
    object_of,
    row,
    to_json,
)
from generator.views.fields.lists import lists_of
from generator.views.fields.others import CORRECTION, OVERVIEW, SCHEME, UNIT, YEAR
from generator.views.fields.project import INDICATORS, PROJECT
from generator.views.fields.series import SERIES
from generator.views.overview import OverviewDetail
from generator.views.receipt import Receipt, ReceiptLine
from generator.views.series import Series

RECORD = fields_in(PROJECT, Channel.RECORD)
LISTED = fields_in(PROJECT, Channel.LIST)
DETAIL: tuple[Field[ProjectDetail], ...] = (*fields_in(PROJECT, Channel.DETAIL), INDICATORS)


# ---- data/{id}.json ----

_LINE: tuple[Field[ReceiptLine], ...] = (
    Field("code", "指标编号", "文字", "没有的为空文字", of=lambda line: line.code),
    Field("name", "指标名称", "文字", "计分指标的名称", of=lambda line: line.name),
    Field("level", "级次", "整数", "第几级指标", of=lambda line: line.level),
    Field("weight", "权重", "文字", "满分值", of=lambda line: line.weight),
    Field("points", "公布的得分", "文字", "没有的为 —", of=lambda line: line.points),
    Field("computed", "算得", "文字", "没有的为 —", of=lambda line: line.computed),
    Field("lost", "扣分", "文字", "没有扣分的为空文字", of=lambda line: line.lost),
    Field("target", "目标值", "文字", "没有的为空文字", of=lambda line: line.target),
    Field("actual", "实际值", "文字", "没有的为空文字", of=lambda line: line.actual),
    Field("formula", "计算过程", "文字", "算式", of=lambda line: line.formula),
    Field("reason", "偏差原因", "文字", "没有的为空文字", of=lambda line: line.reason),
)
_RECEIPT: tuple[Field[Receipt], ...] = (
    list_of("lines", "逐行", "计分指标，按报告的顺序", lambda receipt: receipt.lines, _LINE, "line"),
    Field(
        "sums",
        "合计",
        "列表",
        "可以用计算器核对的加法，下级在前",
        of=lambda receipt: [row.text for row in receipt.sums],
    ),
    Field("steps", "总分的处理", "列表", "折算、封顶、否决，没有的为空列表", of=lambda receipt: receipt.steps),
    Field("outlook", "距上一等级", "文字", "还差几分，没有的为空文字", of=lambda receipt: receipt.outlook),
    list_of(
        "costliest",
        "扣分最多",
        "扣分最多的几个指标，最后一名有并列的全列",
        lambda receipt: receipt.costliest,
        _LINE,
        "line",
    ),
    list_of("lowest", "得分率最低", "得分率最低的指标，有并列的全列", lambda receipt: receipt.lowest, _LINE, "line"),
)
_NODE: tuple[Field[Score], ...] = (
    Field("code", "指标编号", "文字", "没有的为空文字", of=lambda s: s.indicator.code),
    Field("name", "指标名称", "文字", "指标的名称", of=lambda s: s.indicator.name),
    Field("points", "算得", "小数", "由评分方法或下级得分算出的得分", of=lambda s: s.computed, unit="分", absent=True),
    Field("rate", "得分率", "文字", "得分占权重的多少，没有公布得分的用算出的，没有的为 —", of=lambda s: s.rate_text),
    Field("working", "计算过程", "文字", "只在计分指标有", of=lambda s: s.working.line if s.working else OMITTED,
          optional=True),
    Field("children", "下级指标", "列表", "只在有下级的指标有", of=lambda s: s.children or OMITTED, optional=True,
          item="node", nested=True),
)  # fmt: skip
COMPUTED: tuple[Field[ProjectDetail], ...] = (
    Field("score", "算得的总分", "小数", "由各指标得分相加；没有指标的为空", of=lambda d: d.score.computed, unit="分",
          absent=True),
    Field("execution_rate", "预算执行率", "文字", "支出 ÷ 预算金额，没有的为 —",
          of=lambda d: d.computed.execution_rate),
    Field("grade", "等级", "文字", "总分在评级办法中的等级，没有的为 —", of=lambda d: d.computed.grade),
    list_of("indicators", "指标", "一级指标，各带下级", lambda d: d.score.levels, _NODE, "node"),
    object_of("receipt", "得分单", "网页上的得分单", lambda d: d.receipt, _RECEIPT),
)  # fmt: skip
DIGEST: Field[ProjectDetail] = Field(
    "digest", "记录校验值", "文字", "这个文件去掉 digest 一行后的 SHA-256", of=lambda _: "",
)  # fmt: skip
ONLY_WHOLE: tuple[Field[ProjectDetail], ...] = (
    Field("declared", "填报的内容", "对象", "数据文件所填的，键是信息表的用词", of=lambda d: d.declared),
    object_of("computed", "算出的内容", "由程序算出的得分与计算过程", lambda d: d, COMPUTED),
)
RESULTS = tuple(field for field in COMPUTED if not field.inside)
# The full list of computed values replaces the short one.
WHOLE: tuple[Field[ProjectDetail], ...] = (DIGEST, *(field for field in RECORD if field.key != "computed"), *ONLY_WHOLE)
_ALL_COMPUTED: tuple[Field[Any], ...] = (*_NODE, *COMPUTED)
COMPUTED_TITLES = {field.key: field.title for field in _ALL_COMPUTED}


# ---- every kind of document ----


def _list(
    name: str, title: str, fields: Sequence[Field[Item]], of: Callable[[Thing_contra], Sequence[Item]]
) -> DocumentSpec[Thing_contra]:
    """Return a document with a count and a list of all objects of a kind."""
    count: Field[Thing_contra] = Field(
        "count", f"{title}数", "整数", "下面的列表有几项", of=lambda p: len(of(p)), unit="个"
    )
    listed: Field[Thing_contra] = list_of(name, title, f"全部{title}", of, fields, name.removesuffix("s"))
    return DocumentSpec(name, f"{API}/{name}.json", "项目列表" if name == "projects" else title, (count, listed))


def documents(portfolio: Portfolio) -> tuple[DocumentSpec[Any], ...]:
    """Return the kinds of documents of the site, besides the table of contents."""
    overviews = (OVERVIEWS,) if portfolio.book.overviews else ()
    corrections = (CORRECTIONS,) if portfolio.corrections else ()
    series = (SERIES_DOCUMENT,) if portfolio.series else ()
    lists = (spec.document for spec in lists_of(portfolio))
    return (*DOCUMENTS, *overviews, *corrections, *lists, *series)


_RESOURCE: tuple[Field[DocumentSpec[Any]], ...] = (
    Field("path", "地址", "文字", "从网站首页所在处算起；有 {} 的换成标识或年度", of=lambda d: d.path),
    Field("title", "内容", "文字", "那里有什么", of=lambda d: d.title),
    Field("schema", "格式说明", "文字", "JSON Schema 的地址，从网站首页所在处算起", of=lambda d: d.schema),
)
_TEXT: tuple[Field[Text], ...] = (
    Field("title", "标题", "文字", "网页的标题", of=lambda text: text.title),
    Field("url", "网页", "文字", "网页地址，从网站首页所在处算起", of=lambda text: f"{text.slug}.html"),
    Field("digest", "内容的SHA-256", "文字", "所写内容（Markdown）的校验和，改过就不同",
          of=lambda text: sha256(text.markdown.encode()).hexdigest()),
)  # fmt: skip
_BASIS: tuple[Field[tuple[str, object]], ...] = (
    Field("title", "名称", "文字", "是什么", of=itemgetter(0)),
    Field("digest", "内容的SHA-256", "文字", "数据文件所写内容的校验和，改过就不同",
          of=lambda basis: sha256(json.dumps(declared(basis[1]), sort_keys=True).encode()).hexdigest()),
)  # fmt: skip


def _bases(portfolio: Portfolio) -> list[tuple[str, object]]:
    """Return site-wide content that no other document contains, with titles."""
    book = portfolio.book
    rules = ((f"结果应用办法.{slug}", rule) for slug, rule in book.result_rules.items())
    samples = ((f"抽样.{sample.slug}", sample) for sample in book.samples)
    lists = (("名词解释", book.terms), ("问题类别", book.categories))
    return [*rules, *samples, *(entry for entry in lists if entry[1])]


_SETTINGS = (
    ("summary", "简介", "汇集什么"), ("undertaker", "承办单位", "网站的承办单位"), ("contact", "联系方式", "怎样联系"),
    ("reports", "找错", "指出错误的地址"), ("coverage", "收录范围", "收了哪些项目"),
    ("frequency", "更新频率", "多久更新"), ("citation", "引用方式", "怎样引用"),
)  # fmt: skip


def _setting(name: str, title: str, meaning: str) -> Field[Portfolio]:
    """Return the field of a setting that pages show."""
    return Field(
        name, title, "文字", f"{meaning}；没有写明的为空", of=lambda c: getattr(c.book.site, name) or None, absent=True
    )


INDEX: tuple[Field[Portfolio], ...] = (
    Field("version", "接口版本", "文字", "地址或键有不相容的改动时才变", of=lambda _: "v1"),
    Field("site", "网站名称", "文字", "网站的名称", of=lambda c: c.book.site.name),
    Field("host", "主办单位", "文字", "网站的主办单位", of=lambda c: c.book.site.host),
    Field("licence", "数据许可", "文字", "可以怎样使用数据；没有写明的为空", of=lambda c: c.book.site.licence or None,
          absent=True),
    *(_setting(*words) for words in _SETTINGS),
    Field("updated", "数据截至", "文字", "最近一次收录或更新的日期", of=lambda c: c.updated or None,
          absent=True),
    Field("cutoff", "数据截止日", "文字", "逾期、账龄算到哪一天；没有写明的为空",
          of=lambda c: c.book.site.cutoff.iso if c.book.site.cutoff else None, absent=True),
    Field("projects", "项目数", "整数", "收录的项目数", of=lambda c: c.count, unit="个"),
    Field("years", "年度", "列表", "有项目的年度，新的在前", of=lambda c: list(c.years), item="整数"),
    list_of("texts", "手写页", "本站说明一类的网页", lambda c: c.book.texts, _TEXT, "text"),
    list_of("bases", "依据", "结果应用办法、抽样记录、名词解释、问题类别", _bases, _BASIS, "basis"),
    list_of("resources", "文件", "有哪些文件", documents, _RESOURCE, "resource"),
)  # fmt: skip
_OF_YEAR: tuple[Field[Portfolio], ...] = (
    *YEAR,
    list_of("projects", "项目", "按分值从高到低", lambda y: y.summaries, LISTED, "project"),
)
CONTENTS: DocumentSpec[Portfolio] = DocumentSpec("index", f"{API}/index.json", "接口目录", INDEX)
PROJECTS: DocumentSpec[Sequence[Any]] = _list("projects", "项目", LISTED, lambda rows: rows)
UNITS: DocumentSpec[Portfolio] = _list("units", "单位", UNIT, lambda p: p.units)
SCHEMES: DocumentSpec[Portfolio] = _list("schemes", "评级办法", SCHEME, lambda p: list(p.book.schemes.values()))
PROJECT_DOCUMENT: DocumentSpec[ProjectDetail] = DocumentSpec(
    "project", f"{API}/projects/{{id}}.json", "一个项目的记录与指标得分", DETAIL
)
YEAR_DOCUMENT: DocumentSpec[Portfolio] = DocumentSpec(
    "year", f"{API}/years/{{year}}.json", "一个年度的合计与项目", _OF_YEAR
)
ALL_RECORDS: DocumentSpec[ProjectSummary] = DocumentSpec(
    "records", "data/projects.json", "全部项目的记录", RECORD, listed=True, api=False
)
YEAR_RECORDS: DocumentSpec[ProjectSummary] = DocumentSpec(
    "records", "data/{year}.json", "一个年度的记录", RECORD, listed=True, api=False
)
OVERVIEWS: DocumentSpec[OverviewDetail] = DocumentSpec(
    "overviews", "data/overviews.json", "一览：名单、通报里的项目数", OVERVIEW, listed=True, api=False
)
CORRECTIONS: DocumentSpec[CorrectionLine] = DocumentSpec(
    "corrections", "data/corrections.json", "更正公告", CORRECTION, listed=True, api=False
)
SERIES_DOCUMENT: DocumentSpec[Series] = DocumentSpec(
    "series", "data/series/{series}.json", "一个项目历年的预算、得分、指标和问题", SERIES, api=False
)
WHOLE_DOCUMENT: DocumentSpec[ProjectDetail] = DocumentSpec(
    "whole", "data/{id}.json", "一个项目的全部数据与计算过程", WHOLE, api=False
)
DOCUMENTS: tuple[DocumentSpec[Any], ...] = (
    PROJECTS, PROJECT_DOCUMENT, YEAR_DOCUMENT, UNITS, SCHEMES, ALL_RECORDS, YEAR_RECORDS, WHOLE_DOCUMENT,
)  # fmt: skip


def state(detail: ProjectDetail) -> dict[str, Any]:
    """Return the content that distinguishes published versions: declared values and overall results."""
    return {"declared": detail.declared, "computed": row(RESULTS, detail)}


def content(document: DocumentSpec[Thing_contra], path: str, thing: Thing_contra) -> dict[str, Any]:
    """Return the object at an address of the API; it starts with the relative address of its schema.

    The rows of a list are generated lazily, to save memory.
    """
    up = "../" * (path.count("/") - API.count("/") - 1)
    values = {field.key: _value(field, document.fields, thing) for field in document.fields}
    return {"$schema": f"{up}schema/{document.name}.schema.json", **values}


def _value(field: Field[Thing_contra], among: Sequence[Field[Thing_contra]], thing: Thing_contra) -> object:
    value: Any = field.of(thing)
    if field.kind == "列表" and field.inside and value is not None:
        return (row(field.inside, item) for item in value)
    return to_json(field, among, value)
