"""文号照公文格式写：年份四位，放在“〔〕”里，序号不加“第”、不补零，以“号”结尾，没有空格和全角数字；机构的报告编号不查。"""

import re
from collections.abc import Iterator

from generator.core.diagnostic import Severity
from generator.core.number_advice import HALF_WIDTH

NAME = "文号写法"
SEVERITY: Severity = "警告"
NUMBER = re.compile(
    r"(?P<open>[〔﹝［\[【「『（(])(?P<year>\s*(?:[0-9０-９]{4}|[0-9０-９]{2})\s*)(?P<close>[〕﹞］\]】」』）)])"
    r"(?P<serial>\s*第?\s*[0-9０-９]{1,5}(?![0-9０-９]))(?P<end>\s*号)?"
)
TRIGGERS = (re.compile(r"[〔﹝［\[【「『（(]\s*[0-9０-９]{2}"),)
BEFORE = re.compile(r"[\u4e00-\u9fff]{2}\s?$")
# What stands before a bracketed year in papers other than official documents, and what 号 may be part of there.
OTHERS = re.compile(
    r"(?:合同|协议|发票|图|表|附件|课题|工程|标段|批次|公示|案|卷|版|年|月|日|元|号|项|万|人|个|次"
    "|字|评报|会评|会审|会咨|会报|专审|审报|评咨|咨报)"  # a firm numbers its reports in its own way
    r"\s?$"
)
MORE = re.compile(r"[\w〔-]|[、，和至—~]\s*[0-9]+\s*号")  # 〔2018〕7、8号
PART = re.compile(r"[楼院线桥井门机车店铺库馆厅室岸地房宗段码泵炉窑坑窗船泊]")


def check_text(text: str) -> Iterator[str]:
    """Say how each number that is oddly written should read."""
    for found in NUMBER.finditer(text):
        faults = _faults(found)
        if faults and _is_document(found, text):
            right = f"〔{_year(found)}〕{_serial(found)}号"
            yield f"文号“{found.group()}”{'，'.join(faults)}，请写成“{right}”"


def _is_document(found: re.Match[str], text: str) -> bool:
    """Whether an agency's letters stand before it; round brackets and a short year are met elsewhere too."""
    before, after = text[max(0, found.start() - 4) : found.start()], text[found.end() : found.end() + 12]
    if not BEFORE.search(before) or OTHERS.search(before):
        return False
    true_brackets = found["open"] in "〔﹝"
    if not found["end"]:
        return true_brackets and len(_year(found)) == len(found["year"].strip()) and not MORE.match(after)
    if true_brackets:
        return True
    plausible = _year(found)[:2] in ("19", "20") and not PART.match(after)
    return plausible and (len(found["year"].strip()) == 4 or found["open"] not in "（(")


def _year(found: re.Match[str]) -> str:
    year = found["year"].strip().translate(HALF_WIDTH)
    if len(year) == 4:
        return year
    return f"19{year}" if year >= "60" else f"20{year}"


def _serial(found: re.Match[str]) -> str:
    return found["serial"].strip().removeprefix("第").strip().translate(HALF_WIDTH).lstrip("0") or "0"


def _faults(found: re.Match[str]) -> list[str]:
    year, serial, whole = found["year"].strip(), found["serial"].strip(), found.group()
    digits = serial.removeprefix("第").strip()
    faults = [
        (found["open"] + found["close"] != "〔〕", "括号不是“〔〕”"),
        (len(year) == 2, "年份不是四位数"),
        ("第" in serial, "多了“第”"),
        (digits[0] in "0０", "序号前补了0"),
        (whole != whole.translate(HALF_WIDTH), "用了全角数字"),
        (any(char.isspace() for char in whole), "中间有空格"),
        (not found["end"], "少了“号”"),
    ]
    return [fault for wrong, fault in faults if wrong]
