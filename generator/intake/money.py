"""Money as papers print it: the unit that a head, a title or a cell names, whichever it is, and rough figures.

Data files know 元, 万元 and 亿元. A figure in another unit (千元, 万美元) and one that is rough (约20, 20余万元) stay
the texts they are; `review` marks them.
"""

import re

from generator.core.number import BLANK, InvalidNumber
from generator.core.printed import printed_amount

SCALE = "[十百千仟万亿]"
FOREIGN = "[美港澳台欧日韩加新英泰越]|新台"
# Not the 元 of 单元, 公元, 多元 or 元旦.
UNIT = rf"(?:{SCALE}*(?:(?:{FOREIGN})元|美金|港币|日圆|英镑|卢布|(?<![单公多状纪])元(?![旦件素宵])))"
IN_BRACKETS = re.compile(rf"[（(【\[](?:[^（）()【】\[\]]{{0,8}}?)(?P<unit>{UNIT})")
BEHIND_A_WORD = re.compile(rf"(?:单位|金额|资金|总额)[^（）()]{{0,8}}?(?P<unit>{UNIT})")
SCALE_ALONE = re.compile(rf"(?:^|单位[:：])(?:人民币)?(?P<unit>{SCALE}{{1,2}})[）)】\]]?$")  # 单位：千
ANYWHERE = re.compile(rf"(?P<unit>{UNIT})")
BRACKETED = re.compile(rf"[（(]\s*(?:单位[:：])?(?:人民币)?{UNIT}\s*[）)](?=$|[（(]\d)")
ROUGH = r"(?:大?约|将?近|超过?|逾|不足|不到|达到?|共计?|合计?|人民币|[¥￥$＄€])"
RANGE = rf"(?:\d[\d,，.]*(?:{SCALE}{{0,2}}元)?(?:[-－—–~～至到]|──?))?"
FIGURE = re.compile(
    rf"{ROUGH}{{0,2}}[-－]?{RANGE}\d[\d,，.]*[余多]?(?:{SCALE}{{1,2}}[余多]?)?(?:人民币)?(?:{UNIT}|块钱?)?整?(?:左右|上下|以上|以内)?"
)
AMOUNT_IN_TEXT = rf"(?:{ROUGH})?[\d,]+(?:\.\d+)?\s*[余多]?{UNIT}"


def unit_in(text: str, plainly: bool = False) -> str:
    """Return the unit of money that a head or a title names (项目资金（万元）、金额单位：千元); "" where it names none.

    `plainly`: the unit may stand anywhere in the text.
    """
    joined = "".join(text.split())
    ways = (IN_BRACKETS, BEHIND_A_WORD, *((ANYWHERE, SCALE_ALONE) if plainly or "单位" in joined else ()))
    unit = next((match["unit"] for way in ways if (match := way.search(joined))), "")
    return {"万": "万元", "亿": "亿元"}.get(unit, unit)


def without_unit(name: str) -> str:
    """Return a name without the unit of money in brackets, which its amounts carry."""
    return BRACKETED.sub("", name)


def is_figure(text: str) -> bool:
    """Return whether a text is an amount as papers print one, be it one that a data file cannot hold."""
    return bool(FIGURE.fullmatch("".join(text.split())))


def is_readable(text: str) -> bool:
    """Return whether a data file can hold an amount, or the mark of a blank cell."""
    try:
        printed_amount(text)
    except InvalidNumber:
        return text in BLANK
    return True
