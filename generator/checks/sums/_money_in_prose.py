"""Amounts of money in running text: each with where it stands, and runs of them that a sentence lists side by side."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from generator.core.number import EXACT, IN_WAN, Rounding, places_of

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?"
MONEY = re.compile(rf"(?<![\d.,])(?P<number>{NUMBER})\s?(?P<unit>元|万元|亿元)(?![/／])")
SENTENCE = re.compile(r"[^。！？\n]+")
# Between two amounts that are listed side by side: a separator and the name of the next.
NEXT = re.compile(r"\s*[、，,；;和及与]\s*[^\d。，,；;、：:]{0,16}[为计是：:]?\s*")
# Words by which an amount is more, or something other, than one of the parts.
NO_PART = re.compile(
    "其中|比(?!赛|选)|较|增|减|超|节[约余省]|结[余转]|余[额款]|下降|每|均(?!衡)|单价|标准|预算|执行|完成|调整|到位|批复|批准|下达|计划|实际|尚"
    "|未(?!成年)|应(?!急|用|对)|累计|(?<!公)共(?!同|享|建)|合计|总[计额数]|包[括含]|约|近|上年|去年|年度|不足|以上|占|已|需|缺|剩|差额|扣|退"
)


class MoneyInProse(NamedTuple):
    """An amount as a text prints it, its value in 万元, and where it stands there."""

    text: str
    unit: str
    value: Decimal
    start: int
    end: int

    @property
    def places(self) -> int:
        """How many digits were printed after the point."""
        return places_of(Decimal(self.text.removesuffix(self.unit).strip().replace(",", "")))

    def shows(self, value: Fraction, parts: Sequence["MoneyInProse"] = ()) -> bool:
        """Whether it is a value in 万元; rounded where it is printed in a larger unit than all that went into it."""
        scale = Fraction(IN_WAN[self.unit])
        if any(IN_WAN[part.unit] >= IN_WAN[self.unit] for part in parts):
            return Fraction(self.value) == value
        return Fraction(Rounding(places=self.places)(value / scale)) * scale == Fraction(self.value)


def sentences(text: str) -> Iterator[str]:
    """The sentences that hold three amounts or more: two parts and what they come to."""
    if text.count("元") > 2:
        yield from (found[0] for found in SENTENCE.finditer(text) if found[0].count("元") > 2)


def amounts(sentence: str) -> list[MoneyInProse]:
    """The amounts of a sentence, in their order."""
    return [
        MoneyInProse(
            found[0],
            found["unit"],
            EXACT.multiply(Decimal(found["number"].replace(",", "")), IN_WAN[found["unit"]]),
            *found.span(),
        )
        for found in MONEY.finditer(sentence)
    ]


def side_by_side(sentence: str, one: MoneyInProse, other: MoneyInProse) -> bool:
    """Whether two amounts that follow each other are listed as parts of something."""
    between = sentence[one.end : other.start]
    return bool(NEXT.fullmatch(between)) and not NO_PART.search(between)


def added(parts: Sequence[MoneyInProse]) -> Decimal:
    """The sum in 万元."""
    result = Decimal(0)
    for part in parts:
        result = EXACT.add(result, part.value)
    return result
