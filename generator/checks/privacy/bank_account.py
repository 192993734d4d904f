"""文字里不写银行卡号、银行账号：卡号看开头几位和校验码，写明“账号”“卡号”的看前面的字样。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._signs import LONG_NUMBER
from generator.checks.privacy._digits import MANY_DIGITS, digits, is_paper, masked, on_pages, plain, spaced
from generator.core.diagnostic import Severity
from generator.model.book import Book

NAME = "银行账号"
SEVERITY: Severity = "错误"
REVIEWED = True
ALONE, ENDS = r"(?<![0-9A-Za-z.\-])", r"(?![0-9A-Za-z%]|[.\-]\d| ?[万亿元])"
# Cards of Chinese banks; of the others, which codes of projects and regions resemble, only those written in fours.
CARD = re.compile(
    rf"{ALONE}(?:(?=62[1-8]|9558){spaced(4, 4, 4, 4)}(?:[ \-]?\d{{1,3}})?"
    rf"|(?=4|5[1-5])\d{{4}}(?P<gap>[ \-])\d{{4}}(?P=gap)\d{{4}}(?P=gap)\d{{4}}){ENDS}"
)
LABELLED = re.compile(
    r"(?<![登录用户系统管理信众箱])(?:(?:账|帐)(?:户号?|号)|卡号|银行卡)(?:号码?)?[ :为是()]*"
    rf"(?P<number>\d(?:[ \-]?\d){{11,24}}){ENDS}"
)
TRIGGERS = (LONG_NUMBER,)


def check_site(book: Book) -> Iterator[Violation]:
    """Look at what is published beside the projects."""
    return on_pages(book, check_text)


def check_text(text: str) -> Iterator[str]:
    """Look for numbers of cards and accounts."""
    if not MANY_DIGITS.search(text):
        return
    text = plain(text)
    reported: set[int] = set()
    for found in LABELLED.finditer(text):
        reported.update(range(*found.span("number")))
        yield _message("银行账号", found["number"])
    for found in CARD.finditer(text):
        if found.start() not in reported and not is_paper(text, found.start()) and _adds_up(digits(found[0])):
            yield _message("银行卡号", found[0])


def _adds_up(number: str) -> bool:
    """The check digit of Luhn: every second digit from the right counts double."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in number[-1::-2])) % 10 == 0


def _message(what: str, number: str) -> str:
    return f"写有{what}“{masked(number, 4, 4)}”，不能公开，请删去"
