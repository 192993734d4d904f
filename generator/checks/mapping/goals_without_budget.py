"""目标说要采购、租赁、新建、改造、培训、运维的，预算的子项目里要有这一项。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._match import HALF, likeness
from generator.checks.mapping._rows import rows_of
from generator.core.diagnostic import Severity
from generator.model.budget import Part
from generator.model.project import Project
from generator.model.report import Goal

NAME = "目标无预算"
SEVERITY: Severity = "提示"

ACTIONS = {
    "采购": re.compile("采购|购置|购买|添置|配备|更新"),
    "租赁": re.compile("租赁|租用|租金|托管"),
    "新建": re.compile("新建|建造|修建|扩建|建设工程|工程建设"),
    "升级改造": re.compile("升级|改造|改建|优化|改版|更新|完善"),
    "培训": re.compile("培训|研修|轮训"),
    "运维": re.compile("运维|运行维护|运行维修|维护|维保|保养|维修|托管"),
}
ACTION = re.compile("采购|购置|购买|添置|租赁|租用|新建|修建|扩建|升级|改造|培训|运维|运行维护")
KIND = {"购置": "采购", "购买": "采购", "添置": "采购", "租用": "租赁", "修建": "新建", "扩建": "新建",
        "升级": "升级改造", "改造": "升级改造", "运行维护": "运维"}  # fmt: skip
MANAGED = re.compile("管理|投入|决策|过程|满意|规范|合规|程序|需求")


def check(project: Project) -> Iterator[Violation]:
    """Look for what a goal means to do, or the thing it does it to, in the names and contents of the sub-projects."""
    parts = project.budget.parts
    if not parts:
        return
    listed = "\n".join((project.name, *(line for p in parts for line in (p.name, p.kind, *p.planned, *p.done))))
    for row in rows_of(project):
        found = None if any(map(MANAGED.search, row.levels)) else ACTION.search(row.levels[-1])
        if not found or ACTIONS[KIND.get(found[0], found[0])].search(listed) or _has(parts, row):
            continue
        text = f"目标要“{found[0]}”，{len(parts)} 个子项目里没有这一项，请核对预算明细是否漏列、目标是否有资金"
        yield row, "levels", text


def _has(parts: tuple[Part, ...], row: Goal) -> bool:
    """A sub-project may have the name of the very thing that is bought or taught (服务器)."""
    return any(likeness(row.levels[-1], part.name) >= HALF for part in parts)
