"""分解目标表的每一项，要有指标考核它：名称相近，或在指标下写明“对应目标”。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.checks.mapping._rows import is_tree, measures, rows_of
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "目标无指标"
SEVERITY: Severity = "提示"
REQUIRES_CLEAN = ("对应不存在",)


def check(project: Project) -> Iterator[Violation]:
    """Look for each row among all indicators, levels included."""
    if not is_tree(project):
        return
    nodes = tuple(all_nodes(project))
    names = {node.name for node in nodes}
    for row in rows_of(project):
        if row.levels[-1] not in names and not any(measures(node, row) for node in nodes):
            goal = row.levels[-1]
            text = f"目标“{goal}”没有指标考核，请核对；名称不同的，在考核它的指标下写“对应目标: {goal}”"
            yield row, "levels", text, [(node, "goals") for node in nodes if node.goals]
