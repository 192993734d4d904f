"""Targets and actual values as forms print them, numbers and dates, and whether a target was reached."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

Day = tuple[int, int, int]

DATE = re.compile(
    r"(?<!\d)(?:(?P<y1>20\d\d)\s?年\s?(?P<m1>\d{1,2})\s?月份?|(?P<m2>\d{1,2})\s?月份?"
    r"|(?P<y3>20\d\d)[-./](?P<m3>\d{1,2})(?:[-./](?P<d3>\d{1,2}))?(?![\d.])|(?P<y4>20\d\d)\s?年度?|年(?=[底末]))"
    r"(?:(?P<d>\d{1,2})\s?[日号]|(?P<third>[上中下]旬)|(?P<end>年?[底末]))?"
)
BEFORE_DATE = re.compile("之?前|以前")
OTHER_YEAR = "次年|翌年|[下明上去前]一?年"
NO_DEADLINE = re.compile(f"{OTHER_YEAR}|后|起|始|早于|至|到|每|[—~～]|季|半年|印发|文件|通知|合同|计划|规划|方案")
NO_RESULT = re.compile(f"{OTHER_YEAR}|截[至止]|未|计划|预计|拟|将|争取|至今|季|半年|[—~～]")
LASTING = re.compile("期限|有效期|质保|保修|服务期|起止|开始|启动|开工")
MAX_OTHER_WORDS = 14
THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


@dataclass(frozen=True)
class Span:
    """Days that a printed date may mean; year 0 where it prints none."""

    first: Day
    last: Day
    coarse: bool = False  # a month, a year, a third of a month, of which “前” says that it must not have begun

    def in_year(self, year: int) -> "Span":
        """Return a copy with the year of the paper, where none is printed."""
        if self.first[0]:
            return self
        return Span((year, *self.first[1:]), (year, *self.last[1:]), self.coarse)


def on_time(name: str, target: str, actual: str, year: int) -> bool | None:
    """Compare the date of the actual value with that of the target; None where the result is not certain.

    `year` is the paper's, for dates without one; 0 where it is not known.
    """
    aim, came = _read_date(target), _read_date(actual)
    if not aim or not came or LASTING.search(name):
        return None
    (aimed, around), (reached, remark) = aim, came
    if NO_DEADLINE.search(around) or NO_RESULT.search(remark):
        return None
    if not _years_are_clear(aimed, reached, year):
        return None
    if aimed.first[0] or reached.first[0]:
        aimed, reached = aimed.in_year(year), reached.in_year(year)
    if reached.first > aimed.last:
        return False
    in_time = reached.last < aimed.first if aimed.coarse and BEFORE_DATE.match(around) else reached.last <= aimed.last
    return True if in_time else None


def _years_are_clear(aim: Span, came: Span, year: int) -> bool:
    """Return whether a date without a year is of the paper's year, judged by the other one."""
    printed = {aim.first[0], came.first[0]}
    if 0 not in printed:
        return True
    if printed == {0}:
        return not (aim.first[1] >= 10 and came.first[1] <= 3)  # may well be the January after
    return bool(year) and (printed == {0, year} or (not aim.first[0] and aim.first[1] == 12))


@lru_cache(maxsize=4096)
def _read_date(text: str) -> tuple[Span, str] | None:
    """Return the one date of a short text, and the other words, those behind the date first."""
    matches = list(DATE.finditer(text))
    if len(matches) != 1 or len(text) - len(matches[0][0]) > MAX_OTHER_WORDS:
        return None
    (match,) = matches
    span = _span(match)
    return (span, f"{text[match.end() :]}\0{text[: match.start()]}") if span else None


def _span(match: re.Match[str]) -> Span | None:
    year, month, day = (
        next((int(match[name]) for name in names if match[name]), 0)
        for names in (("y1", "y3", "y4"), ("m1", "m2", "m3"), ("d", "d3"))
    )
    if month > 12 or day > 31 or (day and not month):
        return None
    if not month:
        return Span((year, 12, 21), (year, 12, 31)) if match["end"] else Span((year, 1, 1), (year, 12, 31), coarse=True)
    if day:
        return Span((year, month, day), (year, month, day))
    if match["end"]:
        return Span((year, month, 21), (year, month, 31))
    first, last = THIRDS.get(match["third"] or "", (1, 31))
    return Span((year, month, first), (year, month, last), coarse=True)


MORE, LESS = "多", "少"
SIGNS = {
    **dict.fromkeys(("≥", "≧", ">=", "＞=", ">", "＞", "不低于", "不少于", "不小于", "大于等于", "正向指标"), MORE),
    **dict.fromkeys(("≤", "≦", "<=", "＜=", "<", "＜", "不超过", "不高于", "不大于", "不多于"), LESS),
    **dict.fromkeys(("小于等于", "反向指标"), LESS),
}  # fmt: skip
WORDS = {"小于": LESS, "低于": LESS, "大于": MORE, "超过": MORE}
AFTER = {"上": MORE, "内": LESS, "下": LESS}  # by the last character of 以上, 以内, 以下
SIGNS_BEFORE = "|".join(
    sorted(map(re.escape, (*SIGNS, "=", "＝", "═", "﹦", "大于", "超过", "小于", "低于", "达到", "达")), key=len)[::-1]
)
QUANTITY = re.compile(
    rf"(?P<sign>{SIGNS_BEFORE})?\s?(?P<number>\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,10}})?|\d{{1,15}}(?:\.\d{{1,10}})?)\s?"
    r"(?P<unit>[%％]|[^\d\s\W]{0,4}?(?:/[^\d\s\W]{1,3})?)\s?(?P<after>及?以上|及?以内|及?以下)?"
)
SMALLER = re.compile(
    "故障|事故|投诉|中断|违规|逾期|超支|差错|失误|漏|返工|成本|费用|支出|耗|时间|时长|周期|天数|偏差|不合格|死亡|发病|伤|排放|污染|"
    "降|减|失业|贫困|破损|空置|复发|缺|排名|名次|价|人均|控制|等候|等待|距离|半径|间隔|问题|隐患|欠|误|费"
)
SPENT = re.compile("元|天|日|时|分钟|秒|周")
DATED = re.compile("[年月号季]")
HUNDREDTHS = {"%", "％", "百分比", "百分点"}
STRICT = {">", "＞", "<", "＜", "大于", "超过", "小于", "低于"}


@dataclass(frozen=True)
class Quantity:
    """Number as printed, with its unit, and which way is better where that is said."""

    value: Fraction
    unit: str = ""
    way: str = ""
    strict: bool = False


@lru_cache(maxsize=65536)
def quantity(text: str, sign: str = "", unit: str = "") -> Quantity | None:
    """Read `≥95%`, `30分钟以内`, `12次`; None where a text is anything but one number."""
    match = QUANTITY.fullmatch(text.strip())
    if not match or DATED.match(match["unit"]):
        return None
    word, own = match["sign"] or "", match["unit"] or unit
    way = WORDS.get(word) or AFTER.get((match["after"] or "")[-1:]) or SIGNS.get(word or sign, "")
    value = Fraction(Decimal(match["number"].replace(",", "")))
    return Quantity(value, "%" if own in HUNDREDTHS else own, way, (word or sign) in STRICT)


def aim_text(target: str, sign: str, unit: str) -> str:
    """Return a target with the sign and the unit from columns of their own."""
    shown_sign = sign if sign in SIGNS and not sign.endswith("指标") else ""
    return f"{shown_sign}{target}{unit}"


def comparable(target: Quantity, actual: Quantity) -> bool:
    """Return whether two numbers have one unit; one without a unit has the other's, but for percentages."""
    return target.unit == actual.unit or not ((target.unit and actual.unit) or "%" in (target.unit, actual.unit))


def met(name: str, target: Quantity, actual: Quantity) -> bool | None:
    """Compare actual value and target; None where the units differ or the way is not certain."""
    if not comparable(target, actual):
        return None
    if target.value == actual.value:
        return not target.strict
    if target.way:
        return (actual.value > target.value) == (target.way == MORE)
    unsure = SMALLER.search(name) or SPENT.search(target.unit or actual.unit) or actual.value > target.value
    return None if unsure else False
