"""Numbers: the only module that parses numbers from text and that rounds them.

Scores and amounts are decimals, quotients are exact fractions; no float touches either.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Literal, NewType, Self

ABSENT = "—"  # printed for a figure that the paper does not give
RoundingMode = Literal["四舍五入", "截尾", "四舍六入五成双"]

Count = NewType("Count", int)  # a whole number of times or papers, never below 0
IN_WAN = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000)}
UNITS = {"万": "万元", "亿": "亿元"}
MAX_RATIO = 2  # larger numbers are percentages
HUNDRED = Decimal(100)
EXACT = Context(prec=60, traps=[Inexact])

PLAIN = re.compile(r"(?!-0(\.0*)?$)-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?")
GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
COMMAS = re.compile(r"-?[0-9][0-9.]*,[0-9.,]*|,[0-9][0-9.,]*")
SIGN = re.compile(r"(?P<sign>[^\d.+\-_,\s]+)\s*(?P<rest>\S.*)")
UNIT = re.compile(r"(?P<number>(?:.*\d)?)\s*(?P<unit>\D*)")
HALF_WIDTH = str.maketrans("０１２３４５６７８９．。，－％＋", "0123456789..,-%+")
LETTERS = str.maketrans("OoIlSZB〇", "00115280")  # typed for digits, or made of them by reading a scan
TYPED = re.compile(r"(?=.*[\dOoIl〇])(?P<number>-?[\d.,OoIlSZB〇]+)(?P<unit>[^\dA-Za-z]*)")
# An amount with words before or behind it; a range or a sum of several is none.
MONEY = re.compile(
    r"(?P<sign>[^\d.,+\-]*)(?P<number>[\d.,]*\d)\.?(?P<unit>亿元|万元|元|亿|万|)(?P<note>[（(【注含其].*|[^\d元]*)"
)
OTHER_FORMS = str.maketrans("圆圓萬億wW", "元元万亿万万")
PERCENT = re.compile(r"([\d.]+)\s*[%％﹪](.+)")
QUOTES = "“”‘’\"'＂＇"
DEBRIS = re.compile(r"-?\d+\.(?P<before>\d*?)(?P<run>0{5,}|9{5,})(?P<rest>\d{1,30})")
# Marks that papers print in blank cells
BLANK = frozenset(
    ("/", "／", "\\", "-", "--", "－", "－－", "–", "—", "——", "―", "无", "空", "空白", "未填", "未载明", "未公布",
     "不适用")
)  # fmt: skip

REQUIRED_HERE = "；这里不能空着，可以不写的一项请删去这一行"  # advice for a blank-cell mark where a number is required


class InvalidNumber(ValueError):
    """Text that is no plain number; the message says in Chinese what to write."""


def plain(text: str) -> Decimal:
    """Parse a plain number such as `12.50`. Raises `InvalidNumber` for anything ambiguous."""
    if PLAIN.fullmatch(text):
        return Decimal(text)
    raise InvalidNumber(f"“{text}”不是普通数字，{_advice(text)}")


def count(text: str) -> Count:
    """Parse a non-negative whole number such as `23`. Raises `InvalidNumber`."""
    value = plain(text)
    if value < 0:
        raise InvalidNumber(f"“{text}”小于 0，次数、份数、个数请写 0 或正整数")
    if value % 1:
        raise InvalidNumber(f"“{text}”不是整数，次数、份数、个数请写成如 23 的整数")
    return Count(int(value))


@dataclass(frozen=True)
class Amount:
    """Amount of money: text as declared, value in 万元."""

    text: str
    value: Decimal

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse `19.369万元`; the unit (元, 万元, 亿元) is required."""
        return cls.of(text, *parts_of(text))

    @classmethod
    def of(cls, text: str, number: str, unit: str) -> Self:
        """Build from number and unit; `text` is the amount as written in the file."""
        if (unit not in IN_WAN or not PLAIN.fullmatch(number)) and (advice := _advice_on_amount(text, number, unit)):
            raise InvalidNumber(f"“{text}”不是金额，{advice}")
        value = plain(number)
        if unit not in IN_WAN:
            if unit:
                raise InvalidNumber(f"“{text}”单位“{unit}”不能用，请换算成元、万元或亿元")
            raise InvalidNumber(f"“{text}”没有单位，请写明元、万元或亿元，如 {number}万元")
        if value < 0:
            raise InvalidNumber(f"“{text}”是负数，金额不能小于 0，请核对")
        return cls(text, EXACT.multiply(value, IN_WAN[unit]).normalize() if unit != "万元" else value)

    @property
    def number(self) -> str:
        """Value in 万元, with the printed digits if it was printed in 万元."""
        return f"{self.value:f}"


def parts_of(text: str) -> tuple[str, str]:
    """Split a text into number and unit, without the blanks between them."""
    match = UNIT.fullmatch(text)
    return (match["number"], match["unit"]) if match else (text, "")


@dataclass(frozen=True)
class Percent:
    """Printed percentage: text as declared, value as a ratio (98.09% is 0.9809)."""

    text: str
    value: Decimal

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse `98.09%`; the sign is required, to tell 0.98 from 98."""
        if text[-1:] == "%" and PLAIN.fullmatch(text[:-1]):
            return cls(text, EXACT.divide(Decimal(text[:-1]), HUNDRED))
        _refuse_percent(text)
        number = plain(text.removesuffix("%").strip())
        if not text.endswith("%"):
            raise InvalidNumber(f"“{text}”没有百分号，请写成如 98.09% 的百分数")
        return cls(text, EXACT.divide(number, HUNDRED))

    @property
    def places(self) -> int:
        """Number of printed digits after the point."""
        return places_of(Decimal(self.text.removesuffix("%").strip()))

    def shows(self, ratio: Fraction) -> bool:
        """True if a ratio, rounded to the printed digits, equals the percentage."""
        return Fraction(Rounding(places=self.places)(ratio * 100)) == Fraction(self.value) * 100


@dataclass(frozen=True)
class Rate:
    """Printed rate in any notation of papers: `97.75%`, `97.75`, `0.974`, `1`.

    Without a sign it may be a percentage (with % in the column header) or a ratio; both readings are possible.
    """

    text: str
    number: Decimal

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse a rate with or without the sign; thousands separators are ignored."""
        bare, sign = text.removesuffix("%").rstrip(), "%" * text.endswith("%")
        if not PLAIN.fullmatch(bare):
            _refuse_percent(text)
        number = plain(bare.replace(",", "") if GROUPED.fullmatch(bare) else bare)
        return cls(f"{number:f}{sign}", number)

    @property
    def places(self) -> int:
        """Number of printed digits after the point."""
        return places_of(self.number)

    @property
    def readings(self) -> tuple[Fraction, ...]:
        """Possible ratios, most likely first."""
        return tuple(dict.fromkeys(Fraction(self.number) / scale for scale in self._scales))

    @property
    def _scales(self) -> tuple[int, ...]:
        return (100,) if self.text.endswith("%") or self.number > MAX_RATIO else (1, 100)

    def _rounding(self, scale: int) -> "Rounding":
        """Return the rounding to the printed digits; a ratio without decimals gets two, or 0.5 would round to 1."""
        return Rounding(places=self.places or (2 if scale == 1 else 0))

    def shows(self, ratio: Fraction) -> bool:
        """True if a ratio, rounded to the printed digits, equals one of the readings."""
        exact = Fraction(self.number)
        return any(Fraction(self._rounding(scale)(ratio * scale)) == exact for scale in self._scales)

    def form(self, ratio: Fraction) -> str:
        """Format another ratio in the same notation."""
        scale = self._scales[0]
        return f"{self._rounding(scale)(ratio * scale):f}{'%' * self.text.endswith('%')}"


@dataclass(frozen=True)
class Measure:
    """Observed number or percentage; only measures of the same kind compare."""

    text: str
    value: Decimal
    is_percent: bool

    @classmethod
    def read(cls, text: str) -> Self:
        """Parse `12` or `95%`."""
        if not re.search(r"\d", text):
            raise InvalidNumber(
                f"“{text}”不是数字，请填数字，如 12 或 95%；只有定性结果的，评分方法改用“定性”“是否”或“评定”"
            )
        if "%" in text:
            return cls(text, Percent.read(text).value, True)
        return cls(text, plain(text), False)


@dataclass(frozen=True)
class Rounding:
    """Rounding of points: mode and number of decimal places."""

    mode: RoundingMode = "四舍五入"
    places: int = 2

    def __call__(self, value: Fraction | Decimal) -> Decimal:
        """Round an exact value once; the result carries exactly `places` digits after the point."""
        return self.quotient(*value.as_integer_ratio(), self.places)

    def quotient(self, above: int, below: int, places: int) -> Decimal:
        """Round the quotient `above / below` to `places` decimals; `below` is positive."""
        whole, rest = divmod(abs(above) * 10**places, below)
        if self.mode == "四舍五入":
            whole += 2 * rest >= below
        elif self.mode == "四舍六入五成双":
            whole += 2 * rest > below or (2 * rest == below and whole % 2 == 1)
        return Decimal(-whole if above < 0 else whole).scaleb(-places)


HALF_UP = Rounding()


def places_of(value: Decimal) -> int:
    """Return the number of digits after the point."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def total(values: Iterable[Decimal]) -> Decimal:
    """Add printed values exactly."""
    return reduce(EXACT.add, values, Decimal(0))


@lru_cache(2000)
def fraction_of(value: Decimal) -> Fraction:
    """Return a decimal as an exact fraction (cached)."""
    return Fraction(value)


def share(part: Decimal | int, whole: Decimal | int) -> Fraction | None:
    """Return the exact quotient, or None if the divisor is 0."""
    (above, below), (more, less) = part.as_integer_ratio(), whole.as_integer_ratio()
    # A single Fraction: dividing two takes three times as long.
    return Fraction(above * less, below * more) if more else None


def figure(value: Decimal | None) -> str:
    """Format a decimal with all its digits; None as a dash."""
    return ABSENT if value is None else f"{value:f}"


def percent(ratio: Fraction | Decimal | None, places: int = 2) -> str:
    """Format a ratio as a percentage, `98.09%`; None as a dash."""
    if ratio is None:
        return ABSENT
    above, below = ratio.as_integer_ratio()
    return f"{HALF_UP.quotient(above * 100, below, places):f}%"


def approx(value: Fraction, digits: int = 4) -> str:
    """Format a value for a calculation: `= 2.94` if exact, `≈ 2.9428` if rounded."""
    short = HALF_UP.quotient(*value.as_integer_ratio(), digits)
    return f"≈ {short}" if 10**digits % value.denominator else f"= {short.normalize():f}"


USUAL = "请写成如 12.50 的半角数字，不加单位和符号"


def _advice(text: str) -> str:
    """Return advice on how to write a number; printed text is never changed."""
    if not text or text in BLANK:
        return f"请写成如 12.50 的数字{REQUIRED_HERE if text else ''}"
    narrow = text.translate(HALF_WIDTH)
    if typed := _typed(narrow):
        return typed[0]
    if PLAIN.fullmatch(bare := text.strip(QUOTES)):
        return f"请只写 {bare}，不加引号"
    if (commas := COMMAS.search(narrow)) and not GROUPED.fullmatch(commas[0]):
        return "逗号不在千分位上，是小数点时请把它改为“.”"
    comma, tidy = commas and "." not in commas[0], re.sub(r"[,_ ]|^\+", "", narrow)
    tidy = re.sub(r"^(-?)0*(?=[0-9])", r"\1", re.sub(r"^(-?)\.", r"\g<1>0.", tidy))
    if clean := tidied(tidy.removesuffix("%")):
        return f"像是表格软件带出的尾数，请写成 {clean}{'%' * tidy.endswith('%')}"
    if PLAIN.fullmatch(tidy):
        return f"逗号是千分位时请写成 {tidy}，是小数点时请把逗号改为“.”" if comma else f"请写成 {tidy}"
    if (match := SIGN.fullmatch(tidy)) and (rest := UNIT.fullmatch(match["rest"])) and PLAIN.fullmatch(rest["number"]):
        unit = rest["unit"].removeprefix("%")
        bare = rest["number"] + "%" * (unit != rest["unit"])
        return f"请只写 {bare}，不写“{match['sign']}”{unit and f'和“{unit}”'}{_direction(match['sign'])}"
    if PLAIN.fullmatch(tidy.removesuffix("%")):
        return "这里不用百分号，请写成如 12.50 的数字"
    if (match := UNIT.fullmatch(tidy)) and PLAIN.fullmatch(match["number"]):
        return f"请只写数字 {match['number']}，不写“{parts_of(text)[1]}”"
    return USUAL


def _typed(text: str) -> tuple[str, str] | None:
    """Return advice on a number in which letters stand for digits, without and with its unit; None for any other."""
    match = TYPED.fullmatch(text)
    digits = match["number"].translate(LETTERS) if match else ""
    if not match or digits == match["number"] or not (PLAIN.fullmatch(digits) or GROUPED.fullmatch(digits)):
        return None
    advice = f"里面有{'字母' if re.search('[A-Za-z]', text) else '“〇”'}，像是 {digits}"
    return f"{advice}，请照原件改正", f"{advice}{match['unit']}，请照原件改正"


def _advice_on_amount(text: str, number: str, unit: str) -> str:
    """Return advice on an amount; empty where its number or its unit alone is to blame."""
    bare = "".join(text.strip(QUOTES).split())
    narrow = bare.translate(HALF_WIDTH)
    if typed := _typed(narrow):
        return typed[1]
    sign, digits, kind, note = _money(narrow)
    if not kind:
        usual = f"请写成如 19.369万元 的金额{REQUIRED_HERE * (text in BLANK)}"
        # Without a number, or with brackets around it, there is nothing more to say.
        return usual if number[:1] in "(（" or _advice(number) == USUAL else ""
    if sign == kind:
        return f"单位写在数字后面，请写成 {digits}{kind}"
    if extra := "和".join(f"“{words}”" for words in (sign, bare[len(bare) - len(note) :]) if words):
        return f"请只写 {digits}{kind}，不写{extra}"
    return "" if unit in IN_WAN else f"请写成 {digits}{kind}"


def _money(text: str) -> tuple[str, str, str, str]:
    """Split an amount into words before it, number, unit and words behind it; all empty for any other text."""
    match = MONEY.fullmatch(text.translate(OTHER_FORMS))
    sign, digits, kind, note = match.groups() if match else ("", "", "", "")
    digits = digits.replace(",", "") if GROUPED.fullmatch(digits) else digits
    kind = UNITS.get(kind, kind) or (sign if sign in IN_WAN else "元" * (sign in ("¥", "￥")))
    return (sign, digits, kind, note) if PLAIN.fullmatch(digits) else ("", "", "", "")


def _refuse_percent(text: str) -> None:
    """Raise `InvalidNumber` for what is no percentage; where it returns, the number alone is to blame."""
    if text.endswith(("％", "﹪")):
        raise InvalidNumber(f"“{text}”的百分号是全角的，请改为半角 %")
    if not re.search(r"\d", text.translate(LETTERS)):
        raise InvalidNumber(f"“{text}”不是百分数，请写成如 98.09% 的百分数{REQUIRED_HERE if text in BLANK else ''}")
    if (match := PERCENT.fullmatch(text)) and PLAIN.fullmatch(match[1]):
        raise InvalidNumber(f"“{text}”不是百分数，请只写 {match[1]}%，不写“{match[2]}”")
    if SIGN.fullmatch(text) and not _typed(text):
        raise InvalidNumber(f"“{text}”不是百分数，{_advice(text)}")


def tidied(text: str) -> str | None:
    """Undo floating-point noise of a spreadsheet: 0.09 for 0.0900000762939453; None for any other text."""
    debris = DEBRIS.fullmatch(text)
    if not debris or not debris["rest"].strip("0") or len(debris["before"] + debris["run"] + debris["rest"]) < 8:
        return None
    enough = Context(prec=len(text), rounding=ROUND_HALF_UP)
    clean = Decimal(text).quantize(Decimal(1).scaleb(-len(debris["before"])), context=enough)
    return f"{clean:f}" if clean else None


def _direction(sign: str) -> str:
    """Return advice for a comparison sign; empty for any other sign."""
    compares = re.search("[≥≤≧≦<>=＜＞＝﹦═]|不[低少高多大小超]|至[少多]|大于|小于", sign)
    return "；大小的比较写在“方向”里，没有“方向”一项的不写" if compares else ""
