"""Numbers and their units: 元 or 万元, doubled units, debris of spreadsheets."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation, check, text_check
from generator.checks.records import amounts, every
from generator.checks.signs import CHARACTER_TWICE, IN_YUAN, LONG_NUMBER, WORD_TWICE
from generator.checks.text_index import source_texts
from generator.checks.wording._quote import HAN, hits
from generator.core.number import EXACT, HALF_UP, IN_WAN, Amount, parts_of, places_of, plain, tidied
from generator.core.record import FieldName, Record
from generator.model.project import Indicator, Project
from generator.model.selfeval import PlainRow, SubRow

AMOUNT_IN_PROSE = re.compile(r"(?<![\d.,])(?P<number>\d{1,12}(?:\.\d{1,6})?)\s?(?P<unit>元|万元|亿元)(?![/／每])")
TEN_THOUSAND = Decimal(10000)
PlacedAmount = tuple[Record, FieldName, Amount]  # an amount and where it stands
SAME_DIGITS_TEXT = "“{}”与“{}”数字相同，大小却差一万倍，请核对是元还是万元"


@check("金额单位", "警告")
def amount_units(project: Project) -> Iterator[Violation]:
    """同一个文件里，数字相同的两个金额不应一个以元、一个以万元计；以元计的金额至多写到分。"""
    seen: dict[Decimal, PlacedAmount] = {}
    for record, field, amount in _project_amounts(project):
        if amount.text.endswith("元") and amount.text[-2] not in "万亿" and _decimal_places(amount) > 2:
            yield record, field, f"“{amount.text}”以元计却有 {_decimal_places(amount)} 位小数，请核对单位是不是万元"
        elif other := _same_digits(amount.value, seen):
            yield record, field, SAME_DIGITS_TEXT.format(amount.text, other[2].text), (other[:2],)
        seen.setdefault(amount.value.normalize(), (record, field, amount))
    for record, field, text in source_texts(project, IN_YUAN):
        yield from ((record, field, message, (twin[:2],)) for message, twin in _amounts_in_prose(text, seen))


def _amounts_in_prose(text: str, budget: dict[Decimal, PlacedAmount]) -> Iterator[tuple[str, PlacedAmount]]:
    """Compare amounts of three significant digits, or six in all: 20元 a meal beside 20万元 is no fault."""
    for match in AMOUNT_IN_PROSE.finditer(text):
        value = EXACT.multiply(Decimal(match["number"]), IN_WAN[match["unit"]])
        specific = len(value.normalize().as_tuple().digits) > 2 or len(match["number"].partition(".")[0]) > 5
        if specific and (other := _same_digits(value, budget)):
            yield SAME_DIGITS_TEXT.format(match[0], other[2].text), other
            return


def _same_digits(value: Decimal, seen: dict[Decimal, PlacedAmount]) -> PlacedAmount | None:
    if not value or value.normalize() in seen:
        return None
    larger, smaller = EXACT.multiply(value, TEN_THOUSAND), EXACT.multiply(value, IN_WAN["元"])
    return seen.get(larger.normalize()) or seen.get(smaller.normalize())


def _decimal_places(amount: Amount) -> int:
    return places_of(plain(parts_of(amount.text)[0].replace(",", "")))


def _project_amounts(project: Project) -> Iterator[PlacedAmount]:
    """Yield the amounts of the budget, then those of every other record in the file's order."""
    placed = amounts(project)
    yield from (entry for entry in placed if entry[0] is project.budget)
    yield from (entry for entry in placed if entry[0] is not project.budget)


MAX_BUDGET = Decimal(1000000)  # 万元


@check("金额过大", "提示")
def huge_budget(project: Project) -> Iterator[Violation]:
    """一个项目的预算超过 100 亿元的，核对是不是把“元”写成了“万元”。"""
    # Amounts below the budget are compared with it elsewhere.
    amount = project.budget.amount
    if project.subject in ("项目", "专项资金") and amount and amount.value > MAX_BUDGET:
        yield project.budget, "amount", f"预算金额 {amount.text} 超过 100 亿元，请核对是不是把“元”写成了“万元”"


PASTED_UNIT = re.compile(
    r"\d\s*(?:百分比|[%％]\s*[%％]+|[%％]\s*百分[比点之]|(?:元万元|万元元|亿元元|万万元|亿万元)"
    rf"|(万元|亿元|个百分点|公里|小时|分钟|[元万个次户家人份台套件期场篇册本条项处座辆米吨])\1(?![{HAN}])"
    rf"|(?:个|次|户|家|份|台|套|件|万元|元)[%％](?![{HAN}]))"
)
# Pieces of which every such unit has one: two equal characters or words side by side, a percent sign behind a measure.
PASTED_UNITS_TRIGGERS = (
    CHARACTER_TWICE,
    WORD_TWICE,
    *map(re.compile, ("百分比", "元万元", "亿万元", r"%\s*[%％百]", r"％\s*[%％百]")),
    *(re.compile(f"{sign}(?<=[个次户家份台套件元].)") for sign in "%％"),
)
VALUE_WITH_UNIT = re.compile(r"\s*[^\d\s.,-]{0,3}\s*[\d.,]{1,30}\s*(?P<unit>[^\d\s.,。，；、（）()/]{1,6})\s*")
VALUE_ROWS: tuple[type[Indicator | SubRow | PlainRow], ...] = (Indicator, SubRow, PlainRow)
HALF_PERCENT = str.maketrans({"％": "%"})
PERCENT_WORDS = ("%", "百分比", "百分数", "百分点", "个百分点")
ROUGH_WORDS = ("以上", "以下", "以内", "左右", "及以上", "及以下", "多", "余")


@text_check("单位重复", "警告", triggers=PASTED_UNITS_TRIGGERS)
def pasted_units(text: str) -> Iterator[str]:
    """数值后面的单位只写一个：不写“95%%”“100百分比”“30万元万元”，也不在目标值、实际值里写与度量单位不同的单位。"""
    for _, quoted in hits(PASTED_UNIT, text):
        yield f"“{quoted}”的单位写重了，请只留一个"


@check.part_of(pasted_units)
def units_beside_values(project: Project) -> Iterator[Violation]:
    for record in (record for noun in VALUE_ROWS for record in every(noun, project)):
        if record.unit:
            for field, text in (("target", record.target), ("actual", record.actual)):
                unit = _written_unit(text)
                if unit and not _units_agree(unit, record.unit.translate(HALF_PERCENT).strip()):
                    message = f"“{text}”带单位“{unit}”，度量单位却是“{record.unit}”，请核对，只留一个单位"
                    yield record, field, message, ((record, "unit"),)


def _written_unit(text: str) -> str:
    """Return the unit of a bare value; empty for a sentence."""
    match = VALUE_WITH_UNIT.fullmatch(text)
    unit = match["unit"].translate(HALF_PERCENT) if match else ""
    for word in ROUGH_WORDS:
        unit = unit.removesuffix(word)
    return unit


def _units_agree(unit: str, other: str) -> bool:
    """Return whether two units may mean one thing: 人次 and 人, 次 and 次/年, any in Latin letters."""
    if unit in PERCENT_WORDS and other in PERCENT_WORDS:
        return True
    return unit in other or other in unit or (unit.isascii() != other.isascii() and "%" not in unit + other)


MANY_DECIMALS = re.compile(r"(?<![\d.,])-?\d{1,15}\.\d{8,40}(?![\d.])")
QUOTIENT = re.compile(r"-?\d+\.\d{12,}")


@text_check("浮点尾数", "警告", triggers=(LONG_NUMBER,))
def float_debris(text: str) -> Iterator[str]:
    """小数应按规定的位数写，不应带着表格软件算出的尾数（如 0.0900000762939453）。"""
    for match, _ in hits(MANY_DECIMALS, text, lambda match: bool(tidied(match[0]) or QUOTIENT.fullmatch(match[0]))):
        if clean := tidied(match[0]):
            yield f"“{match[0]}”像是表格软件带出的尾数，请写成 {clean}"
        else:
            yield f"“{match[0]}”像是除出来没有取舍的数，请四舍五入，如 {HALF_UP(Fraction(match[0]))}"
