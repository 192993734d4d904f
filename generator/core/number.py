"""Numbers: the one place where text becomes a number, and the one where a number is rounded.

Scores and amounts are decimals, quotients are exact fractions; no float touches either.
"""

import re
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from typing import Literal, NewType, Self

ABSENT = "—"  # what stands in the place of a figure that the paper does not give
RoundingMode = Literal["四舍五入", "截尾", "四舍六入五成双"]

PLAIN = re.compile(r"(?!-0(\.0*)?$)-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?")
SIGN = re.compile(r"(?P<sign>[^\d.+\-_,\s]+)\s*(?P<rest>\S.*)")
UNIT = re.compile(r"(?P<number>(?:.*\d)?)\s*(?P<unit>\D*)")
HALF_WIDTH = str.maketrans("０１２３４５６７８９．。，－％＋", "0123456789..,-%+")
DEBRIS = re.compile(r"-?\d+\.(?P<before>\d*?)(?P<run>0{5,}|9{5,})(?P<rest>\d{1,30})")
Count = NewType("Count", int)  # a whole number of times or papers, never below 0
IN_WAN = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}
EXACT = Context(prec=60, traps=[Inexact])


class InvalidNumber(ValueError):
    """The text is no plain number; the message says so in Chinese and tells what to write."""


def plain(text: str) -> Decimal:
    """Read a plain number such as `12.50`; anything a program could read in two ways is refused."""
    if PLAIN.fullmatch(text):
        return Decimal(text)
    raise InvalidNumber(f"“{text}”不是普通数字，{_advice(text)}")


def _advice(text: str) -> str:
    """What to write instead."""
    if not text:
        return "请写成如 12.50 的数字"
    narrow = text.translate(HALF_WIDTH)
    comma, tidy = "," in narrow, re.sub(r"[,_ ]|^\+", "", narrow)
    tidy = re.sub(r"^(-?)0*(?=[0-9])", r"\1", re.sub(r"^(-?)\.", r"\g<1>0.", tidy))
    if clean := tidied(tidy.removesuffix("%")):
        return f"像是表格软件带出的尾数，请写成 {clean}{'%' * tidy.endswith('%')}"
    if PLAIN.fullmatch(tidy):
        return f"逗号是千分位时请写成 {tidy}，是小数点时请把逗号改为“.”" if comma else f"请写成 {tidy}"
    if (found := SIGN.fullmatch(tidy)) and (rest := UNIT.fullmatch(found["rest"])) and PLAIN.fullmatch(rest["number"]):
        bare, unit = (rest["number"], rest["unit"]) if rest["unit"] != "%" else (found["rest"], "")
        return f"请只写 {bare}，不写“{found['sign']}”{unit and f'和“{unit}”'}{_direction(found['sign'])}"
    if PLAIN.fullmatch(tidy.removesuffix("%")):
        return "这里不用百分号，请写成如 12.50 的数字"
    if (found := UNIT.fullmatch(tidy)) and PLAIN.fullmatch(found["number"]):
        return f"请只写数字 {found['number']}，不写“{found['unit']}”"
    return "请写成如 12.50 的半角数字，不加单位和符号"


def tidied(text: str) -> str | None:
    """The number that a spreadsheet spoilt: 0.09 for 0.0900000762939453; None where the text is no such thing."""
    found = DEBRIS.fullmatch(text)
    if not found or not found["rest"].strip("0") or len(found["before"] + found["run"] + found["rest"]) < 8:
        return None
    clean = Rounding(places=len(found["before"]))(Fraction(text))
    return f"{clean:f}" if clean else None


def _direction(sign: str) -> str:
    """Where a sign of comparison belongs."""
    compares = re.search("[≥≤≧≦<>=＜＞＝﹦═]|不[低少高多大小超]|至[少多]|大于|小于", sign)
    return "；大小的比较写在“方向”里，没有“方向”一项的不写" if compares else ""


def count(text: str) -> Count:
    """Read a whole number such as `23`."""
    value = plain(text)
    if value < 0:
        raise InvalidNumber(f"“{text}”小于 0，次数、份数请写 0 或正整数")
    if value % 1:
        raise InvalidNumber(f"“{text}”不是整数，次数、份数请写成如 23 的整数")
    return Count(int(value))


@dataclass(frozen=True)
class Amount:
    """An amount of money: the text as declared, the value in 万元."""

    text: str
    value: Decimal

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `19.369万元`; the unit (元, 万元, 亿元) must be there."""
        found = UNIT.fullmatch(text)
        number, unit = (found["number"], found["unit"]) if found else (text, "")
        value = plain(number)
        if unit not in IN_WAN:
            wrong = f"单位“{unit}”不能用" if unit else "没有单位"
            raise InvalidNumber(f"“{text}”{wrong}，请写明元、万元或亿元，如 {number}万元")
        if value < 0:
            raise InvalidNumber(f"“{text}”是负数，金额不能小于 0，请核对")
        return cls(f"{number}{unit}", EXACT.multiply(value, IN_WAN[unit]).normalize() if unit != "万元" else value)

    @property
    def number(self) -> str:
        """The figure in 万元, with the digits the paper printed where it was printed in 万元."""
        return f"{self.value:f}"


@dataclass(frozen=True)
class Percent:
    """A printed percentage: the text as declared, the value as a ratio (98.09% is 0.9809)."""

    text: str
    value: Decimal

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `98.09%`; the sign must be there, so that 0.98 and 98 cannot be taken for each other."""
        if text.endswith("％"):
            raise InvalidNumber(f"“{text}”的百分号是全角的，请改为半角 %")
        if SIGN.fullmatch(text):
            raise InvalidNumber(f"“{text}”不是百分数，{_advice(text)}")
        number = plain(text.removesuffix("%").strip())
        if not text.endswith("%"):
            raise InvalidNumber(f"“{text}”没有百分号，请写成如 98.09% 的百分数")
        return cls(text, EXACT.divide(number, Decimal(100)))

    @property
    def places(self) -> int:
        """How many digits were printed after the point."""
        return places_of(Decimal(self.text.removesuffix("%").strip()))

    def shows(self, ratio: Fraction) -> bool:
        """Whether it is what a ratio gives, rounded to the digits that were printed."""
        return Fraction(Rounding(places=self.places)(ratio * 100)) == Fraction(self.value) * 100


@dataclass(frozen=True)
class Measure:
    """A number or a percentage, whichever was observed; two measures compare only when both are of one kind."""

    text: str
    value: Decimal
    is_percent: bool

    @classmethod
    def read(cls, text: str) -> Self:
        """Read `12` or `95%`."""
        if not re.search(r"\d", text):
            raise InvalidNumber(
                f"“{text}”不是数字，请填数字，如 12 或 95%；只有定性结果的，评分方法改用“定性”“是否”或“评定”"
            )
        if text.endswith("%"):
            return cls(text, Percent.read(text).value, True)
        return cls(text, plain(text), False)


@dataclass(frozen=True)
class Rounding:
    """How a leaf's points are rounded: the mode and the number of places a scheme declares."""

    mode: RoundingMode = "四舍五入"
    places: int = 2

    def __call__(self, value: Fraction | Decimal) -> Decimal:
        """Round an exact value once; the result carries exactly `places` digits after the point."""
        return self.quotient(*value.as_integer_ratio(), self.places)

    def quotient(self, above: int, below: int, places: int) -> Decimal:
        """The same of a quotient of whole numbers, `below` being more than 0, to so many places."""
        whole, rest = divmod(abs(above) * 10**places, below)
        if self.mode == "四舍五入":
            whole += 2 * rest >= below
        elif self.mode == "四舍六入五成双":
            whole += 2 * rest > below or (2 * rest == below and whole % 2 == 1)
        return Decimal(-whole if above < 0 else whole).scaleb(-places)


HALF_UP = Rounding()


def places_of(value: Decimal) -> int:
    """How many digits stand after the point."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def total(values: "list[Decimal] | tuple[Decimal, ...]") -> Decimal:
    """Add printed values exactly."""
    result = Decimal(0)
    for value in values:
        result = EXACT.add(result, value)
    return result


def share(part: Decimal, whole: Decimal) -> Fraction | None:
    """The exact quotient, None where there is nothing to divide by."""
    if not whole:
        return None
    (above, below), (more, less) = part.as_integer_ratio(), whole.as_integer_ratio()
    return Fraction(above * less, below * more)  # made once: a division of two takes three times as long


def figure(value: Decimal | None) -> str:
    """Print a decimal with the digits it has; an absent one as a dash."""
    return ABSENT if value is None else f"{value:f}"


def percent(ratio: Fraction | Decimal | None, places: int = 2) -> str:
    """Print a ratio as a percentage, `98.09%`; an absent one as a dash."""
    if ratio is None:
        return ABSENT
    above, below = ratio.as_integer_ratio()
    return f"{HALF_UP.quotient(above * 100, below, places):f}%"


def approx(value: Fraction, digits: int = 4) -> str:
    """Print a value for a working: `= 2.94` where that is all of it, `≈ 2.9428` where it is not."""
    short = Rounding(places=digits)(value)
    return f"≈ {short}" if 10**digits % value.denominator else f"= {short.normalize():f}"
