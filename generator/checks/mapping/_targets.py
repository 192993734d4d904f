"""Targets and actual values as forms print them, and whether a target was reached where that is certain."""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

MORE, LESS = "多", "少"
SIGNS = {
    **dict.fromkeys(("≥", "≧", ">=", "＞=", ">", "＞", "不低于", "不少于", "不小于", "大于等于", "正向指标"), MORE),
    **dict.fromkeys(("≤", "≦", "<=", "＜=", "<", "＜", "不超过", "不高于", "不大于", "不多于"), LESS),
    **dict.fromkeys(("小于等于", "反向指标"), LESS),
}  # fmt: skip
BEFORE = "|".join(
    sorted(map(re.escape, (*SIGNS, "=", "＝", "═", "﹦", "大于", "超过", "小于", "低于", "达到", "达")), key=len)[::-1]
)
QUANTITY = re.compile(
    rf"(?P<sign>{BEFORE})?\s?(?P<number>\d{{1,3}}(?:,\d{{3}}){{1,4}}(?:\.\d{{1,10}})?|\d{{1,15}}(?:\.\d{{1,10}})?)\s?"
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
    """A number as printed, with its unit, and which way is better where that is said."""

    value: Fraction
    unit: str = ""
    way: str = ""
    strict: bool = False


@lru_cache(maxsize=65536)
def quantity(text: str, sign: str = "", unit: str = "") -> Quantity | None:
    """Read `≥95%`, `30分钟以内`, `12次`; None where a text is anything but one number."""
    found = QUANTITY.fullmatch(text.strip())
    if not found or DATED.match(found["unit"]):
        return None
    word, after, own = found["sign"] or "", found["after"] or "", found["unit"] or unit
    if word in ("小于", "低于"):
        way = LESS
    elif after:
        way = MORE if after.endswith("上") or word in ("大于", "超过") else LESS
    else:
        way = MORE if word in ("大于", "超过") else SIGNS.get(word or sign, "")
    value = Fraction(Decimal(found["number"].replace(",", "")))
    return Quantity(value, "%" if own in HUNDREDTHS else own, way, (word or sign) in STRICT)


def aim_text(target: str, sign: str, unit: str) -> str:
    """A target with the sign and the unit that stand in columns of their own."""
    kept = sign if sign in SIGNS and not sign.endswith("指标") else ""
    return f"{kept}{target}{unit}"


def comparable(target: Quantity, actual: Quantity) -> bool:
    """Whether two numbers are of one unit; one that prints none has the other's, but for percentages."""
    return target.unit == actual.unit or not ((target.unit and actual.unit) or "%" in (target.unit, actual.unit))


def met(name: str, target: Quantity, actual: Quantity) -> bool | None:
    """Whether the actual value reaches the target; None where the units differ or the way is not certain."""
    if not comparable(target, actual):
        return None
    if target.value == actual.value:
        return not target.strict
    if target.way:
        return (actual.value > target.value) == (target.way == MORE)
    unsure = SMALLER.search(name) or SPENT.search(target.unit or actual.unit) or actual.value > target.value
    return None if unsure else False
