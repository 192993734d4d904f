"""Advice on numbers: the form of a plain number, and what to write instead of a text that is none.

Only the way of writing is advised on; what a paper prints is never changed.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

PLAIN = re.compile(r"(?!-0(\.0*)?$)-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?")
GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
COMMAS = re.compile(r"-?[0-9][0-9.]*,[0-9.,]*|,[0-9][0-9.,]*")
SIGN = re.compile(r"(?P<sign>[^\d.+\-_,\s]+)\s*(?P<rest>\S.*)")
UNIT = re.compile(r"(?P<number>(?:.*\d)?)\s*(?P<unit>\D*)")
HALF_WIDTH = str.maketrans("０１２３４５６７８９．。，－％＋", "0123456789..,-%+")
DEBRIS = re.compile(r"-?\d+\.(?P<before>\d*?)(?P<run>0{5,}|9{5,})(?P<rest>\d{1,30})")
# What a paper prints in a cell that it leaves blank.
BLANK = frozenset(
    ("/", "／", "\\", "-", "--", "－", "－－", "–", "—", "——", "―", "无", "空", "空白", "未填", "未载明", "未公布",
     "不适用")
)  # fmt: skip

BESIDE = "；这里不能空着，可以不写的一项请删去这一行"  # said of a mark of a blank cell where there must be a number


def advice(text: str) -> str:
    """Return how a number should be written instead."""
    if not text or text in BLANK:
        return f"请写成如 12.50 的数字{BESIDE if text else ''}"
    narrow = text.translate(HALF_WIDTH)
    if (commas := COMMAS.search(narrow)) and not GROUPED.fullmatch(commas[0]):
        return "逗号不在千分位上，是小数点时请把它改为“.”"
    comma, tidy = commas and "." not in commas[0], re.sub(r"[,_ ]|^\+", "", narrow)
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
    debris = DEBRIS.fullmatch(text)
    if not debris or not debris["rest"].strip("0") or len(debris["before"] + debris["run"] + debris["rest"]) < 8:
        return None
    enough = Context(prec=len(text), rounding=ROUND_HALF_UP)
    clean = Decimal(text).quantize(Decimal(1).scaleb(-len(debris["before"])), context=enough)
    return f"{clean:f}" if clean else None


def _direction(sign: str) -> str:
    """Where a sign of comparison belongs."""
    compares = re.search("[≥≤≧≦<>=＜＞＝﹦═]|不[低少高多大小超]|至[少多]|大于|小于", sign)
    return "；大小的比较写在“方向”里，没有“方向”一项的不写" if compares else ""
