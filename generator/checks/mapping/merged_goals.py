"""一个指标考核一项目标；几项目标合成一个指标的，看不出各项完成得怎样。实际完成率一类共性指标不在此列。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.checks.mapping._match import kind_of, words
from generator.checks.mapping._rows import is_tree, named
from generator.core.diagnostic import Severity
from generator.model.project import Project

NAME = "目标合并"
SEVERITY: Severity = "提示"
NOTABLE = False
REQUIRES_CLEAN = ("对应不存在",)


def check(project: Project) -> Iterator[Violation]:
    """Tell of an indicator that several rows come closest to.

    Not where it has the very name of one of them, nor where it stands for all goals of a kind by its nature.
    """
    if not is_tree(project):
        return
    leaves = tuple(all_leaves(project))
    for n, rows in named(project).items():
        leaf, goals = leaves[n], list(dict.fromkeys(row.levels[-1] for row in rows))
        if (
            len(goals) < 2
            or kind_of(leaf.name) not in ("", "满意")
            or any(words(goal) == words(leaf.name) for goal in goals)
        ):
            continue
        names = "”“".join(goals[:3]) + ("”等“" if len(goals) > 3 else "")
        text = f"“{names}”{len(goals)} 项目标合在“{leaf.name}”一个指标里，请核对；能分开的，分列指标和实际值"
        yield leaf, "name", text, [(one, "goals") for one in leaves if one.goals]
