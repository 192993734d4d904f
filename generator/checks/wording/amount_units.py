"""同一个文件里，数字相同的两个金额不应一个以元、一个以万元计；以元计的金额至多写到分。"""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import Violation
from generator.checks._signs import IN_YUAN
from generator.checks._text_index import text_index
from generator.checks._texts import amounts
from generator.core.diagnostic import Severity
from generator.core.number import EXACT, IN_WAN, Amount, places_of, plain
from generator.core.record import FieldName, Record
from generator.model.project import Project

NAME = "金额单位"
SEVERITY: Severity = "警告"
IN_PROSE = re.compile(r"(?<![\d.,])(?P<number>\d{1,12}(?:\.\d{1,6})?)\s?(?P<unit>元|万元|亿元)(?![/／每])")
TEN_THOUSAND = Decimal(10000)
Known = tuple[Record, FieldName, Amount]  # an amount and where it stands
MESSAGE = "“{}”与“{}”数字相同，大小却差一万倍，请核对是元还是万元"


def check(project: Project) -> Iterator[Violation]:
    """Set every amount beside the first one of the same digits that is not 10,000 times as large."""
    known: dict[Decimal, Known] = {}
    for record, field, amount in _amounts(project):
        if amount.text.endswith("元") and amount.text[-2] not in "万亿" and _places(amount) > 2:
            yield record, field, f"“{amount.text}”以元计却有 {_places(amount)} 位小数，请核对单位是不是万元"
        elif other := _same_digits(amount.value, known):
            yield record, field, MESSAGE.format(amount.text, other[2].text), (other[:2],)
        known.setdefault(amount.value.normalize(), (record, field, amount))
    for record, field, text, is_remark in text_index(project).matching(IN_YUAN):
        if not is_remark:
            yield from ((record, field, message, (other[:2],)) for message, other in _prose(text, known))


def _prose(text: str, budget: dict[Decimal, Known]) -> Iterator[tuple[str, Known]]:
    """Only amounts of three digits that count, or of six in all; 20元 a meal beside a budget of 20万元 is nothing."""
    for found in IN_PROSE.finditer(text):
        value = EXACT.multiply(Decimal(found["number"]), IN_WAN[found["unit"]])
        specific = _digits(value) > 2 or len(found["number"].partition(".")[0]) > 5
        if specific and (other := _same_digits(value, budget)):
            yield MESSAGE.format(found[0], other[2].text), other
            return


def _same_digits(value: Decimal, known: dict[Decimal, Known]) -> Known | None:
    if not value or value.normalize() in known:
        return None
    larger, smaller = EXACT.multiply(value, TEN_THOUSAND), EXACT.multiply(value, IN_WAN["元"])
    return known.get(larger.normalize()) or known.get(smaller.normalize())


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def _places(amount: Amount) -> int:
    return places_of(plain(amount.text.removesuffix("元")))


def _amounts(project: Project) -> Iterator[Known]:
    """The budget's own first, then those of every other record in the file's order."""
    found = amounts(project)
    yield from (one for one in found if one[0] is project.budget)
    yield from (one for one in found if one[0] is not project.budget)
