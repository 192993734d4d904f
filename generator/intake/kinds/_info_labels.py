"""Labels of a 信息表 (信息表的栏目): the words of the official form and of others, each with its field."""

import re
from collections.abc import Mapping

from generator.intake.reports.wording import bare

LABELS: Mapping[str, tuple[str, ...]] = {
    "项目名称": ("项目名称",),
    "年度": ("评价年度", "项目年度", "预算年度", "年度"),
    "项目单位": ("项目单位", "项目实施单位", "实施单位", "预算单位"),
    "主管部门": ("主管部门", "项目主管部门", "预算主管部门"),
    "机构": ("评价机构", "第三方机构", "第三方评价机构"),
    "委托单位": ("委托单位",),
    "金额": ("预算金额", "项目预算金额", "项目预算", "预算数", "全年预算数", "预算安排", "预算安排数", "预算总额"),
    "支出": ("实际支出", "实际支出金额", "支出金额", "全年执行数", "实际支出数", "实际执行数", "支出数"),
    "执行率": ("预算执行率", "执行率", "资金执行率", "支出率"),
    "评价分值": ("评价分值", "评价得分", "评价总分", "绩效评价得分"),
    "评价结论": ("评价结论", "评价等级", "绩效等级", "绩效评价等级", "绩效评价结论"),
    "主要绩效": ("主要绩效", "主要绩效情况", "取得的主要绩效", "主要成效", "取得成效", "项目绩效"),
    "问题": ("存在问题", "主要问题", "存在的问题", "存在的主要问题", "存在主要问题", "发现问题", "发现的问题"),
    "建议": ("整改建议", "改进建议", "相关建议", "意见建议", "建议", "有关建议", "对策建议", "工作建议"),
    "整改": ("整改情况", "整改落实情况", "整改结果", "问题整改情况", "整改落实"),
    "个人": ("项目负责人", "负责人", "联系人", "联系电话", "填表人", "填报人", "电话", "评价人员"),
}
KEYS = {word: key for key, words in LABELS.items() for word in words}
LONGEST = max(map(len, KEYS))
MANY_LINES = ("主要绩效", "问题", "建议", "整改")
UNIT = re.compile(r"[（(]\s*(?:单位\s*[:：]\s*)?(亿元|万元|元|分|%)\s*[)）]$")
# A label that is none of these: what stands beside it belongs to none of them either.
OTHER_LABEL = re.compile(
    r"(?:[一二三四五六七八九十]+、)?[^\s：:，。；、]{0,10}"
    r"(?:建议|意见|措施|情况|问题|不足|绩效|成效|成果|经验|做法|单位|部门|机构|时间|日期|年度|金额|资金|等级|说明|备注|方式|对象|结果|原因)"
)


def label_of(text: str) -> tuple[str, str, str]:
    """The key that a line begins with, what stands behind it, and the unit said in the label."""
    head, colon, rest = text.partition("：") if "：" in text[: LONGEST + 8] else text.partition(":")
    if not colon or len(bare(head)) > LONGEST + 6:
        head, _, rest = text.partition(" ")
    for candidate, behind in ((text, ""), (head, rest)):
        unit = UNIT.search(bare(candidate))
        word = bare(candidate)[: unit.start()] if unit else bare(candidate)
        if key := KEYS.get(word):
            return key, behind.strip(), unit[1] if unit else ""
    return "", "", ""
