"""实际值没有达到目标的，不能得满分。"""

from collections.abc import Iterator

from generator.checks import Violation
from generator.checks.mapping._shown import JUDGED, lines
from generator.core.diagnostic import Severity
from generator.model.book import Book
from generator.model.scores import ScoreBook

NAME = "未达标满分"
SEVERITY: Severity = "警告"
AFTER = ("权重不符", "得分不符", "总分不符", "实际值不符")


def check(book: Book, scores: ScoreBook) -> Iterator[Violation]:
    """Compare target and actual as printed, where the points do not follow from them; rows of 其中 count too."""
    for project in book.projects:
        for line in lines(project, scores[project.id]):
            if not line.full:
                continue
            if line.rows_missed and not line.explained:
                told = f"其中的“{line.rows_missed[0]}”没有达到目标"
            elif line.method in {*JUDGED, ""} and line.reached is False:
                told = f"实际 {line.actual} 没有达到目标 {line.aim}"
            else:
                continue
            yield line.record, "actual", f"{told}，却得满分 {line.points} 分，请核对目标值、实际值和得分"
