"""Amounts of money in running text: sums and products."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, Self

from generator.checks import Violation, check
from generator.checks.records import every
from generator.checks.signs import IN_YUAN
from generator.checks.targets import Quantity, quantity
from generator.checks.text_index import source_texts
from generator.core.number import EXACT, IN_WAN, Rounding, places_of, total
from generator.core.printed import amount_like
from generator.core.record import FieldName
from generator.model.project import Indicator, Project
from generator.model.selfeval import PlainRow, SubRow

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?"
MONEY = re.compile(rf"(?<![\d.,])(?P<number>{NUMBER})\s?(?P<unit>元|万元|亿元)(?![/／])")
SENTENCE = re.compile(r"[^。！？\n]+")
# Between two amounts that are listed side by side: a separator and the name of the next.
NEXT_AMOUNT = re.compile(r"\s*[、，,；;和及与]\s*[^\d。，,；;、：:]{0,16}[为计是：:]?\s*")
USED_FOR = re.compile(
    r"\s*(?:主要|全部)?用于[^\d。；;]{1,24}[、，,；;和及]\s*(?:[^\d。，,；;、：:]{0,8})"
)  # 30万元用于购置；
# Words by which an amount is more, or something other, than one of the parts.
NO_PART = re.compile(
    "其中|比(?!赛|选)|较|增|减|超|节[约余省]|结[余转]|余[额款]|下降|每|均(?!衡)|单价|标准|预算|执行|完成|调整|到位|批复|批准|下达|计划|实际|尚"
    "|未(?!成年)|应(?!急|用|对)|累计|(?<!公)共(?!同|享|建)|合计|总[计额数]|包[括含]|约|近|上年|去年|年度|不足|以上|占|已|需|缺|剩|差额|扣|退"
)


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


class MoneyInProse(NamedTuple):
    """Amount in a text: as printed, its value in 万元, its position."""

    text: str
    unit: str
    value: Decimal
    start: int
    end: int

    @classmethod
    def of(cls, match: re.Match[str]) -> Self:
        return cls(
            match[0], match["unit"], EXACT.multiply(_value(match["number"]), IN_WAN[match["unit"]]), *match.span()
        )

    @property
    def places(self) -> int:
        return places_of(_value(self.text.removesuffix(self.unit).strip()))

    def shows(self, value: Fraction, parts: Sequence["MoneyInProse"] = ()) -> bool:
        """Return whether it prints a value in 万元; rounded where its unit is larger than that of every part."""
        scale = Fraction(IN_WAN[self.unit])
        if any(IN_WAN[part.unit] >= IN_WAN[self.unit] for part in parts):
            return Fraction(self.value) == value
        return Fraction(Rounding(places=self.places)(value / scale)) * scale == Fraction(self.value)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences with three amounts or more: two parts and their sum."""
    if text.count("元") > 2:
        yield from (match[0] for match in SENTENCE.finditer(text) if match[0].count("元") > 2)


def _side_by_side(sentence: str, first: MoneyInProse, second: MoneyInProse) -> bool:
    """Return whether two amounts that follow each other are listed as parts of something."""
    between = sentence[first.end : second.start]
    if USED_FOR.fullmatch(between):
        return True
    return bool(NEXT_AMOUNT.fullmatch(between)) and not NO_PART.search(between)


def _sum_of(parts: Sequence[MoneyInProse]) -> Decimal:
    return total([part.value for part in parts])


STATED_TOTAL = re.compile(
    r"[，,；;、]?\s*(?:以上|上述|[三四五六七八九]项)?(?:共计|合计|总计|共)[^\d。，,；;、：:每均]{0,8}"
)
OF_WHICH = re.compile(
    r"[^\d。，,；;、：:]{0,10}[，,；;：:（(]?\s*(?P<word>其中|包括|分别为|分别是)[：:，,]?"
    r"\s*[^\d。，,；;、：:]{0,16}[为计是：:]?\s*"
)
USES_FOLLOW = re.compile(r"[^\d。，,；;、：:]{0,10}[，,；;：:]\s*")  # 共下达100万元，30万元用于……
ABOUT = re.compile("约|近|左右|余元|多万")
FAR = 10  # a difference of more than one in so many is no slip of addition: the amounts are about something else
FAR_FROM_BUDGET = 50


@check("分项不符", "警告", requires_clean=("合计不符", "资金不符"))
def listed_sums(project: Project) -> Iterator[Violation]:
    """一句话里逐项列出的金额（如“甲25万元、乙25万元、丙24.98万元，共75万元”），应与写明的合计或“预算”里的金额相等。"""
    budget = project.budget
    for record, field, text in source_texts(project, IN_YUAN):
        for sentence in _sentences(text):
            listed = list(map(MoneyInProse.of, MONEY.finditer(sentence))) if not ABOUT.search(sentence) else []
            message = _before_total(sentence, listed) or _after_total(sentence, listed)
            if message:
                yield record, field, message
            elif record is budget and isinstance(field, tuple) and field[0] in ("approval", "usage"):
                yield from _against_budget(project, field, sentence, listed)


def _before_total(sentence: str, listed: list[MoneyInProse]) -> str:
    """Check amounts one after another, then the total."""
    for n in range(2, len(listed)):
        whole = listed[n]
        if not STATED_TOTAL.fullmatch(sentence[listed[n - 1].end : whole.start]):
            continue
        first = n - 1
        while first and _side_by_side(sentence, listed[first - 1], listed[first]):
            first -= 1
        runs = [listed[begin:n] for begin in range(first, n - 1)]
        if runs and not any(whole.shows(Fraction(_sum_of(run)), run) for run in runs):
            nearest = min(runs, key=lambda run: abs(_sum_of(run) - whole.value))
            if _is_near(nearest, whole.value, FAR):
                return _sum_text(nearest, f"写明的合计 {whole.text}")
    return ""


def _after_total(sentence: str, listed: list[MoneyInProse]) -> str:
    """Check the total, then its parts; those named as 其中 may be only some of them."""
    for position in range(len(listed) - 2):
        whole, first = listed[position], listed[position + 1]
        between = sentence[whole.end : first.start]
        link = OF_WHICH.fullmatch(between)
        if not link and not (USES_FOLLOW.fullmatch(between) and "用于" in sentence[first.end : first.end + 4]):
            continue
        last = position + 1
        while last + 1 < len(listed) and _side_by_side(sentence, listed[last], listed[last + 1]):
            last += 1
        run = listed[position + 1 : last + 1]
        if len(run) < 2 or any(whole.shows(Fraction(_sum_of(run[:n])), run[:n]) for n in range(2, len(run) + 1)):
            continue
        partly = (not link or link["word"] in ("其中", "包括")) and _sum_of(run) < whole.value
        if _is_near(run, whole.value, FAR_FROM_BUDGET if partly else FAR):
            return _sum_text(run, f"写明的合计 {whole.text}")
    return ""


def _against_budget(
    project: Project, field: FieldName, sentence: str, listed: list[MoneyInProse]
) -> Iterator[Violation]:
    """Compare a sentence that only lists three amounts or more with the spending, or the budget."""
    together = all(_side_by_side(sentence, *pair) for pair in pairwise(listed))
    if len(listed) < 3 or not together or NO_PART.search(sentence[listed[-1].end :]):
        return
    budget = project.budget
    own, word, whole = ("spent", "支出", budget.spent) if field[0] == "usage" else ("amount", "金额", budget.amount)
    amounts = (budget.amount, budget.initial, budget.received, budget.spent)
    if whole is None or _sum_of(listed) in [amount.value for amount in amounts if amount]:
        return
    if _is_near(listed, whole.value, FAR_FROM_BUDGET):
        yield budget, field, _sum_text(listed, f"“预算”的{word} {whole.text}"), ((budget, own),)


def _is_near(parts: Sequence[MoneyInProse], whole: Decimal, far: int) -> bool:
    return abs(_sum_of(parts) - whole) * far <= whole


def _sum_text(parts: Sequence[MoneyInProse], whole: str) -> str:
    terms = " + ".join(part.text for part in parts)
    return f"{terms} = {amount_like(_sum_of(parts), parts[0].text)}，与{whole} 不等，请对照原件核对"


SIGNS = "×✕╳*＊xX"
SIGN = re.compile(f"[{SIGNS}]")
TIMES_SIGNS = tuple(re.compile(rf"{re.escape(sign)}\s*\d") for sign in SIGNS)
EACH = re.compile("每[人户名位个场次套台件辆亩株份]")
PER = r"(?:[/／每][\u4e00-\u9fff]{1,3}){0,2}"
FACTOR = rf"{NUMBER}\s?(?:亿元|万元|元|[^\d\s\W共合总小计得为是折成]{{0,4}}){PER}"
FORMULA = re.compile(
    rf"(?<![\d.,×✕╳*＊xX+＋\-－−/÷])(?P<terms>{FACTOR}(?:\s*[×✕╳*＊xX]\s*{FACTOR}){{1,3}})(?![\d.%％‰])"
)
TERM = re.compile(rf"(?P<number>{NUMBER})\s?(?:(?P<unit>亿元|万元|元)|(?P<scale>[百千万亿]))?")
SCALES = {"百": 100, "千": 1000, "万": 10000, "亿": 100000000}
NO_COUNT = re.compile("折|成|分")
HEAD_UNITS = "[人户名位个场次套台件辆亩株份]"
A_HEAD = rf"(?:补助|补贴|发放|标准|费用|单价)?[为按]?(?P<price>{NUMBER})\s?元"
PER_HEAD = (
    re.compile(rf"(?P<count>{NUMBER})\s?(?P<head>{HEAD_UNITS})[^\d。；;]{{0,8}}每(?P=head){A_HEAD}(?P<end>)"),
    re.compile(rf"每(?P<head>{HEAD_UNITS}){A_HEAD}[^\d。；;]{{0,10}}(?P<count>{NUMBER})\s?(?P=head)(?P<end>)"),
)
PER_SIGN = re.compile(rf"[/／]{HEAD_UNITS}")
COUNT_AND_RATE = re.compile(  # 120人，300元/人，共3.6万元
    rf"(?P<count>{NUMBER})\s?(?P<head>{HEAD_UNITS})(?P<between>[^\d。；;]{{0,12}})"
    rf"(?P<price>{NUMBER})\s?元?\s?[/／](?P=head)(?:[^\d。；;]{{0,10}})(?P<end>)"
)
MORE_FACTORS = re.compile("每[年月天日季期次周]|[/／]|[×✕*＊]|个月")
STATED_RESULT = re.compile(
    r"\s*[）)]?\s*(?:[=＝]|[，,]?\s*(?:共计|合计|总计|共|计|小计))(?:支出|金额|需|为|用|资金|经费|补助|发放)*\s*"
)
CONTINUES = re.compile(r"\s*[+＋\-－−/÷×✕╳*＊xX]")
TEN_THOUSAND = Decimal(10000)
VALUE_FIELDS = (("target", "目标值"), ("actual", "实际值"))


@check("单价不符", "警告")
def unit_prices(project: Project) -> Iterator[Violation]:
    """写明数量和单价的（如“85人×400元”），乘得的数应与写明的金额相等；换一个单位（元、万元）就相等的会指出。"""
    for record, field, text in source_texts(project, *TIMES_SIGNS, EACH, PER_SIGN):
        yield from ((record, field, message) for message in _per_head(text))
        for match in FORMULA.finditer(text):
            product = _product(match["terms"])
            link = STATED_RESULT.match(text, match.end())
            stated = MONEY.match(text, link.end()) if link else None
            if product is None or not stated or CONTINUES.match(text, stated.end()):
                continue
            if wrong := _wrong_product(match["terms"], product, MoneyInProse.of(stated)):
                yield record, field, wrong
    yield from _formulas_in_names(project)


def _per_head(text: str) -> Iterator[str]:
    """Check a count and a price for each, in words; reported where another unit fits, or the gap is a tenth at most."""
    for pattern in (*PER_HEAD, COUNT_AND_RATE):
        for match in pattern.finditer(text):
            stated = _stated_behind(text, match, linked=pattern is not COUNT_AND_RATE)
            if not stated:
                continue
            product = Fraction(_value(match["count"])) * Fraction(_value(match["price"])) * Fraction(IN_WAN["元"])
            money = MoneyInProse.of(stated)
            is_near = abs(product - Fraction(money.value)) * 10 <= product
            wrong = _wrong_product(match[0], product, money)
            if wrong and (is_near or _other_unit(Fraction(money.value), product, money.unit)):
                yield wrong


def _stated_behind(text: str, match: re.Match[str], *, linked: bool) -> re.Match[str] | None:
    """Return the amount that is stated for a count and a price, if these are all its factors."""
    link = STATED_RESULT.match(text, match.end()) if linked else match
    more = MORE_FACTORS.search(match.groupdict().get("between", match[0][1:]))
    return MONEY.match(text, link.end()) if link and not more else None


def _formulas_in_names(project: Project) -> Iterator[Violation]:
    """Check a formula in the name of a row whose target or actual value is an amount; only wrong units are reported."""
    rows: list[tuple[Indicator | SubRow | PlainRow, str, str]] = [
        *((row, "name", row.name) for row in every(Indicator, project)),
        *((row, "name", row.name) for row in every(SubRow, project)),
        *((row, "levels", row.levels[-1]) for row in every(PlainRow, project) if row.levels),
    ]
    for row, name_field, name in rows:
        match = FORMULA.search(name) if SIGN.search(name) else None
        product = _product(match["terms"]) if match else None
        if not match or product is None or CONTINUES.match(name, match.end()):
            continue
        for field, word in VALUE_FIELDS:
            printed = getattr(row, field)
            stated = quantity(printed, "", row.unit)
            if stated and stated.unit in IN_WAN and _in_other_unit(stated, product):
                computed = f"“{match['terms'].strip()}”是 {_amount_text(product)}"
                text = f"{computed}，{word} {printed} 却以{stated.unit}计，请对照原件核对单位"
                yield row, field, text, ((row, name_field),)


def _in_other_unit(stated: Quantity, product: Fraction) -> bool:
    value = stated.value * Fraction(IN_WAN[stated.unit])
    return value != product and _other_unit(value, product, stated.unit)


def _product(terms: str) -> Fraction | None:
    """Return the product in 万元; None unless the formula has exactly one price."""
    factors = list(TERM.finditer(terms))
    prices = [factor for factor in factors if factor["unit"]]
    if len(prices) != 1 or NO_COUNT.search(terms):
        return None
    result = Fraction(IN_WAN[prices[0]["unit"]])
    for factor in factors:
        result *= Fraction(_value(factor["number"])) * SCALES.get(factor["scale"], 1)
    return result


def _wrong_product(terms: str, product: Fraction, stated: MoneyInProse) -> str:
    if stated.shows(product):
        return ""
    both = f"“{terms.strip()}”是 {_amount_text(product)}，写明的却是 {stated.text}"
    if _other_unit(Fraction(stated.value), product, stated.unit):
        return f"{both}，像是单位不对，请对照原件核对单位"
    return f"{both}，请对照原件核对"


def _other_unit(value: Fraction, product: Fraction, unit: str) -> bool:
    """Return whether the product agrees in another unit of money."""
    number = value / Fraction(IN_WAN[unit])
    return any(number * Fraction(scale) == product for other, scale in IN_WAN.items() if other != unit)


def _amount_text(value: Fraction) -> str:
    """Format an amount: in 万元 from 10,000 元 on, else in 元."""
    in_yuan = value * Fraction(TEN_THOUSAND)
    number, unit = (value, "万元") if in_yuan >= TEN_THOUSAND else (in_yuan, "元")
    text = f"{Decimal(number.numerator) / Decimal(number.denominator):f}"
    return f"{text} {unit}" if unit == "元" else f"{text}万元"
