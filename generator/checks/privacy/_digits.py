"""Numbers of persons inside running text: written full-width, in groups or digit by digit, and shown only masked."""

import re
from collections.abc import Callable, Iterator

from generator.checks import Violation
from generator.checks.privacy._public import public
from generator.model.book import Book

WIDE = str.maketrans("０１２３４５６７８９Ｘｘ＋－—–―‐‑　\u00a0（）＠．：", "0123456789Xx+------  ()@.:")
SEP = r"[ \-]?"
MANY_DIGITS = re.compile(r"\d(?:[\s\-－—–　]?\d){9}")  # a gate: most texts hold no long number at all
PAPER = re.compile(
    r"(?:信用|组织机构|项目|预算|单位|机构|资产|统一)代码|编[号码]|文号|索引号|合同号|发票|流水号|序列号|订单号|备案号|许可证?号"
)
LABEL_CHARS = 12  # characters in which a word before a number still says what the number is


def plain(text: str) -> str:
    """The same text with ordinary digits and signs, character for character."""
    return text.translate(WIDE)


def spaced(*groups: int) -> str:
    """A pattern of so many digits in groups that a space or a dash may part."""
    return SEP.join(rf"\d{{{size}}}" for size in groups)


def digits(text: str) -> str:
    """A number without what parts its groups."""
    return text.replace(" ", "").replace("-", "")


def masked(number: str, head: int, tail: int) -> str:
    """A number with its middle covered."""
    number = digits(number)
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]


def before(text: str, start: int) -> str:
    """The words just before a place, which say what a number there is."""
    return text[max(0, start - LABEL_CHARS) : start]


def is_paper(text: str, start: int) -> bool:
    """Whether the words before a number make it the number of a paper or of a body."""
    return bool(PAPER.search(before(text, start)))


def on_pages(book: Book, check_text: Callable[[str], Iterator[str]]) -> Iterator[Violation]:
    """What a check says of the texts beside the projects, where nothing can be waived."""
    for record, field, text in public(book):
        yield from ((record, field, message) for message in check_text(text))
