"""单位的标识和项目的系列要用作网页地址，只能用小写字母、数字和连字符；网站的基础路径、网址、标识码和备案号要写完整，索引号格式要能分清每个项目；“找错”要写邮箱或网址。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.core.web import ADDRESS
from generator.model.book import Book, Site
from generator.model.project import Project

NAME = "标识写法"
SEVERITY: Severity = "错误"
WAIVABLE = False
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BASE = re.compile(r"/([\w.~-]+/)*")
URL = re.compile(r"https?://[\w.:-]+/([\w.~-]+/)*", re.ASCII)
IDENTIFICATION = re.compile(r"[0-9]{10}|[0-9]{12}|bm[0-9]{8}")
ICP = re.compile(r"[\u4e00-\u9fff]ICP[备证][0-9]{6,}号(-[0-9]+)?")
POLICE = re.compile(r"[\u4e00-\u9fff]公网安备 ?[0-9]{14}号?")
MARK = re.compile(r"[0-9A-Fa-f]{32}")
MAILBOX = re.compile(r"[\w.%+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
BLANKS = re.compile(r"\{[^}]*\}?|\}")


def check_site(book: Book) -> Iterator[Violation]:
    """Match the patterns of the site and the units."""
    yield from _site(book.site)
    for unit in book.units:
        if not SLUG.fullmatch(unit.slug):
            yield unit, "slug", f"标识“{unit.slug}”请改用小写字母、数字和连字符，如 hezuo-jiaoliu"


def check(project: Project) -> Iterator[Violation]:
    """Match the pattern of a series."""
    if project.series and not SLUG.fullmatch(project.series):
        yield project, "series", f"系列“{project.series}”请改用小写字母、数字和连字符，如 shipin-huiyi"


def _site(site: Site) -> Iterator[Violation]:
    if not BASE.fullmatch(site.base):
        yield site, "base", f"基础路径“{site.base}”请写成以“/”开头和结尾的路径，如 /jixiao/"
    if site.url and not URL.fullmatch(site.url):
        yield site, "url", f"网址“{site.url}”请写成以 http:// 或 https:// 开头、以“/”结尾的地址"
    if site.reports and not (MAILBOX.fullmatch(site.reports) or ADDRESS.fullmatch(site.reports)):
        yield site, "reports", f"找错“{site.reports}”请写成邮箱，或以 http:// 或 https:// 开头的网址"
    numbers = (
        ("identification", "网站标识码", IDENTIFICATION, "10 位数字，或 bm 加 8 位数字"),
        ("icp", "ICP备案号", ICP, "完整的备案号，如 津ICP备05010518号"),
        ("police", "公安备案号", POLICE, "完整的备案号，如 津公网安备 12010302000991号"),
        ("mark", "党政机关网站标识", MARK, "标识链接中 id= 后面的 32 位字母和数字"),
    )
    for field, key, form, wanted in numbers:
        value = getattr(site, field)
        if value and not form.fullmatch(value):
            yield site, field, f"{key}“{value}”请写成{wanted}"
    if site.index_form and set(BLANKS.findall(site.index_form)) != {"{年度}", "{标识}"}:
        remedy = "请写上 {年度} 和 {标识}，花括号里只能是这两个词，如 czj/{年度}-{标识}"
        yield site, "index_form", f"索引号格式“{site.index_form}”{remedy}"
