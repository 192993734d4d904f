"""Heads (栏名) of a table of indicators: what a column is for by the words of its head, and whether they surely say so.

A word that is declared is sure; one that is only put together from known parts is, where nothing else stands in it.
"""

import re

from generator.intake.tables.labels import bare, bare_words, field_of
from generator.model import forms
from generator.model.project import Indicator

LEVEL, GOAL, POINTS, RATE, OTHER = "level", "goal", "points", "rate", "other"
UNKNOWN = "unknown"  # a head that no word fits
NAMES = (
    "指标名称",
    "指标",
    "绩效指标",
    "绩效指标名称",
    "具体指标",
    "评价指标",
    "指标内容名称",
    "考核内容",
    "考核指标",
    "评价内容",
)
INDICATOR_FIELDS = ("weight", "sign", "target", "unit", "actual", "reviewed", "reason", "code")
RATES = ("得分率",)
# Who gives points beside the unit itself.
REVIEWED = re.compile("复核|审核|审定|核定|抽查|复评|财政|主管部门|专家|第三方|评价组|评审")
SCORED = re.compile("分数?$|(?:复核|审核|审定|核定|抽查|复评)$")
# Words in heads of places' own columns, looked at where no declared word fits: first come, first served.
LOOSE = (
    (re.compile("(?:序号|编号|编码|代码)$"), "code"),
    (
        re.compile("标准(?!分)|细则|依据|方法|说明|解释|公式|材料|来源|证明|比例|完成率|备注|折算|要点|过程|办法|系数"),
        OTHER,
    ),
    (re.compile("原因|(?:扣|失)分理由|改进措施|偏差(?!率|值|度)"), "reason"),
    (re.compile("得分|评分|打分|自评$"), POINTS),
    (re.compile("^(?:关系|比较|运算|逻辑)符号?$|^符号$|^指标方向$"), "sign"),
    (re.compile("^(?:应|计划|批复|预期|预计|拟).*(?:值|数|情况)$"), "target"),
    (re.compile("(?:完成|实际|实现|达成|达到|执行).*(?:值|数|情况|结果)$|完成值|完成情况"), "actual"),
    (re.compile("(?:目标|指标|设定|预设|任务|申报|批复|核定).*(?:值|数)$|目标值|指标值|^年度指标$"), "target"),
    (re.compile("分值|权重|满分|赋分"), "weight"),
    (re.compile("^[一二三四五]级$|级指标"), LEVEL),
)
# Values of another time or place: no target and no result of the year.
ELSEWHERE = re.compile("上年|去年|往年|历史|历年|基期|基数|同期|行业|中期|中长期|三年|五年|累计|上一年")
# What heads are put together from; anything else in one (上年实际值, 中期目标值) makes it doubtful what it means.
PARTS = re.compile(
    "评价组|评审组?|全年度?|年度|年初|年末|当年|本年度?|实际|达到|结果|预设|预期|预计|设定|计划|调整后?|绩效|指标|目标|完成|情况|实现"
    "|达成|数值|值|数|单项|项目|自我评价|自评|评价|单位|得|实|赋|评|打|分|平均|权重|满|标准|核实|复核|审核|审定|核定|抽查|复评"
    "|财政|主管|部门|局|专家|第三方|[一二三四五]级|具体"
)
HEAD_LENGTH = 24  # characters of the longest head


def indicator_role(text: str) -> str:
    """What a column of indicators is for, by its head; "" where it is no head of such a table."""
    short, tight = bare(text), "".join(text.split())
    if not short or len(tight) > HEAD_LENGTH:
        return ""
    if short in bare_words(forms.LEVELS) or short in NAMES:
        return LEVEL
    if short in bare_words(forms.OTHER_COLUMNS):
        return OTHER
    if short in bare_words(forms.ANNUAL_GOALS):
        return GOAL
    if short in RATES:
        return RATE
    if short in bare_words(forms.POINTS):
        return "reviewed" if re.search("复核|审核|财政", tight) else POINTS
    if name := field_of(Indicator, text, *INDICATOR_FIELDS):
        return name
    if ELSEWHERE.search(short):
        return ""
    if REVIEWED.search(short) and SCORED.search(short):
        return "reviewed"
    return next((role for pattern, role in LOOSE if pattern.search(short)), "")


def is_sure(text: str) -> bool:
    """Whether a head says for certain what its column is for: it is a declared word, or nothing else stands in it."""
    declared = (*forms.LEVELS, *NAMES, *forms.OTHER_COLUMNS, *forms.POINTS, *RATES, *forms.ANNUAL_GOALS)
    known = bare(text) in bare_words(declared) or field_of(Indicator, text, *INDICATOR_FIELDS)
    return bool(known) or not PARTS.sub("", bare(text))
