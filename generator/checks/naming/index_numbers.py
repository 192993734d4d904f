"""索引号各不相同：两个项目不能用同一个索引号。"""

from collections.abc import Iterator

from generator.checks import Discrepancy, Fact
from generator.checks._facts import Anchor, anchor
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "索引号重复"
SEVERITY: Severity = "错误"
WAIVABLE = False
IndexNumber = tuple[str, Anchor]


def extract(project: Project) -> IndexNumber | None:
    """Only those that are written can repeat; those made by the pattern hold year and slug."""
    return (project.index_number, anchor(project, project, "index_number")) if project.index_number else None


def compare(facts: list[Fact[IndexNumber]]) -> Iterator[Discrepancy]:
    """Tell the later of two."""
    seen: dict[str, str] = {}
    for who, (number, where) in facts:
        if number in seen:
            yield where, f"索引号“{number}”已用于 {seen[number]}，请改正其中一个"
        seen.setdefault(number, who.file)
