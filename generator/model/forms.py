"""Words of official forms: other names of a key, which its field declares, and words that lead to another place."""

from collections.abc import Iterable, Mapping

WEIGHT = ("分值", "权重", "满分", "标准分", "标准分值", "指标分值", "指标权重")
TARGET = ("年度指标值", "指标值", "年度目标值", "年初目标值", "绩效目标值", "目标指标值")
ACTUAL = ("实际完成值", "全年完成值", "完成值", "完成情况", "实际完成情况", "全年实际完成值", "完成指标值")
REASON = (
    "扣分原因", "原因", "偏差原因分析", "偏差原因分析及改进措施", "偏差原因及改进措施", "未完成原因", "未完成原因分析",
    "原因分析",
)  # fmt: skip
UNIT = ("计量单位", "单位")
PLANNED = ("全年预算数", "预算数", "预算金额", "全年预算", "调整后预算数", "预算", "项目金额")
SPENT = ("全年执行数", "执行数", "实际支出", "支出数", "支出金额", "全年支出数", "实际支出数", "实际执行数")
REVIEWED = ("复核得分", "复核评分", "财政审核评分", "财政评分", "审核得分", "审核评分", "财政复核得分")
PROJECT_UNIT = ("项目实施单位", "实施单位", "承担单位", "项目承担单位", "资金使用单位", "预算单位")
SCORE = ("得分", "总分", "总得分", "评价得分", "综合得分", "自评得分")
GRADE = ("等级", "评价等级", "绩效等级", "自评等级", "评价级别", "评分等级")
RECEIVED = ("到位数", "到位资金", "资金到位数", "实际到位数")
LEVELS = ("一级指标", "二级指标", "三级指标", "四级指标", "末级指标")
OTHER_COLUMNS = (
    "指标解释", "指标说明", "指标描述", "指标内容", "评价标准", "评分标准", "计分标准", "评分细则", "评分规则",
    "评分依据", "评价要点", "单项指标完成情况", "折算得分", "佐证材料", "证明材料", "证据", "证据材料",
    "证据来源", "数据来源",
)  # fmt: skip
PERSONS = ("项目负责人", "负责人", "联系人", "联系电话", "电话", "填报人", "填表人", "评价人员", "经办人")
POINTS = ("得分", "自评得分", "自评分", "评价得分", "实际得分", "评分得分", "单项得分")
AMOUNTS = {
    "年初预算数": "年初预算", "年初预算": "年初预算", "全年预算数": "金额", "预算数": "金额", "预算金额": "金额",
    "预算执行率": "执行率", "全年执行数": "支出", "实际支出": "支出", "支出金额": "支出", "执行率": "执行率",
    "到位金额": "到位金额",
}  # fmt: skip
RESULTS = {
    "评价分值": "评价分值", "评价得分": "评价分值", "总分": "评价分值", "总得分": "评价分值", "自评得分": "评价分值",
    "评价结论": "评价结论", "评价等级": "评价结论", "绩效等级": "评价结论", "自评等级": "评价结论",
}  # fmt: skip
DETAILS = {
    "评价方式": "方式", "评价机构": "机构", "第三方机构": "机构", "评级办法": "评级办法", "报告日期": "报告日期",
    "委托单位": "委托单位", "评价依据": "依据", "评价目的": "目的", "评价范围": "范围",
}  # fmt: skip


def _all(words: Iterable[str], hint: str) -> Mapping[str, str]:
    """The same advice for several words; it follows the word in quotation marks."""
    return {word: hint.replace("{}", word) for word in words}


def _under(block: str, words: Mapping[str, str]) -> Mapping[str, str]:
    return {word: f"写在“{block}”下，写作“{key}”" for word, key in words.items()}


OF_A_ROW = _all(OTHER_COLUMNS, "写在“其他栏目”里：其他栏目: [{名称: {}, 内容: …}]")
OF_AN_INDICATOR: Mapping[str, str] = {
    **OF_A_ROW,
    **_all(LEVELS, "不单独写：指标的名称写在“名称”，下一级的指标写在上一级的“下级”里"),
    **_all(POINTS, "写在“评分”里：评分: {方法: 评定, 得分: …}"),
}
OF_A_PLAIN_ROW: Mapping[str, str] = {
    **OF_A_ROW,
    **_all(LEVELS, "写进“指标”，从上到下各级依次写：指标: [一级, 二级, 三级]"),
}
OF_A_PROJECT: Mapping[str, str] = {
    **_all(PERSONS, "涉及个人，不公开，请不写这一行"),
    **_under("预算", AMOUNTS),
    **_under("公布", RESULTS),
    **_under("评价", DETAILS),
}
