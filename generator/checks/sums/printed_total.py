"""公布的评价分值应与各级得分加总相等；不等而原文如此的，写说明后按公布的数展示。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "总分不符"
SEVERITY: Severity = "错误"


def check(book: Book, scores: ScoreBook) -> Iterator[Finding]:
    """Compare the printed and the computed total."""
    for project in book.projects:
        computed = scores[project.id].computed
        printed = project.printed.score if project.printed else None
        if project.printed and printed is not None and computed is not None and printed != computed:
            text = f"公布的评价分值 {printed}，各级得分合计 {computed}，请核对"
            yield project.printed, "score", text
        scheme = book.schemes.get(project.evaluation.scheme)
        full = project.own_full or (scheme.full if scheme else None)
        if project.printed and full and printed is not None and not 0 <= printed <= full:
            yield project.printed, "score", f"公布的评价分值 {printed} 不在 0 至 {full} 之间，请核对"
