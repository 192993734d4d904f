"""写明数量和单价的（如“85人×400元”），乘得的数应与写明的金额相等；换一个单位（元、万元）就相等的会指出。"""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.checks import Violation
from generator.checks._text_index import text_index
from generator.checks._texts import every
from generator.checks.mapping._targets import quantity
from generator.checks.sums._money_in_prose import MONEY, NUMBER, MoneyInProse
from generator.core.diagnostic import Severity
from generator.core.number import EXACT, IN_WAN
from generator.core.record import FieldName
from generator.model.project import Indicator, Project
from generator.model.selfeval import PlainRow, SubRow

NAME = "单价不符"
SEVERITY: Severity = "警告"
SIGNS = "×✕╳*＊xX"
SIGN = re.compile(f"[{SIGNS}]")
TIMES = tuple(re.compile(rf"{re.escape(sign)}\s*\d") for sign in SIGNS)
EACH = re.compile("每[人户名位个场次套台件辆亩株份]")
PER = r"(?:[/／每][\u4e00-\u9fff]{1,3}){0,2}"
FACTOR = rf"{NUMBER}\s?(?:亿元|万元|元|[^\d\s\W共合总小计得为是折成]{{0,4}}){PER}"
FORMULA = re.compile(
    rf"(?<![\d.,×✕╳*＊xX+＋\-－−/÷])(?P<terms>{FACTOR}(?:\s*[×✕╳*＊xX]\s*{FACTOR}){{1,3}})(?![\d.%％‰])"
)
TERM = re.compile(rf"(?P<number>{NUMBER})\s?(?:(?P<unit>亿元|万元|元)|(?P<scale>[百千万亿]))?")
SCALES = {"百": 100, "千": 1000, "万": 10000, "亿": 100000000}
NO_COUNT = re.compile("折|成|分")
HEADS = "[人户名位个场次套台件辆亩株份]"
A_HEAD = rf"(?:补助|补贴|发放|标准|费用|单价)?[为按]?(?P<price>{NUMBER})\s?元"
PER_HEAD = (
    re.compile(rf"(?P<count>{NUMBER})\s?(?P<head>{HEADS})[^\d。；;]{{0,8}}每(?P=head){A_HEAD}(?P<end>)"),
    re.compile(rf"每(?P<head>{HEADS}){A_HEAD}[^\d。；;]{{0,10}}(?P<count>{NUMBER})\s?(?P=head)(?P<end>)"),
)
MORE_FACTORS = re.compile("每[年月天日季期次周]|[/／]|[×✕*＊]|个月")
STATED = re.compile(
    r"\s*[）)]?\s*(?:[=＝]|[，,]?\s*(?:共计|合计|总计|共|计|小计))(?:支出|金额|需|为|用|资金|经费|补助|发放)*\s*"
)
CONTINUES = re.compile(r"\s*[+＋\-－−/÷×✕╳*＊xX]")
SHIFTS = {unit: IN_WAN[unit] for unit in ("元", "万元", "亿元")}
TEN_THOUSAND = Decimal(10000)
PAIRS: tuple[tuple[FieldName, str], ...] = (("target", "目标值"), ("actual", "实际值"))


def check(project: Project) -> Iterator[Violation]:
    """Multiply every formula that has one price in it, and compare what it is said to come to."""
    for record, field, text, is_remark in text_index(project).matching(*TIMES, EACH):
        if is_remark:
            continue
        yield from ((record, field, message) for message in _per_head(text))
        for found in FORMULA.finditer(text):
            product = _product(found["terms"])
            link = STATED.match(text, found.end())
            stated = MONEY.match(text, link.end()) if link else None
            if product is None or not stated or CONTINUES.match(text, stated.end()):
                continue
            if wrong := _wrong(found["terms"], product, _money(stated)):
                yield record, field, wrong
    yield from _names(project)


def _per_head(text: str) -> Iterator[str]:
    """A count and a price for each, in words: told where another unit, or a slip of a tenth at most, is plain."""
    for pattern in PER_HEAD:
        for found in pattern.finditer(text):
            link = STATED.match(text, found.end())
            stated = MONEY.match(text, link.end()) if link else None
            if not stated or MORE_FACTORS.search(found[0][1:]) != MORE_FACTORS.search(found["head"]):
                continue
            count, price = (Fraction(Decimal(found[name].replace(",", ""))) for name in ("count", "price"))
            product, money = count * price * Fraction(IN_WAN["元"]), _money(stated)
            is_near = abs(product - Fraction(money.value)) * 10 <= product
            wrong = _wrong(found[0], product, money)
            if wrong and (is_near or _other_unit(Fraction(money.value), product, money.unit)):
                yield wrong


def _names(project: Project) -> Iterator[Violation]:
    """A formula in the name of a row, whose target or actual value is an amount of money: only other units are told."""
    rows: list[tuple[Indicator | SubRow | PlainRow, str]] = [
        *((row, row.name) for row in every(Indicator, project)),
        *((row, row.name) for row in every(SubRow, project)),
        *((row, row.levels[-1]) for row in every(PlainRow, project) if row.levels),
    ]
    for row, name in rows:
        found = FORMULA.search(name) if SIGN.search(name) else None
        product = _product(found["terms"]) if found else None
        if not found or product is None or CONTINUES.match(name, found.end()):
            continue
        for field, word in PAIRS:
            stated = quantity(str(getattr(row, str(field))), "", row.unit)
            if stated is None or stated.unit not in SHIFTS:
                continue
            value = stated.value * Fraction(SHIFTS[stated.unit])
            if value != product and _other_unit(value, product, stated.unit):
                printed = f"{word} {getattr(row, str(field))}"
                text = (
                    f"“{found['terms'].strip()}”是 {_shown(product)}，{printed} 却以{stated.unit}计，请对照原件核对单位"
                )
                yield row, field, text, ((row, "name"),) if not isinstance(row, PlainRow) else ((row, "levels"),)


def _product(terms: str) -> Fraction | None:
    """What a formula comes to in 万元; none where it has no price in it, or two."""
    factors = list(TERM.finditer(terms))
    prices = [factor for factor in factors if factor["unit"]]
    if len(prices) != 1 or NO_COUNT.search(terms):
        return None
    result = Fraction(IN_WAN[prices[0]["unit"]])
    for factor in factors:
        result *= Fraction(Decimal(factor["number"].replace(",", ""))) * SCALES.get(factor["scale"], 1)
    return result


def _money(found: re.Match[str]) -> MoneyInProse:
    value = EXACT.multiply(Decimal(found["number"].replace(",", "")), IN_WAN[found["unit"]])
    return MoneyInProse(found[0], found["unit"], value, *found.span())


def _wrong(terms: str, product: Fraction, stated: MoneyInProse) -> str:
    if stated.shows(product):
        return ""
    both = f"“{terms.strip()}”是 {_shown(product)}，写明的却是 {stated.text}"
    if _other_unit(Fraction(stated.value), product, stated.unit):
        return f"{both}，像是单位不对，请对照原件核对单位"
    return f"{both}，请对照原件核对"


def _other_unit(value: Fraction, product: Fraction, unit: str) -> bool:
    """Whether the figure would be right in another unit."""
    others = (SHIFTS[other] for other in SHIFTS if other != unit)
    return any(value / Fraction(SHIFTS[unit]) * Fraction(other) == product for other in others)


def _shown(value: Fraction) -> str:
    """An amount in 万元 from 10,000 元 on, else in 元."""
    in_yuan = value * Fraction(TEN_THOUSAND)
    number, unit = (value, "万元") if in_yuan >= TEN_THOUSAND else (in_yuan, "元")
    text = f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    return f"{text} {unit}" if unit == "元" else f"{text}万元"
