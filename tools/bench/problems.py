"""问题整改 of a synthetic project: problems in the words of their kind, advice, answer, and what became of each."""

from typing import Any

from tools.bench import ledger, sentences
from tools.bench.prose import Drawn
from tools.bench.tree import Leaf
from tools.bench.words import Programme

# By 问题类别: what such a problem says, and what is advised.
WORDS = {
    "目标设定": ("{leaf}不足，绩效目标与{area}的实际需求脱节。", "重新论证绩效目标，与{need}的任务清单对应。"),
    "指标量化": ("{leaf}不足，{d2_6}项绩效指标没有量化，目标值含糊。", "逐项写明目标值、单位和数据来源。"),
    "预算编制": ("{leaf}有偏差，预算编制较粗，测算依据不充分。", "按{area}等地的工作量细化预算测算。"),
    "预算执行": ("{leaf}偏低，年末资金支付集中，预算执行进度慢。", "按季度下达用款计划，提前启动支付。"),
    "资金管理": ("{leaf}有欠缺，{office}{d2_6}笔支出的票据不全，资金核算不够清晰。", "专账核算，票据不全的不予支付。"),
    "采购与合同": ("{leaf}未达要求，采购启动晚，合同没有约定扣减办法。", "提前编制采购计划，修订合同条款。"),
    "过程管理": ("{leaf}不够，{area}、{area}的巡查监督记录缺失。", "{office}按月检查进度，留存过程记录。"),
    "验收与档案": ("{leaf}不够，{d3_9}个点位未按规定验收，档案资料没有归档。", "补办验收手续，材料一月内归档。"),
    "满意度": ("{leaf}未达目标，{area}的群众意见没有及时答复。", "扩大调查样本，意见五个工作日内答复。"),
    "人员": ("{leaf}不足，一线人员流动大，专业力量薄弱。", "核定岗位，分批组织业务培训。"),
    "后期管护": ("{leaf}不健全，{area}的设备缺少日常维护，损坏后修复慢。", "落实管护责任和经费，建立巡检台账。"),
    "公开与数据": ("{leaf}偏低，服务数据没有公开，部门之间信息不互通。", "按季度公开服务数据，统一数据口径。"),
}
BY_GROUP = {
    "项目立项": "过程管理", "绩效目标": "目标设定", "资金投入": "预算编制", "资金管理": "资金管理",
    "组织实施": "过程管理", "产出数量": "过程管理", "产出质量": "验收与档案",
    "产出时效": "采购与合同", "产出成本": "预算编制", "社会效益": "公开与数据", "可持续影响": "后期管护",
    "满意度": "满意度",
}  # fmt: skip
BY_NAME = {
    "绩效指标明确性": "指标量化", "预算执行率": "预算执行", "管理制度健全性": "采购与合同",
    "档案管理规范性": "验收与档案", "人员队伍稳定性": "人员",
}  # fmt: skip


def findings(say: Drawn, leaves: list[Leaf], programme: Programme, year: int) -> list[dict[str, Any]]:
    """A problem for each of these indicators; in a later year of a series the first is that of the year before."""
    earlier = [one for one in programme.years if one < year]
    recurs = f"{earlier[-1]}-1" if earlier and say.chance.random() < 0.4 else ""
    unit, place = programme.body.name, programme.body.place
    found = []
    for number, leaf in enumerate(leaves, 1):
        first = number == 1
        kept = first and len(programme.years) > 1
        tracked = ledger.items(f"{year}-{number}", year, unit, place, kept, recurs if first else "")
        found.append(_finding(say, leaf, year, tracked))
    return found


def _finding(say: Drawn, leaf: Leaf, year: int, tracked: list[dict[str, Any]]) -> dict[str, Any]:
    category = BY_NAME.get(leaf.name) or BY_GROUP[leaf.levels[1]]
    problem, advice = WORDS[category]
    say["leaf"] = leaf.name
    answer = say.fill(say.chance.choice(sentences.ANSWERS))
    return {
        "问题": say.fill(problem),
        "问题详情": [say.fill(say.chance.choice(sentences.CAUSES))],
        "对应指标": [leaf.code],
        "建议": say.fill(advice),
        "建议详情": [say.fill(say.chance.choice(sentences.MEASURES))],
        "整改": {"情况": answer, "状态": ledger.answered(tracked), "时间": f"{year + 1}-11"},
        **({"问题类别": category} if say.chance.random() < 0.5 else {}),
        **({"台账": tracked} if tracked else {}),
    }
