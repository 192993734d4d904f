"""附表每一行、合计的格数应与表头相同，空白格也要占一格。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "附表缺格"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Count the cells of every row and of the foot."""
    for table in project.tables:
        wide = len(table.head)
        for number, row in enumerate(table.rows):
            if len(row) != wide:
                yield table, ("rows", number), f"第 {number + 1} 行{_differs(len(row), wide)}"
        if table.foot and len(table.foot) != wide:
            yield table, "foot", f"合计{_differs(len(table.foot), wide)}"


def _differs(cells: int, wide: int) -> str:
    return f"有 {cells} 格，表头有 {wide} 格，请对照原件核对；空白格写“-”"
