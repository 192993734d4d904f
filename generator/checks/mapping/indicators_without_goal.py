"""有分解目标表的，产出、效果方面的每个末级指标要有一项目标作依据。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._rows import is_tree, measures, results, rows_of
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "指标无目标"
SEVERITY: Severity = "提示"
REQUIRES_CLEAN = ("对应不存在",)


def check(project: Project) -> Iterator[Violation]:
    """Look for each scored indicator of output and effect among the rows of goals."""
    rows = rows_of(project)
    if not rows or not is_tree(project):
        return
    names = {row.levels[-1] for row in rows}
    for node in results(project):
        if node.name not in names and not any(measures(node, row) for row in rows):
            text = f"“{node.name}”在分解目标表里没有相应的目标，请核对；名称不同的，在本指标下写“对应目标: 目标名称”"
            yield node, "name", text, ((node, "goals"),)
