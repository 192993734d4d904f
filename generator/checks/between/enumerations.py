"""逐个列出名称又写了个数的（如“甲、乙、丙3个单位”），个数应与列出的相同；带“等”字的，个数不应少于列出的。"""

import re
from collections.abc import Iterator

from generator.checks._numerals import NUMERALS
from generator.core.diagnostic import Severity

NAME = "列举不符"
SEVERITY: Severity = "警告"
NAMED = "处室|科室|驻外|办事处|委办局|街道|乡镇|镇|乡|县|区|省|市|城市|子?系统|子?平台|方面|环节|维度|阶段"
SORTS = "部门|单位|子?项目|课题|学校|医院|企业|公司|社区|村"  # “学校、医院、商场4个单位” names sorts, not units
COUNTED = re.compile(
    r"(?P<more>等)?(?:这|共|共计)?\s*(?<![0-9.,，零一二三四五六七八九十百])"
    rf"(?P<number>[0-9]{{1,2}}|[两二三四五六七八九十])\s*[个家](?:{NAMED}|(?P<sorts>{SORTS}))"
)
TRIGGERS = tuple(re.compile(rf"{word}(?<=[0-9两二三四五六七八九十\s].)(?:{NAMED}|{SORTS})") for word in "个家")
CLAUSE = re.compile(r"[，。；：！？（）()“”《》,;:!?\n]")
JOINT = re.compile("以及|和|及|与")
MAX_NAME_CHARS = 16  # an item longer than that is a phrase, in which separators may part other things


def check_text(text: str) -> Iterator[str]:
    """Count the names before the number; a joint within a name leaves room, and only a count one off is reported."""
    if "、" not in text:
        return
    for found in COUNTED.finditer(text):
        start = max((mark.end() for mark in CLAUSE.finditer(text, 0, found.start())), default=0)
        names = text[start : found.start()].split("、")
        if len(names) < 3 or any(not name.strip() or len(name) > MAX_NAME_CHARS for name in names):
            continue
        fewest = len(names)
        most = fewest + sum(len(JOINT.findall(name)) for name in names)
        stated = _number(found["number"])
        if stated == fewest - 1 or (stated == most + 1 and not found["more"] and not found["sorts"]):
            listed = str(fewest) if fewest == most else f"{fewest}—{most}"
            last = JOINT.split(names[-1])[-1]
            yield f"写明 {stated} 个，前面列出的（到“{last.strip()}”为止）却是 {listed} 个，请核对"


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    return 2 if written == "两" else NUMERALS.index(written)
