"""一个指标考核一项目标；几项目标合成一个指标的，看不出各项完成得怎样。实际完成率一类共性指标不在此列。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import all_leaves
from generator.checks.mapping._match import kind_of, words
from generator.checks.mapping._rows import is_tree, named
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "目标合并"
SEVERITY: Severity = "提示"
AFTER = ("对应不存在",)


def check(book: Book, scores: ScoreBook) -> Iterator[Violation]:
    """Tell of an indicator that several rows come closest to.

    Not where it has the very name of one of them, nor where it stands for all goals of a kind by its nature.
    """
    for project in book.projects:
        if not is_tree(project):
            continue
        leaves = tuple(all_leaves(project))
        for n, rows in named(project).items():
            leaf, goals = leaves[n], list(dict.fromkeys(row.levels[-1] for row in rows))
            if (
                len(goals) < 2
                or kind_of(leaf.name) not in ("", "满意")
                or any(words(goal) == words(leaf.name) for goal in goals)
            ):
                continue
            told = "”“".join(goals[:3]) + ("”等“" if len(goals) > 3 else "")
            text = f"“{told}”{len(goals)} 项目标合在“{leaf.name}”一个指标里，请核对；能分开的，分列指标和实际值"
            yield leaf, "name", text
