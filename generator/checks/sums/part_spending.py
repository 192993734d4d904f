"""各子项目的支出，要么都写，要么都不写。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "支出缺漏"
SEVERITY: Severity = "警告"
NOTABLE = False


def check(project: Project) -> Iterator[Violation]:
    """Look for lines without spending among lines that have it; one diagnostic for the table."""
    parts = project.budget.parts
    without = [part for part in parts if part.spent is None]
    if not without or len(without) == len(parts):
        return
    several = f"等 {len(without)} 项" if len(without) > 1 else ""
    text = f"子项目“{without[0].name}”{several}没有支出，其他子项目有，请对照原件核对，抄漏的补上"
    yield without[0], "", text
