"""文字里不写个人电话：手机号一律不写；固定电话跟在“联系人”“负责人”等和姓名后面的也不写。单位公开的办公电话不在此列。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._signs import LONG_NUMBER
from generator.checks.privacy._digits import MANY_DIGITS, before, digits, is_paper, masked, on_pages, plain, spaced
from generator.checks.privacy._names import named
from generator.core.diagnostic import Severity
from generator.model.book import Book

NAME = "电话号码"
SEVERITY: Severity = "错误"
REVIEWED = True
DIGITS = re.compile(r"\d{4}[\s\-－—–]?\d{3}|\d(?:[\s\-－]\d){10}")  # a gate
PHONE = re.compile(r"手机|电话|联系方式|[Tt][Ee][Ll]|微信")
MOBILE = re.compile(
    rf"(?<![0-9A-Za-z.\-])(?:(?:\+|00)?86[ \-]?)?(?P<number>"
    rf"1[3-9]\d[ \-]?{spaced(4, 4)}|1[3-9]\d[ \-]?{spaced(3, 5)}|1[3-9]{spaced(2, 3, 4)}|"
    rf"1 [3-9](?: \d){{9}})(?![0-9A-Za-z%‰]|\.\d|-\d| ?(?:[万亿]|元|人次|[张条次份个件笔户台套]))"
)
YEARS = re.compile(r"\d{3}[ \-](?:19|20)\d\d[ \-](?:19|20)\d\d")  # a column of figures read as one line
LANDLINE = re.compile(
    r"(?P<owner>(?:电话|手机|联系方式|[Tt][Ee][Ll])?[ :()]*)(?<![0-9])"
    r"(?P<number>\(?0\d{2,3}\)?[ \-]?[2-8]\d{6,7}|(?<=[话机式LlEe:)( ])[2-8]\d{6,7})(?![0-9A-Za-z]|\.\d| ?[万亿元])"
)
TRIGGERS = (LONG_NUMBER,)


def check_site(book: Book) -> Iterator[Violation]:
    """Look at what is published beside the projects; how to reach the host is meant to be read."""
    return (violation for violation in on_pages(book, check_text) if violation[1] != "contact")


def check_text(text: str) -> Iterator[str]:
    """Look for mobile numbers, and for lines beside a person's name."""
    if not DIGITS.search(text):
        return
    plainly = plain(text)
    taken: set[int] = set()
    if MANY_DIGITS.search(text):
        for found in MOBILE.finditer(plainly):
            if _is_mobile(plainly, found):
                taken.update(range(*found.span("number")))
                yield f"写有手机号“{masked(found['number'], 3, 4)}”，个人信息不能公开，请删去"
    people = None
    for found in LANDLINE.finditer(plainly):
        if found.start("number") in taken or (found["number"][0] not in "(0" and not PHONE.search(found["owner"])):
            continue
        people = tuple(named(plainly)) if people is None else people
        if any(0 <= found.start() - person.end <= 12 for person in people):
            number = found["number"].replace("(", "").replace(")", "")
            yield f"姓名后面写有电话“{masked(number, 3, 2)}”，个人信息不能公开，请删去"


def _is_mobile(text: str, found: re.Match[str]) -> bool:
    if PHONE.search(before(text, found.start())):
        return True
    paper = is_paper(text, found.start()) or digits(found["number"]).endswith("00000")
    return not paper and not YEARS.fullmatch(found["number"])
