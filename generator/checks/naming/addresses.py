"""Addresses of pages, identifiers and index numbers."""

import re
from collections.abc import Iterator

from generator.checks import Discrepancy, Fact, Violation, check, comparison, site_check
from generator.checks.facts import Anchor, anchor
from generator.checks.records import repeated
from generator.core.web import ADDRESS
from generator.model.book import Book, Site
from generator.model.project import Project

TAKEN_ADDRESSES = ("index", "query", "methods", "glossary", "problems", "404")


@check("地址冲突", "错误", waivable=False)
def addresses(project: Project) -> Iterator[Violation]:
    """每个网页地址只能有一个来源：单位的标识不能重复，单位名称只能属于一个单位，同一年里一个系列只能有一个项目，手写页面不能占用程序生成的地址。"""
    if project.slug == "index":
        yield project, "", "“index”是年度页的地址，请改文件名"
    if project.series == "index":
        yield project, "series", "“index”是历年对照一览页的地址，请改系列"


@site_check.part_of(addresses)
def site_addresses(book: Book) -> Iterator[Violation]:
    for unit, first in repeated(book.units, lambda unit: unit.slug):
        yield unit, "slug", f"标识“{unit.slug}”与第 {first.at('slug').line} 行重复，请改为未用过的标识"
    names = [(name, unit) for unit in book.units for name in unit.names]
    for (name, unit), (_, first) in repeated(names, lambda named: named[0]):
        yield unit, "name", f"“{name}”与第 {first.at().line} 行的单位重名，请删去一个"
    for unit in book.units:
        if unit.slug == "index":
            yield unit, "slug", "“index”是单位一览页的地址，请改标识"
    for text in book.texts:
        if text.slug in TAKEN_ADDRESSES:
            yield text, "", f"“{text.slug}”是程序生成的网页的地址，请改文件名"


def _claimed_series(project: Project) -> Anchor | None:
    return anchor(project, project, "series") if project.series else None


@comparison.part_of(addresses, extract=_claimed_series)
def series_addresses(facts: list[Fact[Anchor]]) -> Iterator[Discrepancy]:
    for (project, where), (first, _) in repeated(facts, lambda fact: (fact[0].year, fact[0].series)):
        yield where, f"系列“{project.series}”在 {project.year} 年已有 {first.file}，请改正其中一个"


SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BASE_PATH = re.compile(r"/([\w.~-]+/)*")
URL = re.compile(r"https?://[\w.:-]+/([\w.~-]+/)*", re.ASCII)
IDENTIFICATION = re.compile(r"[0-9]{10}|[0-9]{12}|bm[0-9]{8}")
ICP = re.compile(r"[\u4e00-\u9fff]ICP[备证][0-9]{6,}号(-[0-9]+)?")
POLICE = re.compile(r"[\u4e00-\u9fff]公网安备 ?[0-9]{14}号?")
SITE_MARK = re.compile(r"[0-9A-Fa-f]{32}")
MAILBOX = re.compile(r"[\w.%+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
PLACEHOLDERS = re.compile(r"\{[^}]*\}?|\}")


@check("标识写法", "错误", waivable=False)
def slugs(project: Project) -> Iterator[Violation]:
    """单位的标识和项目的系列要用作网页地址，只能用小写字母、数字和连字符；网站的基础路径、网址、标识码和备案号要写完整，索引号格式要能分清每个项目；“找错”要写邮箱或网址。"""
    if project.series and not SLUG.fullmatch(project.series):
        yield project, "series", f"系列“{project.series}”请改用小写字母、数字和连字符，如 shipin-huiyi"


@site_check.part_of(slugs)
def site_slugs(book: Book) -> Iterator[Violation]:
    yield from _site_settings(book.site)
    for unit in book.units:
        if not SLUG.fullmatch(unit.slug):
            yield unit, "slug", f"标识“{unit.slug}”请改用小写字母、数字和连字符，如 hezuo-jiaoliu"


def _site_settings(site: Site) -> Iterator[Violation]:
    if not BASE_PATH.fullmatch(site.base):
        yield site, "base", f"基础路径“{site.base}”请写成以“/”开头和结尾的路径，如 /jixiao/"
    if site.reports and not (MAILBOX.fullmatch(site.reports) or ADDRESS.fullmatch(site.reports)):
        yield site, "reports", f"找错“{site.reports}”请写成邮箱，或以 http:// 或 https:// 开头的网址"
    forms = (
        ("url", "网址", URL, "以 http:// 或 https:// 开头、以“/”结尾的地址"),
        ("identification", "网站标识码", IDENTIFICATION, "10 位数字，或 bm 加 8 位数字"),
        ("icp", "ICP备案号", ICP, "完整的备案号，如 津ICP备05010518号"),
        ("police", "公安备案号", POLICE, "完整的备案号，如 津公网安备 12010302000991号"),
        ("mark", "党政机关网站标识", SITE_MARK, "标识链接中 id= 后面的 32 位字母和数字"),
    )
    for field, key, form, wanted in forms:
        value = getattr(site, field)
        if value and not form.fullmatch(value):
            yield site, field, f"{key}“{value}”请写成{wanted}"
    if site.index_form and set(PLACEHOLDERS.findall(site.index_form)) != {"{年度}", "{标识}"}:
        remedy = "请写上 {年度} 和 {标识}，花括号里只能是这两个词，如 czj/{年度}-{标识}"
        yield site, "index_form", f"索引号格式“{site.index_form}”{remedy}"


IndexNumber = tuple[str, Anchor]


def _index_number(project: Project) -> IndexNumber | None:
    """Return a declared number; those made by the pattern hold year and slug and cannot repeat."""
    return (project.index_number, anchor(project, project, "index_number")) if project.index_number else None


@comparison("索引号重复", "错误", waivable=False, extract=_index_number)
def index_numbers(facts: list[Fact[IndexNumber]]) -> Iterator[Discrepancy]:
    """索引号各不相同：两个项目不能用同一个索引号。"""
    for (_, (number, where)), (first, _) in repeated(facts, lambda fact: fact[1][0]):
        yield where, f"索引号“{number}”已用于 {first.file}，请改正其中一个"
