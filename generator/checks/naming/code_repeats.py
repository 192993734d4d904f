"""同一项目里，指标编号不能重复；原文编号就有重复的，在后一处写说明。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_nodes
from generator.core.diagnostic import Severity
from generator.model.project import Indicator, Project

NAME = "编号重复"
SEVERITY: Severity = "错误"


def check(project: Project) -> Iterator[Violation]:
    """Compare codes within each project."""
    first: dict[str, Indicator] = {}
    for node in all_nodes(project):
        if not node.code:
            continue
        if node.code in first:
            line = first[node.code].at("code").line
            yield node, "code", f"编号“{node.code}”与第 {line} 行重复，请对照原件核对"
        else:
            first[node.code] = node
