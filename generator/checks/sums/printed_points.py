"""公布的指标得分应与按评分方法（或下级加总）算出的相等；不等而原文如此的，写说明后按公布的数展示。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "得分不符"
SEVERITY: Severity = "错误"


def check(book: Book, scores: ScoreBook) -> Iterator[Finding]:
    """Compare printed and computed points of every indicator."""
    for project in book.projects:
        for score in scores[project.id].nodes():
            printed = score.indicator.printed.points if score.indicator.printed else None
            if printed is not None and score.computed is not None and printed != score.computed:
                how = f"（{score.working.line}）" if score.working else "（下级得分合计）"
                text = f"公布得分 {printed}，算出的是 {score.computed}{how}，请核对"
                yield score.indicator, "printed", text
