"""单位的标识和项目的系列要用作网页地址，只能用小写字母、数字和连字符；网站的基础路径、网址要写完整。"""

import re
from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "标识写法"
SEVERITY: Severity = "错误"
WAIVABLE = False
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BASE = re.compile(r"/([\w.~-]+/)*")
URL = re.compile(r"https?://[\w.:-]+/([\w.~-]+/)*", re.ASCII)


def check(book: Book, _: ScoreBook) -> Iterator[Finding]:
    """Match the patterns."""
    if not BASE.fullmatch(book.site.base):
        yield book.site, "base", f"基础路径“{book.site.base}”请写成以“/”开头和结尾的路径，如 /jixiao/"
    if book.site.url and not URL.fullmatch(book.site.url):
        yield book.site, "url", f"网址“{book.site.url}”请写成以 http:// 或 https:// 开头、以“/”结尾的地址"
    for unit in book.units:
        if not SLUG.fullmatch(unit.slug):
            yield unit, "slug", f"标识“{unit.slug}”请改用小写字母、数字和连字符，如 hezuo-jiaoliu"
    for project in book.projects:
        if project.series and not SLUG.fullmatch(project.series):
            yield project, "series", f"系列“{project.series}”请改用小写字母、数字和连字符，如 shipin-huiyi"
