"""结果应用 of a synthetic project: next year's budget and what was decided, by the rule or not, as chance has it."""

from pathlib import Path
from random import Random
from typing import Any

from tools.bench.words import Programme

RULE = "fangzao"
RULE_FILE = """名称: 仿造的预算绩效评价结果应用办法
适用范围: 只供测试和观看，虚构
核实状态: 已核实
核实说明: 仿造，不是真实办法。
措施:
- {等级: [优], 应用: 优先保障, 规定: 同等条件下优先安排。}
- {等级: [良], 应用: 保持, 幅度: 5%, 规定: 原则上保持上年规模。}
- {等级: [中, 合格], 应用: 核减, 核减比例: 10%, 规定: 按不低于百分之十压减。}
- {等级: [差, 不合格], 应用: 调整或取消, 规定: 调整政策或取消安排。}
"""
USUAL = {  # by rank of the grade from the top: next year's budget in percent of this year's
    1: (100, 100, 108), 2: (97, 100, 104, 112), 3: (70, 85, 90, 96), 4: (0, 50, 80, 105),
}  # fmt: skip
SILENT = 16  # of so many programmes one may say nothing at all of an exception
REASONS = (
    "属于民生刚性支出，由政府常务会议研究同意。",
    "任务量增加，经财政部门审核同意。",
    "上级资金配套有明确比例要求。",
)


def register_rule(folder: Path) -> None:
    (folder / "actions").mkdir(exist_ok=True)
    (folder / "actions" / f"{RULE}.yml").write_text(RULE_FILE, "utf-8")


def amount(number: int, year: int) -> int:
    """The budget of a programme in a year, in hundredths of 万元."""
    steady, chance = Random(f"budget {number}"), Random(f"amount {number} {year}")
    return int(10 ** (3 + 2.5 * steady.random()) * chance.randint(85, 115)) // 100


def use(programme: Programme, year: int, rank: int) -> dict[str, Any]:
    """What a data file says of it; of a project that goes on, next year's budget may stand in the next file alone."""
    number = programme.number
    chance = Random(f"use {number} {year}")
    goes_on, budget = year + 1 in programme.years, amount(number, year)
    following = amount(number, year + 1) if goes_on else budget * chance.choice(USUAL[rank]) // 100
    said = not goes_on or chance.random() < 0.5
    decided = chance.random() < 0.85
    exception = not _by_the_rule(rank, budget, following)
    if chance.random() < 0.15 and not (exception and number % SILENT):
        return {}
    return {
        "结果应用": {
            **({"下年预算": f"{following // 100}.{following % 100:02}万元"} if said else {}),
            **({"决定": _decision(budget, following)} if decided else {}),
            **({"例外理由": chance.choice(REASONS)} if exception else {}),
            "决定单位": f"{programme.body.place}财政局",
            "日期": f"{year + 1}-12-{chance.randint(1, 28):02}",
        }
    }


def _decision(budget: int, following: int) -> str:
    if not following:
        return "取消"
    return "增加" if following > budget else "核减" if following < budget else "保持"


def _by_the_rule(rank: int, budget: int, following: int) -> bool:
    match rank:
        case 1:
            return following >= budget
        case 2:
            return abs(following - budget) * 20 <= budget
        case 3:
            return following * 10 <= budget * 9
    return following < budget
