"""年度目标、总目标说到节约成本、按时完成、满意度的，指标或分解目标里要有相应的一项。"""

import re
from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.checks.mapping._rows import is_tree
from generator.core.diagnostic import Severity
from generator.core.record import FieldName, Record
from generator.model.project import Project

NAME = "年度目标落空"
SEVERITY: Severity = "提示"

COST, LESS = "(?:成本|费用)", "(?:节约|节省|降低|下降|减少|压缩|压降)"
ASPECTS = {
    "成本": (re.compile(f"{COST}[^，。；、]{{0,6}}{LESS}|{LESS}[^，。；、]{{0,10}}{COST}"),
           re.compile("成本|费用|节约|节省|节支|降本|压减|经济性")),
    "时效": (re.compile("(?:按时|按期|及时|如期)[^，。；、]{0,4}(?:完成|完工|竣工|交付|办结|拨付|发放)"),
           re.compile("及时|时效|按时|按期|如期|准时|进度|工期|周期|时限|时间|计划完成|月底|年底|年末|日前|月前")),
    "满意度": (re.compile("满意"), re.compile("满意")),
}  # fmt: skip


def check(project: Project) -> Iterator[Violation]:
    """Ask of each aspect once, at the first line that speaks of it; annual goals come before the total ones."""
    if not is_tree(project):
        return
    measured = "\n".join(_measured(project))
    for aspect, (wanted, known) in ASPECTS.items():
        if known.search(measured):
            continue
        if found := next((line for line in _promises(project) if wanted.search(line[2])), None):
            record, field, text = found
            match = wanted.search(text)
            message = f"目标说到“{match[0] if match else aspect}”，指标体系没有{aspect}方面的指标，请核对是否漏列"
            yield record, field, message


def _promises(project: Project) -> Iterator[tuple[Record, FieldName, str]]:
    if project.goals:
        yield from ((project.goals, ("annual", n), line) for n, line in enumerate(project.goals.annual))
        yield from ((project.goals, ("overall", n), line) for n, line in enumerate(project.goals.overall))
    for goal in project.sheet.goals if project.sheet else ():
        yield from ((goal, ("expected", n), line) for n, line in enumerate(goal.expected))


def _measured(project: Project) -> Iterator[str]:
    for node in all_nodes(project):
        yield from (node.name, node.target, *node.goals, *(row.name for row in node.rows))
    for row in project.sheet.rows if project.sheet else ():
        yield from (*row.levels, row.target)
