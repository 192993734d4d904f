"""自评与复核 of a synthetic project: the unit's own score beside an evaluation, or a 复核 of a self-evaluation."""

from decimal import Decimal
from random import Random

from tools.bench.rules import Written
from tools.bench.tree import Leaf
from tools.bench.words import Programme

HOW = ("查阅资料", "现场核查", "抽查访谈")
REASONS = ("佐证材料不全，按规定扣分。", "完成值与原始记录不符。", "没有提供相应的资料。")
MOST_MOVED = 4  # indicators of a project


def self_evaluated(programme: Programme) -> bool:
    """Whether its results are the unit's own, which somebody looks at again: one programme in eight."""
    return programme.number % 8 == 3


def own_score(programme: Programme, year: int, total: Decimal) -> Written:
    """What an evaluation prints of the unit's own score (公布), in a quarter of the projects."""
    if programme.number % 4 != 1:
        return {}
    more = Random(f"own {programme.number} {year}").randint(-50, 700)
    return {"自评分值": f"{min(total + Decimal(more).scaleb(-2), Decimal(100)):.2f}"}


def reexamination(
    programme: Programme, year: int, total: Decimal, indicators: list[Written], leaves: list[Leaf]
) -> Written:
    """复核 of a self-evaluation, also written beside the indicators (`indicators`) of which less was found."""
    if not self_evaluated(programme):
        return {}
    chance = Random(f"again {programme.number} {year}")
    written = {row["编号"]: row for top in indicators for group in top["下级"] for row in group["下级"]}
    lost = Decimal(0)
    for leaf in chance.sample([candidate for candidate in leaves if candidate.points >= 1], MOST_MOVED):
        less = Decimal(chance.choice((0, 50, 100))).scaleb(-2)
        lost += less
        written[leaf.code]["复核"] = {
            "得分": f"{leaf.points - less:.2f}",
            **({"扣分原因": chance.choice(REASONS)} if less else {}),
            "佐证": ["项目验收资料"],
        }
    return {
        "复核": {
            "得分": f"{total - lost:.2f}",
            "单位": f"{programme.body.place}财政局",
            "日期": f"{year + 1}-09-{chance.randint(1, 28):02}",
            "方式": chance.choice(HOW),
            "抽样说明": "按预算金额从高到低抽取。",
        }
    }
