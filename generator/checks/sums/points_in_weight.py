"""得分不能超过权重，也不能小于 0；照录的指标同样如此。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import scored
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "得分超限"
SEVERITY: Severity = "错误"
AFTER = ("权重不符", "得分不符")


def check(book: Book, scores: ScoreBook) -> Iterator[Violation]:
    """Compare the shown points of each leaf with its weight."""
    for project in book.projects:
        for score in scored(scores[project.id]):
            if score.points is not None and not 0 <= score.points <= score.weight:
                yield (
                    score.indicator,
                    "rule",
                    f"得分 {score.points} 应在 0 至权重 {score.weight} 之间，请核对得分和权重",
                )
        for row in project.sheet.rows if project.sheet else ():
            if row.points is not None and row.weight is not None and not 0 <= row.points <= row.weight:
                yield row, "points", f"得分 {row.points} 应在 0 至分值 {row.weight} 之间，请核对得分和分值"
