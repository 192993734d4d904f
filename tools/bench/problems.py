"""问题整改 of a synthetic project: problems in the words of their kind, advice, answer, and what became of each."""

from typing import Any

from tools.bench import ledger
from tools.bench.prose import Drawn
from tools.bench.tree import Leaf
from tools.bench.words import SENTENCES, WORDS, Programme

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
    earlier = [candidate for candidate in programme.years if candidate < year]
    recurs = f"{earlier[-1]}-1" if earlier and say.chance.random() < 0.4 else ""
    unit, place = programme.body.name, programme.body.place
    problems = []
    for number, leaf in enumerate(leaves, 1):
        first = number == 1
        kept = first and len(programme.years) > 1
        tracked = ledger.items(f"{year}-{number}", year, unit, place, kept, recurs if first else "")
        problems.append(_finding(say, leaf, year, tracked))
    return problems


def _finding(say: Drawn, leaf: Leaf, year: int, tracked: list[dict[str, Any]]) -> dict[str, Any]:
    category = BY_NAME.get(leaf.name) or BY_GROUP[leaf.levels[1]]
    problem, advice = WORDS["problems"][category]
    say["leaf"] = leaf.name
    answer = say.fill(say.chance.choice(SENTENCES["answers"]))
    return {
        "问题": say.fill(problem),
        "问题详情": [say.fill(say.chance.choice(SENTENCES["causes"]))],
        "对应指标": [leaf.code],
        "建议": say.fill(advice),
        "建议详情": [say.fill(say.chance.choice(SENTENCES["measures"]))],
        "整改": {"情况": answer, "状态": ledger.answered(tracked), "时间": f"{year + 1}-11"},
        **({"问题类别": category} if say.chance.random() < 0.5 else {}),
        **({"台账": tracked} if tracked else {}),
    }
