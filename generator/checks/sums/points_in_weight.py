"""得分不能超过权重，也不能小于 0。"""

from collections.abc import Iterator

from generator.checks import Finding
from generator.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "得分超限"
SEVERITY: Severity = "错误"


def check(book: Book, scores: ScoreBook) -> Iterator[Finding]:
    """Compare the shown points of each leaf with its weight."""
    for project in book.projects:
        for score in scores[project.id].leaves():
            if score.points is not None and not 0 <= score.points <= score.weight:
                yield (
                    score.indicator,
                    "rule",
                    f"得分 {score.points} 应在 0 至权重 {score.weight} 之间，请核对得分和权重",
                )
