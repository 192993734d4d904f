"""评分所需的数据要齐全、合理，能算出得分。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks._indicators import scored
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "无法计分"
SEVERITY: Severity = "错误"
WAIVABLE = False


def check(book: Book, scores: ScoreBook) -> Iterator[Violation]:
    """Ask each leaf whether its rule gave points."""
    for project in book.projects:
        for score in scored(scores[project.id]):
            # A weight below 0 gives no points either; 权重不符 tells that.
            if score.working and score.working.points is None and score.weight >= 0:
                yield score.indicator, "rule", score.working.line
