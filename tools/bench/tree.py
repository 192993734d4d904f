"""The indicators of a project: three levels, 25 of them scored, by every rule there is."""

from dataclasses import dataclass
from decimal import Decimal

from tools.bench.prose import Drawn
from tools.bench.rules import MAKERS, Written

LEVELS = (
    ("A", "决策", (
        ("项目立项", (("立项依据充分性", "要点"), ("立项程序规范性", "评定"))),
        ("绩效目标", (("绩效目标合理性", "定性"), ("绩效指标明确性", "评定"))),
        ("资金投入", (("预算编制科学性", "要点"), ("资金分配合理性", "专家"))),
    )),
    ("B", "过程", (
        ("资金管理", (("资金到位率", "到位"), ("预算执行率", "执行率"), ("资金使用合规性", "扣分"))),
        ("组织实施", (("管理制度健全性", "要点"), ("制度执行有效性", "专家"), ("档案管理规范性", "扣分"))),
    )),
    ("C", "产出", (
        ("产出数量", (("{works0}完成量", "比例"), ("{works1}完成量", "插值"), ("{works2}完成率", "完成率"))),
        ("产出质量", (("{works0}抽检合格率", "按差扣分"), ("{works1}到位情况", "问卷"))),
        ("产出时效", (("验收及时性", "是否"),)),
        ("产出成本", (("单次作业用时", "不超过"),)),
    )),
    ("D", "效益", (
        ("社会效益", (("{served0}受益覆盖率", "分档"), ("{need0}缓解程度", "定性"))),
        ("可持续影响", (("{thing}长效管护机制", "评定"), ("人员队伍稳定性", "专家"))),
        ("满意度", (("{served0}满意度", "满意度"), ("{served1}满意度", "选项"))),
    )),
)  # fmt: skip
# The weights of the leaves of each first level, in their order; a unit keeps to one of them.
WEIGHTS = (
    ((3, 2, 3, 2, 3, 2), (3, 5, 4, 3, 3, 2), (6, 6, 5, 6, 5, 4, 3), (6, 5, 5, 4, 5, 5)),
    ((2, 2, 3, 3, 3, 2), (2, 4, 4, 3, 4, 3), (7, 6, 6, 5, 5, 3, 3), (6, 6, 4, 4, 6, 4)),
    ((4, 3, 4, 3, 3, 3), (3, 4, 4, 3, 3, 3), (5, 5, 4, 5, 5, 3, 3), (6, 5, 5, 4, 6, 4)),
    ((2, 1, 2, 1, 2, 2), (3, 5, 5, 4, 4, 4), (7, 6, 6, 5, 5, 3, 3), (6, 5, 5, 4, 5, 5)),
)
NUMERIC = ("比例", "插值", "到位", "不超过", "满意度", "按差扣分")


@dataclass(frozen=True)
class Leaf:
    """A scored indicator: what the rest of the report says of it."""

    code: str
    name: str
    levels: tuple[str, str]
    target: str
    weight: int
    points: Decimal

    @property
    def is_result(self) -> bool:
        """Whether a goal stands behind it."""
        return self.code[0] in "CD"


def tree(say: Drawn, style: int, dotted: bool, weak: int, printed: bool) -> tuple[list[Written], list[Leaf]]:
    """The 指标体系 as it is written, and its leaves; so many of them earn less than 60 %."""
    names = [name for _, _, groups in LEVELS for _, leaves in groups for name, _ in leaves]
    badly = set(say.chance.sample([n for n in range(len(names)) if n not in (6, 7, 13)], weak))
    all_leaves: list[Leaf] = []
    tops: list[Written] = []
    for (letter, top, groups), weights in zip(LEVELS, WEIGHTS[style], strict=True):
        children: list[Written] = []
        left = list(weights)
        for number, (group, leaves) in enumerate(groups, 1):
            rows: list[Written] = []
            for place, (pattern, kind) in enumerate(leaves, 1):
                code = f"{letter}{number}.{place}" if dotted else f"{letter}{number}{place}"
                weight = left.pop(0)
                rule, points = MAKERS[kind](say, weight, len(all_leaves) in badly)
                rows.append({"编号": code, "名称": say.fill(pattern), "权重": str(weight), "评分": rule})
                all_leaves.append(Leaf(code, rows[-1]["名称"], (top, group), _target(kind, rule), weight, points))
            whole = str(sum(int(row["权重"]) for row in rows))
            children.append({"编号": f"{letter}{number}", "名称": group, "权重": whole, "下级": rows})
        tops.append({"编号": letter, "名称": top, "权重": str(sum(weights)), "下级": children})
        if printed:
            earned = sum((leaf.points for leaf in all_leaves if leaf.code[0] == letter), Decimal("0.00"))
            rate = (earned * 100 / sum(weights)).quantize(Decimal("0.01"), "ROUND_HALF_UP")
            tops[-1]["公布"] = {"得分": f"{earned:.2f}", "得分率": f"{rate}%"}
    return tops, all_leaves


def _target(kind: str, rule: Written) -> str:
    if kind == "分档":
        return "≥95%"
    if kind in NUMERIC:
        return f"{rule.get('方向', '≥')}{rule['目标']}{rule.get('单位', '')}"
    return {"是否": "按期完成", "问卷": "多数服务对象认可", "选项": "≥85%", "完成率": "100%"}.get(kind, "达到预期")
