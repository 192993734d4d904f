"""文字里不写身份证号、护照号。十八位号码看地区、出生日期和校验码，十五位的老号码和护照号看前面的字样。"""

import datetime
import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._signs import LONG_NUMBER
from generator.checks.privacy._digits import MANY_DIGITS, before, digits, is_paper, masked, on_pages, plain, spaced
from generator.core.diagnostic import Severity
from generator.model.book import Book

NAME = "身份证号"
SEVERITY: Severity = "错误"
REVIEWED = True
SEP = r"[ \-]?"
NUMBER = re.compile(rf"(?<![0-9A-Za-z.]){spaced(*[1] * 15)}(?:{SEP}\d{SEP}\d{SEP}[\dXx])?(?![0-9A-Za-z]|\.\d)")
LABEL = re.compile(r"身份证|公民身份|身份号|证件号")
PASSPORT = re.compile(r"护照(?:号码?|证号)?[ 为是:]*((?:[EeGgDdSsPpHh][A-Za-z]?)\d{7,8})(?![0-9A-Za-z])")
PROVINCE = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"  # GB 11643: by the weighted sum modulo 11
TRIGGERS = (re.compile("护照"), LONG_NUMBER)


def check_site(book: Book) -> Iterator[Violation]:
    """Look at what is published beside the projects."""
    return on_pages(book, check_text)


def check_text(text: str) -> Iterator[str]:
    """Look for numbers of identity cards and passports."""
    if "护照" in text:
        for found in PASSPORT.finditer(plain(text)):
            yield _message("护照号", f"{found[1][:1]}{'*' * (len(found[1]) - 3)}{found[1][-2:]}")
    if not MANY_DIGITS.search(text):
        return
    text = plain(text)
    for found in NUMBER.finditer(text):
        number = digits(found[0]).upper()
        labelled = LABEL.search(before(text, found.start()))
        if is_paper(text, found.start()) and not labelled:
            continue
        old = len(number) == 15
        if (labelled and _is_old(number)) if old else _is_new(number, checked=not labelled):
            yield _message("身份证号", masked(number, 6, 4))


def _is_new(number: str, *, checked: bool) -> bool:
    """Whether 18 characters are such a number; a labelled one with a misprinted check digit still tells too much."""
    born = bool(PROVINCE.match(number)) and "1900" < number[6:10] < "2100" and _is_day(number[6:14])
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], WEIGHTS, strict=True))
    return born and (not checked or CHECK_DIGITS[total % 11] == number[17])


def _is_old(number: str) -> bool:
    return bool(PROVINCE.match(number)) and _is_day(f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return False
    return True


def _message(what: str, shown: str) -> str:
    return f"写有{what}“{shown}”，个人信息不能公开，请删去"
