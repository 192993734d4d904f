"""公布的评价分值应与各级得分加总相等；不等而原文如此的，写说明后按公布的数展示。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.project import Project
from generator.model.scores import ProjectScore

NAME = "总分不符"
SEVERITY: Severity = "错误"
REQUIRES_CLEAN = ("权重不符", "得分不符", "合计不符", "执行率不符", "资金不符", "实际值不符")


def check(project: Project, score: ProjectScore, book: Book) -> Iterator[Violation]:
    """Compare the printed and the computed total."""
    computed = score.computed
    printed = project.printed.score if project.printed else None
    if project.printed is None or printed is None:
        return
    scheme = book.schemes.get(project.evaluation.scheme)
    full = project.own_full or (scheme.full if scheme else None)
    if computed is not None and printed != computed:
        yield project.printed, "score", f"公布的评价分值 {printed}，各级得分合计 {computed}，请核对"
    elif full and not 0 <= printed <= full:
        yield project.printed, "score", f"公布的评价分值 {printed} 不在 0 至 {full} 之间，请核对"
